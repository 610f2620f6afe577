using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Leases;

/// <summary>
/// An owner is stopped, a person believes it dead and moves the lease file away, another process takes the run to its
/// end, and then the first one wakes up.
/// </summary>
public sealed class SleeperTests
{
    // 10,051 steps in 101 chunks: long enough that it sleeps in the midst of them even when its words arrive late.
    private const string Steps = "numerics.t_end_orbits=4";

    [Theory]
    [InlineData("flushed steps 0..99")]
    [InlineData("flushed steps 500..599")]
    [InlineData("flushed steps 1200..1299")]
    public async Task An_owner_that_slept_while_another_took_the_run_is_refused_and_writes_nothing(string asleepAfter)
    {
        using var folder = new WorkFolder();
        string[] command = ["run", MarsDiskProgram.SmallConfiguration, "-o", "run", "--progress", "bar", "-s", Steps];
        var run = new RunFolder(folder["run"]);
        using var sleeper = MarsDiskProgram.Start(folder.Path, command);
        await sleeper.SaysAsync(asleepAfter);
        await sleeper.SignalAsync("STOP");
        var committed = run.Ledger().EndStep;

        File.Move(run.FileOf("lease"), folder["lease-of-a-sleeper"]);
        var other = await MarsDiskProgram.RunAsync(folder, command);
        var files = run.AllFiles();
        await sleeper.SignalAsync("CONT");
        var woken = await sleeper.EndAsync();

        Assert.True(other.ExitCode == 0, other.ToString());
        Assert.Contains($"resuming run at step {committed}", other.Errors, StringComparison.Ordinal);
        Assert.True(woken.ExitCode == 5, woken.ToString());
        Assert.Contains("lease", woken.Errors, StringComparison.Ordinal);
        Assert.Equal(files, run.AllFiles());
        run.AssertTidy();
        Assert.Equal([1L, 2L], run.Ledger().Attempts.Select(attempt => attempt.Owner.Epoch));
    }

    [Fact]
    public async Task An_owner_that_slept_while_it_waited_for_the_disk_deletes_nothing_of_its_successor()
    {
        using var folder = new WorkFolder();
        var run = new RunFolder(folder["run"]);
        using var sleeper = MarsDiskProgram.Start(folder.Path, Command.Run("run"), ("MARSDISK_FAILPOINTS", "disk-full:series:30+"));
        await sleeper.SaysAsync("waiting:");
        await sleeper.SignalAsync("STOP");

        File.Move(run.FileOf("lease"), folder["lease-of-a-sleeper"]);
        var other = await MarsDiskProgram.RunWithAsync(folder, [("MARSDISK_CRASH_AT", "after-rename:3")], Command.Run("run"));
        var files = run.AllFiles();
        await sleeper.SignalAsync("CONT");
        var woken = await sleeper.EndAsync();

        Assert.True(other.ExitCode == ProgramEnd.Killed, other.ToString());
        Assert.True(woken.ExitCode == 5, woken.ToString());
        Assert.Equal(files, run.AllFiles());
    }
}
