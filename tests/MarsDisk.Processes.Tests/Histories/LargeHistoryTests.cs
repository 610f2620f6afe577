using System.Globalization;

using MarsDisk.Processes.Tests.Harness;
using Xunit.Abstractions;

namespace MarsDisk.Processes.Tests.Histories;

/// <summary>
/// A history of many megabytes, stored and brought back in a heap that could not hold a tenth of it.
/// <c>MARSDISK_HISTORY_MB</c> says how large it is; 24 without it.
/// </summary>
public sealed class LargeHistoryTests(ITestOutputHelper output)
{
    private const int UsualMegabytes = 24;
    private const int BytesPerStep = 6_000;
    private const int StepsPerOrbit = 2_514;
    private const double YearsPerStep = 1.901e-7;
    private const long AllowanceKibibytes = 16 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private static readonly (string Name, string Value)[] Limits =
        [("DOTNET_GCHeapHardLimit", "0x3000000"), ("MARSDISK__NODE__MEMORY_LIMIT", "64 GB"), ("MARSDISK__HISTORY__SNAPSHOT_INTERVAL", "0 s")];

    [Fact]
    public async Task A_history_is_stored_and_brought_back_within_16_megabytes_beside_the_buffer()
    {
        var megabytes = Environment.GetEnvironmentVariable("MARSDISK_HISTORY_MB") is { Length: > 0 } more
            ? int.Parse(more, CultureInfo.InvariantCulture)
            : UsualMegabytes;
        var steps = megabytes * 1_000_000L / BytesPerStep;
        string[] whole = ["-s", "io.streaming.enable=false", "sizes.n_bins=200", FormattableString.Invariant($"numerics.t_end_orbits={(double)steps / StepsPerOrbit}")];
        string[] stored = [.. whole, "numerics.checkpoint.enabled=true", FormattableString.Invariant($"numerics.checkpoint.interval_years={steps * YearsPerStep * 0.9}")];
        using var folder = new WorkFolder();

        var undisturbed = await RunAsync(folder, Command.Run("whole", whole));
        var killed = await RunAsync(folder, Command.Run("run", stored), ("MARSDISK_CRASH_AT", "after-append:1"));
        var history = new FileInfo(Directory.EnumerateFiles(folder["run/state"], "history-*").Single()).Length;
        var resumed = await RunAsync(folder, Command.Run("run", stored));

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"history {history / 1e6:0} MB; VmHWM undisturbed {undisturbed.Peak / 1024} MiB, storing {killed.Peak / 1024} MiB, resumed {resumed.Peak / 1024} MiB; {undisturbed.End.Duration.TotalSeconds:0.0} s, {killed.End.Duration.TotalSeconds:0.0} s, {resumed.End.Duration.TotalSeconds:0.0} s"));
        Assert.True(undisturbed.End.ExitCode == 0, undisturbed.End.ToString());
        Assert.True(killed.End.ExitCode == ProgramEnd.Killed, killed.End.ToString());
        Assert.True(resumed.End.ExitCode == 0, resumed.End.ToString());
        Assert.InRange(history, megabytes * 800_000L, megabytes * 1_100_000L);
        Assert.InRange(killed.Peak, 1, undisturbed.Peak + AllowanceKibibytes);
        Assert.InRange(resumed.Peak, 1, undisturbed.Peak + AllowanceKibibytes);
        new RunFolder(folder["run"]).AssertEquals(new RunFolder(folder["whole"]));
    }

    // Highest resident memory, KiB; the kernel's own mark, which only grows.
    private static async Task<(ProgramEnd End, long Peak)> RunAsync(WorkFolder folder, string[] arguments, params (string Name, string Value)[] more)
    {
        using var program = MarsDiskProgram.Start(folder.Path, arguments, Deadline, [.. Limits, .. more]);
        var end = program.EndAsync();
        var peak = 0L;
        while (await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(5))) != end)
            peak = Math.Max(peak, PeakOf(program.Id));
        return (await end, peak);
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM: kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)                    // it has ended meanwhile
        {
            return 0;
        }
    }
}
