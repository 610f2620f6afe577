using System.Diagnostics;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>A daemon starts, works and ends, in order or not; its runs come out as if nothing had happened.</summary>
public sealed class DaemonLifeTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);
    private static readonly (string, string)[] DiskStaysFull = [("MARSDISK_FAILPOINTS", "disk-full:series:30+")];

    [Fact]
    public async Task Two_runs_are_computed_side_by_side_and_one_has_the_bytes_of_the_command_run()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync(null, "--set", "node.slots=2");

        var small = await folder.SubmitAsync("--name", "small");
        var cool = await folder.SubmitAsync("-s", "radiation.TM_K=3000");
        var watched = await folder.TellAsync("runs", "watch", "small");
        var other = await folder.TellAsync("runs", "watch", cool.Id());

        Assert.True(watched.ExitCode == 0, watched.ToString());
        Assert.Contains("completed: ", watched.Errors, StringComparison.Ordinal);
        Assert.Equal(0, other.ExitCode);
        small.AssertEquals(undisturbed.Run);
        cool.AssertTidy();
    }

    [Fact]
    public async Task The_same_plan_is_the_same_run()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();
        var first = await folder.SubmitAsync();

        var second = await folder.TellAsync("runs", "submit", MarsDiskProgram.SmallConfiguration, "--watch");
        var third = await folder.TellAsync("runs", "submit", MarsDiskProgram.SmallConfiguration, "--watch");

        Assert.Equal(first.Id(), second.Output.Trim());
        Assert.Equal(0, third.ExitCode);
        Assert.Contains("the daemon has this run already: completed", third.Errors, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(folder.Files["data/runs"]));
    }

    [Fact]
    public async Task SIGTERM_drains_within_five_seconds_and_the_next_daemon_goes_on()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync(DiskStaysFull);
        var run = await folder.SubmitAsync();
        await daemon.SaysAsync("waits at step");
        using var watcher = folder.StartCommand("runs", "watch", run.Id());
        await watcher.SaysAsync("waiting: ");

        var sent = Stopwatch.StartNew();
        await daemon.SignalAsync("TERM");
        var stopped = await daemon.EndAsync();
        var took = sent.Elapsed;
        var watched = await watcher.EndAsync();
        using var next = await folder.StartAsync();
        var ended = await folder.TellAsync("runs", "watch", run.Id());

        Assert.True(stopped.ExitCode == 0, stopped.ToString());
        Assert.True(took < StopsWithin, $"It took {took}.");
        Assert.Equal(75, watched.ExitCode);
        Assert.Equal(0, ended.ExitCode);
        run.AssertEquals(undisturbed.Run);
    }

    [Fact]
    public async Task A_daemon_that_is_killed_is_followed_by_one_that_finishes_its_runs()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync(DiskStaysFull, "--set", "node.slots=1");
        var active = await folder.SubmitAsync();
        await daemon.SaysAsync("waits at step");
        var queued = await folder.SubmitAsync("-s", "radiation.TM_K=3000");

        daemon.Kill();
        await daemon.EndAsync();
        Assert.True(File.Exists(folder.Socket));
        using var next = await folder.StartAsync();

        Assert.Equal(0, (await folder.TellAsync("runs", "watch", active.Id())).ExitCode);
        Assert.Equal(0, (await folder.TellAsync("runs", "watch", queued.Id())).ExitCode);
        active.AssertEquals(undisturbed.Run);
        queued.AssertTidy();
    }

    [Fact]
    public async Task A_second_daemon_is_refused_and_changes_nothing()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();

        var second = await folder.Start().EndAsync();

        Assert.Equal(3, second.ExitCode);
        Assert.Contains("another daemon works in", second.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await folder.TellAsync("node", "status")).ExitCode);
    }

    [Fact]
    public async Task A_second_daemon_on_the_same_directory_is_refused_although_it_has_another_socket()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();

        var second = await folder.Start(null, "--socket", folder.Files["other.sock"]).EndAsync();
        daemon.Kill();
        await daemon.EndAsync();
        using var next = await folder.StartAsync();

        Assert.Equal(3, second.ExitCode);
        Assert.Contains("another daemon works in", second.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Files["other.sock"]));
    }

    [Fact]
    public async Task A_daemon_that_is_asked_to_drain_leaves_and_removes_its_socket()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();

        var asked = await folder.TellAsync("node", "drain");
        var ended = await daemon.EndAsync();
        var status = await folder.TellAsync("node", "status");

        Assert.Equal(0, asked.ExitCode);
        Assert.Equal(0, ended.ExitCode);
        Assert.False(File.Exists(folder.Socket));
        Assert.Equal(3, status.ExitCode);
        Assert.Contains("start one: marsdisk serve", status.Errors, StringComparison.Ordinal);
    }
}
