using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>A person pauses, continues, stops and takes snapshots of a run of the daemon.</summary>
public sealed class ControlTests
{
    private const string Long = "numerics.t_end_orbits=400";       // 1e6 steps: it cannot end by itself before it is stopped

    [Fact]
    public async Task A_paused_run_computes_nothing_until_it_is_continued()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();
        var run = await folder.SubmitAsync("-s", Long, "--name", "long");
        await daemon.SaysAsync("running at step");

        var paused = await folder.TellAsync("runs", "pause", "long");
        var first = await StatusAsync(folder, "long");
        var second = await StatusAsync(folder, "long");
        var continued = await folder.TellAsync("runs", "continue", "long");
        using var watcher = folder.StartCommand("runs", "watch", "long", "--json");
        await Until.TrueAsync(() => run.Ledger().EndStep > first.GetProperty("step").GetInt64(), "a commit behind the pause");

        Assert.True(paused.ExitCode == 0, paused.ToString());
        Assert.Equal("paused", first.GetProperty("state").GetString());
        Assert.Equal(first.GetProperty("step").GetInt64(), second.GetProperty("step").GetInt64());
        Assert.Equal(0, continued.ExitCode);
    }

    [Fact]
    public async Task Pause_and_continue_answer_with_the_state_that_they_brought_about()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();
        await folder.SubmitAsync("-s", Long, "--name", "long");
        await daemon.SaysAsync("running at step");

        var paused = await folder.TellAsync("runs", "pause", "long");
        var continued = await folder.TellAsync("runs", "continue", "long");
        var document = await folder.TellAsync("runs", "pause", "long", "--json");

        Assert.Contains(": paused at step", paused.Errors, StringComparison.Ordinal);
        Assert.Contains(": running at step", continued.Errors, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"paused\"", document.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_run_ends_regularly_at_the_step_that_its_journal_names()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();
        var run = await folder.SubmitAsync("-s", Long, "--name", "long");
        await daemon.SaysAsync("running at step");
        await Until.TrueAsync(() => File.Exists(run.JournalPath) && run.Ledger().EndStep > 0, "a commit");

        var stopped = await folder.TellAsync("runs", "stop", "long", "--why", "steady");
        var watched = await folder.TellAsync("runs", "watch", "long");
        var again = await folder.TellAsync("runs", "stop", "long");
        var shown = await folder.TellAsync("runs", "show", "long");

        var ledger = run.Ledger();
        Assert.Equal(0, stopped.ExitCode);
        Assert.True(watched.ExitCode == 0, watched.ToString());
        Assert.NotNull(ledger.StopStep);
        Assert.Equal(ledger.StopStep, ledger.EndStep);
        Assert.Contains("a person ended it before step", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("is completed; only an active run can stop", again.Errors, StringComparison.Ordinal);
        run.AssertTidy();
    }

    [Fact]
    public async Task A_snapshot_is_named_by_the_journal_and_the_run_goes_on()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();
        var run = await folder.SubmitAsync("-s", Long, "--name", "long");
        await daemon.SaysAsync("running at step");

        var asked = await folder.TellAsync("runs", "snapshot", "long", "--label", "early");
        await Until.TrueAsync(() => File.Exists(run.JournalPath) && !run.Ledger().Snapshots.IsEmpty, "a snapshot");
        await daemon.SignalAsync("USR1");
        await Until.TrueAsync(() => run.Ledger().Snapshots.Count > 1, "another one by SIGUSR1");

        Assert.Equal(0, asked.ExitCode);
        Assert.Equal("running", (await StatusAsync(folder, "long")).GetProperty("state").GetString());
    }

    private static async Task<JsonElement> StatusAsync(DaemonFolder folder, string run)
    {
        var shown = await folder.TellAsync("runs", "show", run, "--json");
        using var document = JsonDocument.Parse(shown.Output);
        return document.RootElement.Clone();
    }
}
