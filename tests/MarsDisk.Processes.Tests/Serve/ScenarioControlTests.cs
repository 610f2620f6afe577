using System.Net.Sockets;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>What a person may do with a scenario of the daemon, before it begins and while it is read (streaming-parser.md §5.1).</summary>
public sealed class ScenarioControlTests
{
    [Fact]
    public async Task A_scenario_that_is_held_is_not_read_on_until_it_is_continued()
    {
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync();
        var (sender, begun) = await folder.ConnectAsync();
        await sender.SendAsync(folder.Text.AsMemory(0, 120));
        await folder.UntilAsync(begun[2], "\"offset\":120");

        var paused = await folder.Daemon.TellAsync("scenario", "pause", begun[2]);
        await folder.UntilAsync(begun[2], "\"phase\":\"paused\"");
        await sender.SendAsync(folder.Text.AsMemory(120));
        sender.Shutdown(SocketShutdown.Send);
        var held = await folder.Daemon.TellAsync("scenario", "status", begun[2]);
        var continued = await folder.Daemon.TellAsync("scenario", "continue", begun[2]);
        await folder.UntilAsync(begun[2], "\"state\":\"ended\"");
        var again = await folder.Daemon.TellAsync("scenario", "pause", begun[2]);

        Assert.True(paused.ExitCode == 0, paused.ToString());
        Assert.Contains("running (paused), held by a person", held.Output, StringComparison.Ordinal);
        Assert.Equal(0, continued.ExitCode);
        Assert.Contains("\"exit_code\":0", await folder.StatusAsync(begun[2]), StringComparison.Ordinal);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("is ended; only a running one can pause", again.Errors, StringComparison.Ordinal);
        sender.Dispose();
    }

    [Fact]
    public async Task A_file_with_a_mistake_in_its_last_line_is_refused_with_the_words_of_the_check_and_nothing_runs()
    {
        using var folder = new ScenarioFolder();
        var text = File.ReadAllText(folder.FilePath).Replace("mass.error_percent", "mass.eror_percent", StringComparison.Ordinal);
        File.WriteAllText(folder.FilePath, text);
        using var daemon = await folder.StartAsync();

        var check = await folder.Daemon.TellAsync("scenario", "check", folder.FilePath);
        var run = await folder.Daemon.TellAsync("scenario", "run", folder.FilePath);
        var known = await folder.Daemon.TellAsync("scenario", "status");

        Assert.Equal(2, check.ExitCode);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(check.Errors.Trim(), run.Errors, StringComparison.Ordinal);
        Assert.Contains("nothing was begun", run.Errors, StringComparison.Ordinal);
        Assert.Equal("", known.Output);
        Assert.False(Directory.Exists(folder.Run.Path));
    }

    [Fact]
    public async Task A_run_of_a_scenario_cannot_be_resumed_without_it()
    {
        using var folder = new ScenarioFolder();
        var run = await folder.Daemon.TellAsync("scenario", "run", "--local", folder.FilePath);
        Assert.True(run.ExitCode == 0, run.ToString());
        var before = folder.Run.AllFiles();

        var resumed = await folder.Daemon.TellAsync("resume", folder.Run.Path);

        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains($"marsdisk scenario run {folder.FilePath}", resumed.Errors, StringComparison.Ordinal);
        Assert.Single(resumed.ErrorLines);
        Assert.Equal(before, folder.Run.AllFiles());
    }
}
