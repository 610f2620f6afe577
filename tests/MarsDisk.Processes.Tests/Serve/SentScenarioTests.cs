using System.Net;
using System.Net.Sockets;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>Scenarios that are sent to a daemon, over connections and over lives of the daemon (streaming-parser.md §4.6, §4.8).</summary>
public sealed class SentScenarioTests
{
    private static readonly string[] Ended = ["\"state\":\"ended\"", "\"exit_code\":0"];

    [Fact]
    public async Task A_scenario_that_is_sent_in_pieces_while_the_daemon_is_killed_has_the_bytes_of_one_that_is_run_here()
    {
        using var here = new ScenarioFolder();
        var local = await here.Daemon.TellAsync("scenario", "run", "--local", here.FilePath);
        Assert.True(local.ExitCode == 0, local.ToString());
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync();

        var (first, begun) = await folder.ConnectAsync();
        await first.SendAsync(folder.Text.AsMemory(0, 120));
        await folder.UntilAsync(begun[2], "\"offset\":120");
        first.Dispose();
        var (second, resumed) = await folder.ConnectAsync();
        await second.SendAsync(folder.Text.AsMemory(120, 60));
        await folder.UntilAsync(begun[2], "\"offset\":180");
        daemon.Kill();
        await daemon.EndAsync();
        second.Dispose();
        using var next = await folder.StartAsync();
        var (third, again) = await folder.ConnectAsync();
        await third.SendAsync(folder.Text.AsMemory(ScenarioFolder.Offset(again)));
        third.Shutdown(SocketShutdown.Send);
        await folder.UntilAsync(begun[2], Ended[0]);
        third.Dispose();

        Assert.Equal(["MDSC", "1", begun[2], "0"], begun);
        Assert.Equal(["MDSC", "1", begun[2], "120"], resumed);
        Assert.Equal(["MDSC", "1", begun[2]], again[..3]);
        Assert.InRange(ScenarioFolder.Offset(again), 0, 180);
        Assert.Contains(Ended[1], await folder.StatusAsync(begun[2]), StringComparison.Ordinal);
        AssertSame(here.Run, folder.Run);
    }

    [Fact]
    public async Task Above_the_limit_a_sender_hears_that_the_daemon_is_busy()
    {
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync(null, "scenarios.max=1");
        var (first, begun) = await folder.ConnectAsync();
        await first.SendAsync(folder.Text.AsMemory(0, 120));
        await folder.UntilAsync(begun[2], "\"offset\":120");

        var (second, refused) = await folder.ConnectAsync();

        Assert.Equal(["MDSC", "1", "busy"], refused);
        Assert.Equal(0, await second.ReceiveAsync(new byte[1]));
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task A_sender_may_come_over_the_loopback_network_and_can_be_cancelled()
    {
        using var folder = new ScenarioFolder();
        var port = FreePort();
        using var daemon = await folder.StartAsync(null, $"scenarios.listen=127.0.0.1:{port}");
        var (sender, begun) = await folder.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await sender.SendAsync(folder.Text.AsMemory(0, 120));
        await folder.UntilAsync(begun[2], "\"offset\":120");

        var cancelled = await folder.Daemon.TellAsync("scenario", "cancel", begun[2]);
        await folder.UntilAsync(begun[2], "\"exit_code\":130");

        Assert.Equal(0, cancelled.ExitCode);
        sender.Dispose();
    }

    [Fact]
    public async Task A_silent_sender_is_waited_for_so_long_and_its_scenario_can_go_on_afterwards()
    {
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync(null, "scenarios.await-timeout=500 ms");
        var (first, begun) = await folder.ConnectAsync();
        await first.SendAsync(folder.Text.AsMemory(0, 120));
        await folder.UntilAsync(begun[2], "\"state\":\"suspended\"");

        var (second, resumed) = await folder.ConnectAsync();
        await second.SendAsync(folder.Text.AsMemory(ScenarioFolder.Offset(resumed)));
        second.Shutdown(SocketShutdown.Send);
        await folder.UntilAsync(begun[2], Ended[0]);

        Assert.Equal(begun[2], resumed[2]);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task A_line_of_the_twin_may_be_as_long_as_a_statement_on_the_daemon_as_it_may_here()
    {
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync();
        var twin = await folder.Daemon.TellAsync("scenario", "convert", folder.FilePath, "--to", "ndjson");
        var path = Path.Combine(folder.Root, "long.ndjson");
        await File.WriteAllTextAsync(path, twin.Output.Replace("{\"op\":\"run\"", "{" + new string(' ', 100_000) + "\"op\":\"run\"", StringComparison.Ordinal));

        var check = await folder.Daemon.TellAsync("scenario", "check", path);
        var run = await folder.Daemon.TellAsync("scenario", "run", path);

        Assert.True(new FileInfo(path).Length > 100_000, twin.ToString());
        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    [Fact]
    public async Task A_scenario_file_is_read_on_by_the_next_daemon()
    {
        using var here = new ScenarioFolder();
        Assert.Equal(0, (await here.Daemon.TellAsync("scenario", "run", "--local", here.FilePath)).ExitCode);
        using var folder = new ScenarioFolder();
        using var daemon = await folder.StartAsync([("MARSDISK_FAILPOINTS", "disk-full:series:20+")]);
        using var waiting = folder.Daemon.StartCommand("scenario", "run", folder.FilePath);
        await daemon.SaysAsync("waits at step");

        daemon.Kill();
        await daemon.EndAsync();
        var left = await waiting.EndAsync();
        using var next = await folder.StartAsync();
        var ended = await folder.Daemon.TellAsync("scenario", "run", folder.FilePath);

        Assert.True(left.ExitCode == 75, left.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        AssertSame(here.Run, folder.Run);
    }

    private static void AssertSame(RunFolder expected, RunFolder found)
    {
        // Where the scenario stood is in the summary, and it stood elsewhere.
        static Dictionary<string, string> Files(RunFolder run) => run.SharedFiles().Where(file => file.Key != "summary.json")
            .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);

        Assert.Equal(Files(expected), Files(found));
        found.AssertTidy();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
