using System.Diagnostics;
using System.Globalization;

using MarsDisk.Benchmarks.Measuring;

namespace MarsDisk.Benchmarks.Processes;

/// <summary>A program that is run to its end and measured as a whole.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a command and takes wall time, processor time and, if asked, the peak of its resident set.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="watchesMemory">Whether the peak is sampled; costs a little processor time.</param>
    /// <returns>The sample and the standard output.</returns>
    /// <exception cref="InvalidOperationException">The program failed; the message has its last words.</exception>
    public static (Sample Sample, string Output) Run(IReadOnlyList<string> command, bool watchesMemory = false)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var cpu = CpuClock.ChildrenSeconds();
        var begun = Stopwatch.GetTimestamp();

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (watchesMemory && !process.WaitForExit(Pause))
            peak = Math.Max(peak, StatusBytes(process.Id, "VmHWM"));
        process.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(begun).TotalSeconds;

        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {errors.Result}");
        return (new Sample(wall, CpuClock.ChildrenSeconds() - cpu, peak), output.Result);
    }

    /// <summary>A memory figure of <c>/proc/PID/status</c>, bytes; 0 where there is none.</summary>
    public static long StatusBytes(int process, string field)
    {
        var path = $"/proc/{process}/status";
        try
        {
            var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(text => text.StartsWith(field, StringComparison.Ordinal)) : null;
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;                        // it ended between two lines
        }
    }
}
