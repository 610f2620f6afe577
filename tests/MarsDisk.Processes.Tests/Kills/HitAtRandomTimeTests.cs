using System.Globalization;

using MarsDisk.Processes.Tests.Harness;

using Xunit.Abstractions;

namespace MarsDisk.Processes.Tests.Kills;

/// <summary>
/// Processes that are hit at random moments, then the same command again. <c>MARSDISK_KILLS</c> says how many are
/// killed; a thousand and more belong on a quiet machine and not in every build.
/// </summary>
public sealed class HitAtRandomTimeTests(ITestOutputHelper output)
{
    private const int Seed = 20251;
    private const int KillsByDefault = 100;
    private const int SignalsOfOtherKinds = 16;
    private const int KillsOfSeveralRuns = 12;

    private static readonly string[] OneRun = Command.Run("out");

    // Four runs, of which two compute at once in one process.
    private static readonly string[] SeveralRuns =
        ["sweep", "run", MarsDiskProgram.DataFile("several.yml"), "-o", "out", "--slots", "2", "--claim-interval", "10ms"];

    [Fact]
    public Task A_run_that_is_killed_ends_with_the_files_of_an_undisturbed_one() =>
        HitAsync(OneRun, "buffers~", Kills(), [Blow.Kill]);

    [Fact]
    public Task A_run_that_is_terminated_interrupted_or_frozen_ends_with_the_files_of_an_undisturbed_one() =>
        HitAsync(OneRun, "buffers~", SignalsOfOtherKinds, [Blow.Terminate, Blow.Interrupt, Blow.Freeze]);

    [Fact]
    public Task Several_runs_in_one_process_that_is_killed_end_with_the_files_of_undisturbed_ones() =>
        HitAsync(SeveralRuns, "runs", KillsOfSeveralRuns, [Blow.Kill]);

    private async Task HitAsync(string[] command, string firstWords, int count, Blow[] blows)
    {
        using var folder = new WorkFolder();
        var hits = new RandomBlows(command, firstWords, Seed);
        await hits.MeasureAsync(folder);
        var undisturbed = Runs(folder);

        await hits.DealAsync(count, blows, disturbed =>
        {
            var runs = Runs(disturbed);
            Assert.Equal(undisturbed.Keys, runs.Keys);
            foreach (var (name, run) in runs)
                run.AssertEquals(undisturbed[name]);
        });

        output.WriteLine($"seed {Seed}: {count} processes hit in {hits.Directories} directories");
    }

    private static SortedDictionary<string, RunFolder> Runs(WorkFolder folder) => new(
        Directory.EnumerateFiles(folder.Path, "run.json", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .ToDictionary(path => Path.GetRelativePath(folder.Path, path), path => new RunFolder(path), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static int Kills() =>
        int.TryParse(Environment.GetEnvironmentVariable("MARSDISK_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills)
            ? kills
            : KillsByDefault;
}
