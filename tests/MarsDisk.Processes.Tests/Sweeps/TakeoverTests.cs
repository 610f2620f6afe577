using System.Diagnostics;

using MarsDisk.Journal;
using MarsDisk.Processes.Tests.Harness;

using Xunit.Abstractions;

namespace MarsDisk.Processes.Tests.Sweeps;

/// <summary>
/// What happens to the runs of a worker that goes. Its run waits for a disk that stays full, so that it is surely held
/// when the worker goes.
/// </summary>
public sealed class TakeoverTests(ITestOutputHelper output)
{
    private static readonly TimeSpan ClaimInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);
    private static readonly (string, string)[] DiskStaysFull = [("MARSDISK_FAILPOINTS", "disk-full:series:30+")];

    [Fact]
    public async Task Another_worker_owns_the_run_of_a_killed_one_within_a_claim_interval_and_a_second()
    {
        using var folder = new WorkFolder();
        var sweep = await PlanAsync(folder);
        using var stuck = StartWorker(folder, "a", DiskStaysFull);
        await Until.TrueAsync(() => IsStuck(sweep), "a run that waits for its disk");
        using var other = StartWorker(folder, "b");
        await Until.TrueAsync(() => sweep.Finished == sweep.Runs.Count - 1, "all other runs");
        var held = sweep.Runs.Single(run => !File.Exists(run.FileOf("manifest.json")));
        var steps = held.Ledger().EndStep;

        stuck.Kill();
        var clock = Stopwatch.StartNew();
        await Until.TrueAsync(() => held.Ledger().Attempts.Count == 2, "the second owner");
        var taken = clock.Elapsed;
        var end = await other.EndAsync();

        output.WriteLine($"taken over after {taken.TotalMilliseconds:0} ms at step {steps}");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.InRange(taken, TimeSpan.Zero, ClaimInterval + Allowance);
        Assert.Equal(["a", "b"], held.Ledger().Attempts.Select(attempt => attempt.Owner.Node), StringComparer.Ordinal);
        Assert.All(sweep.Runs, run => run.AssertTidy());
    }

    [Fact]
    public async Task Terminated_a_worker_leaves_within_five_seconds_and_says_that_there_is_more_to_do()
    {
        using var folder = new WorkFolder();
        var sweep = await PlanAsync(folder);
        using var worker = StartWorker(folder, "a", DiskStaysFull);
        await Until.TrueAsync(() => IsStuck(sweep), "a run that waits for its disk");

        var clock = Stopwatch.StartNew();
        await worker.SignalAsync("TERM");
        var end = await worker.EndAsync();
        var took = clock.Elapsed;
        var resumed = await MarsDiskProgram.RunAsync(folder, "sweep", "run", "few");

        Assert.True(end.ExitCode == 75, end.ToString());
        Assert.InRange(took, TimeSpan.Zero, StopsWithin);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.All(sweep.Runs, run => run.AssertTidy());
    }

    [Fact]
    public async Task A_stopped_worker_keeps_its_run_and_is_seen_to()
    {
        using var folder = new WorkFolder();
        var sweep = await PlanAsync(folder);
        using var frozen = StartWorker(folder, "a", DiskStaysFull);
        await Until.TrueAsync(() => IsStuck(sweep), "a run that waits for its disk");
        await frozen.SignalAsync("STOP");
        using var other = StartWorker(folder, "b");
        await Until.TrueAsync(() => sweep.Finished == sweep.Runs.Count - 1, "all other runs");

        var status = await MarsDiskProgram.RunAsync(folder, "sweep", "status", "few");
        frozen.Kill();
        var end = await other.EndAsync();

        Assert.Equal(0, status.ExitCode);
        Assert.Contains("3 completed, 1 running, 0 waiting, 0 planned, 0 failed", status.Output, StringComparison.Ordinal);
        Assert.Contains($"by a, process {frozen.Id}", status.Output, StringComparison.Ordinal);
        Assert.True(end.ExitCode == 0, end.ToString());
    }

    private static async Task<SweepFolder> PlanAsync(WorkFolder folder)
    {
        var planned = await MarsDiskProgram.RunAsync(folder, "sweep", "plan", MarsDiskProgram.DataFile("few.yml"), "-o", "few");
        Assert.True(planned.ExitCode == 0, planned.ToString());
        return new SweepFolder(folder["few"]);
    }

    private static RunningProgram StartWorker(WorkFolder folder, string node, params (string, string)[] environment) => MarsDiskProgram.Start(
        folder.Path,
        ["worker", "few", "--slots", "1", "--claim-interval", $"{ClaimInterval.TotalMilliseconds:0}ms", "--node", node, "--until-done"], environment);

    // The disk is full from the 30th write on, in the fifth of 13 chunks.
    private static bool IsStuck(SweepFolder sweep) => sweep.Runs.Any(run => File.Exists(run.JournalPath) && LedgerOf(run).Chunks >= 1);

    private static RunLedger LedgerOf(RunFolder run) => run.Ledger();
}
