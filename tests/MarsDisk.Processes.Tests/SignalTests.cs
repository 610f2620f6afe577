using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>
/// Signals end a run at its last commit and it goes on from there (experience.md §2.10). The runs wait for a disk that
/// stays full, so that they are surely alive when the signal comes.
/// </summary>
public sealed class SignalTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);
    private static readonly string[] CommandWithFlushLines = ["run", MarsDiskProgram.SmallConfiguration, "-o", "run", "--progress", "bar"];
    private static readonly (string, string)[] DiskStaysFull = [("MARSDISK_FAILPOINTS", "disk-full:series:30+")];

    [Theory]
    [InlineData("TERM", 75)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 130)]
    public async Task A_signal_ends_the_run_within_five_seconds_and_the_same_command_goes_on(string signal, int exitCode)
    {
        using var folder = new WorkFolder();
        using var program = MarsDiskProgram.Start(folder.Path, Command.Run("run"), DiskStaysFull);
        await program.SaysAsync("waiting:");

        var sent = System.Diagnostics.Stopwatch.StartNew();
        await program.SignalAsync(signal);
        var stopped = await program.EndAsync();
        var took = sent.Elapsed;
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.Equal(exitCode, stopped.ExitCode);
        Assert.Empty(stopped.Output);
        Assert.Contains("the same command goes on", stopped.Errors, StringComparison.Ordinal);
        Assert.True(took < StopsWithin, $"It took {took}.");
        Assert.Contains("resuming run at step", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(0, ended.ExitCode);
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_run_that_computes_ends_at_its_last_commit_when_it_is_interrupted()
    {
        using var folder = new WorkFolder();
        string[] command = [.. CommandWithFlushLines, "-s", "numerics.t_end_orbits=40"];      // 1e5 steps: it cannot end before the signal
        using var program = MarsDiskProgram.Start(folder.Path, command);
        await program.SaysAsync("flushed steps 300..399");

        await program.SignalAsync("INT");
        var stopped = await program.EndAsync();

        var ledger = new RunFolder(folder["run"]).Ledger();
        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("stopping; press Ctrl-C again to leave at once", stopped.Errors, StringComparison.Ordinal);
        Assert.Null(ledger.Outcome);
        Assert.True(ledger.EndStep >= 400);
    }

    // The record of the first state is a pipe that nobody writes to: the thread that copies cannot be stopped.
    [Fact]
    public async Task A_second_interrupt_leaves_at_once()
    {
        using var folder = new WorkFolder();
        var pipe = Path.Combine(folder["offload"], Offload.HeadOf(undisturbed.Run.Id(), "marsdisk.sim-state", "marsdisk.sim-state"));
        await Pipes.MakeAsync(pipe);
        using var program = MarsDiskProgram.Start(folder.Path, CommandWithFlushLines, Offload.To(folder["offload"]));
        await program.SaysAsync("flushed steps 0..99");

        await program.SignalAsync("INT");
        await program.SaysAsync("stopping; press Ctrl-C again to leave at once");
        await program.SignalAsync("INT");
        var stopped = await program.EndAsync();
        var ended = await MarsDiskProgram.RunAsync(folder, Command.Run("run"));

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal(0, ended.ExitCode);
        new RunFolder(folder["run"]).AssertEquals(undisturbed.Run);
    }
}
