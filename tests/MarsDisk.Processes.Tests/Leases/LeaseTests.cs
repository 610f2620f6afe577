using System.Diagnostics;

using MarsDisk.Journal.Events;
using MarsDisk.Processes.Tests.Harness;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

using Xunit.Abstractions;

namespace MarsDisk.Processes.Tests.Leases;

/// <summary>The lease of a run among real processes (architecture.md §8.2).</summary>
public sealed class LeaseTests(UndisturbedRun undisturbed, ITestOutputHelper output) : IClassFixture<UndisturbedRun>
{
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClaimInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly (string, string)[] DiskStaysFull = [("MARSDISK_FAILPOINTS", "disk-full:series:30+")];

    [Fact]
    public async Task An_owner_that_is_stopped_keeps_its_run()
    {
        using var folder = new WorkFolder();
        using var owner = MarsDiskProgram.Start(folder.Path, Command.Run("run"), DiskStaysFull);
        await owner.SaysAsync("waiting:");
        await owner.SignalAsync("STOP");

        var refused = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));
        await owner.SignalAsync("CONT");
        await owner.SignalAsync("TERM");
        var stopped = await owner.EndAsync();
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains($"process {owner.Id} ", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(75, stopped.ExitCode);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task Another_process_owns_the_run_of_a_killed_one_within_a_claim_interval_and_a_second()
    {
        using var folder = new WorkFolder();
        using var owner = MarsDiskProgram.Start(folder.Path, Command.Run("run"), DiskStaysFull);
        await owner.SaysAsync("waiting:");
        var run = new RunFolder(folder["run"]);
        var leases = new FileLeases(id => new RunDirectory(run.Path, id));
        var epoch = run.Ledger().Epoch;
        var claiming = ClaimAsync(leases, new RunId(run.Id()));
        var isClaimedEarly = claiming.IsCompleted;

        owner.Kill();
        var killed = Stopwatch.GetTimestamp();
        var (taken, at) = await claiming;
        var took = Stopwatch.GetElapsedTime(killed, at);
        var epochAfter = taken.Epoch;
        taken.Dispose();
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        output.WriteLine($"taken over after {took.TotalMilliseconds:0.0} ms");
        Assert.False(isClaimedEarly);
        Assert.True(took < ClaimInterval + Allowance, $"It took {took}.");
        Assert.Equal(epoch + 1, epochAfter);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        run.AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_run_that_somebody_only_looks_at_is_waited_for()
    {
        using var folder = new WorkFolder();
        var killed = await MarsDiskProgram.RunWithAsync(folder, [("MARSDISK_CRASH_AT", "after-append:5")], Command.Run("run"));
        var run = new RunFolder(folder["run"]);
        using var looking = new FileStream(run.FileOf("lease"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        using var program = MarsDiskProgram.Start(folder.Path, Command.Run("run"));
        var refusing = program.EndAsync();
        looking.Close();
        var ended = await refusing;

        Assert.Equal(ProgramEnd.Killed, killed.ExitCode);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        run.AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_store_that_ignores_locks_is_refused_before_a_run_begins()
    {
        using var folder = new WorkFolder();

        var refused = await MarsDiskProgram.RunWithAsync(folder, [("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1")], Command.Run("run"));

        Assert.Equal(3, refused.ExitCode);
        Assert.Empty(refused.Output);
        Assert.Contains("ignores locks", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.Equal([folder["run/lease"]], Directory.GetFileSystemEntries(folder["run"]));
    }

    private static async Task<(ILease Lease, long At)> ClaimAsync(FileLeases leases, RunId run)
    {
        var lease = await leases.TryTakeAsync(run, Patience, TimeProvider.System, CancellationToken.None);
        return (lease!, Stopwatch.GetTimestamp());
    }
}
