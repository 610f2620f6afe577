using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MarsDisk.Benchmarks.Measuring;

/// <summary>Processor time, which a busy neighbour disturbs less than the time on the wall.</summary>
internal static class CpuClock
{
    private const int ThreadClockLinux = 3;
    private const int ThreadClockMac = 16;
    private const int Children = -1;
    private const int UsageLongs = 18;       // struct rusage: two times of two longs, then fourteen counters

    /// <summary>Processor time of this thread, s.</summary>
    public static double ThreadSeconds()
    {
        if (clock_gettime(OperatingSystem.IsMacOS() ? ThreadClockMac : ThreadClockLinux, out var time) != 0)
            throw new Win32Exception();
        return time.Seconds + (time.Nanoseconds * 1e-9);
    }

    /// <summary>Processor time of this process, s.</summary>
    public static double ProcessSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Processor time of all child processes that have ended, s.</summary>
    public static double ChildrenSeconds()
    {
        var usage = new long[UsageLongs];
        if (getrusage(Children, usage) != 0)
            throw new Win32Exception();
        return usage[0] + usage[2] + ((usage[1] + usage[3]) * 1e-6);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int clock_gettime(int clock, out Timespec time);

    [DllImport("libc", SetLastError = true)]
    private static extern int getrusage(int who, [Out] long[] usage);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
