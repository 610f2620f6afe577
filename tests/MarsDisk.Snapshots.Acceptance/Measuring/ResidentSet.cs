using System.Globalization;

namespace MarsDisk.Snapshots.Acceptance.Measuring;

/// <summary>What the kernel remembers of the resident set of this process.</summary>
public static class ResidentSet
{
    /// <summary>High-water mark, bytes; 0 where the system does not keep one.</summary>
    public static long PeakBytes()
    {
        const string Status = "/proc/self/status";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith("VmHWM", StringComparison.Ordinal)) : null;
        return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
