using System.Net;
using System.Net.Sockets;
using System.Text;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>What a daemon checks before it takes runs, and whom it tells that it does.</summary>
public sealed class DaemonStartTests
{
    [Theory]
    [InlineData("node.slots=many", "--set node.slots=many")]
    [InlineData("health.listen=0.0.0.0:8766", "a loopback address with a port")]
    [InlineData("http.listen=127.0.0.1:8765", "There is no key marsdisk.http.listen")]
    [InlineData("drain.pipelines=11 s", "drain.pipelines")]
    public async Task A_wrong_setting_is_one_message_and_nothing_is_made(string setting, string named)
    {
        using var folder = new DaemonFolder();

        var end = await folder.Start(null, "--set", setting).EndAsync();

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(named, end.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Files.Path));
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_one_message()
    {
        using var folder = new DaemonFolder();
        await File.WriteAllTextAsync(folder.Files["data"], "a file");

        var end = await folder.Start().EndAsync();

        Assert.Equal(3, end.ExitCode);
        Assert.Contains("cannot be used", end.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Socket));
    }

    [Fact]
    public async Task Check_tries_everything_and_opens_nothing()
    {
        using var folder = new DaemonFolder();

        var end = await folder.Start(null, "--check").EndAsync();

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(3, end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.StartsWith("ok", StringComparison.Ordinal)));
        Assert.False(File.Exists(folder.Socket));
        Assert.Empty(Directory.GetFiles(folder.Files["data"], "probe.*.done"));
    }

    [Fact]
    public async Task The_service_manager_hears_that_it_is_ready_lives_and_stops()
    {
        using var folder = new DaemonFolder();
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(folder.Files["notify"]));
        using var daemon = await folder.StartAsync([("NOTIFY_SOCKET", folder.Files["notify"]), ("WATCHDOG_USEC", "200000")]);

        var heard = await HearAsync(manager, "READY=1", "STATUS=0 running, 0 queued", "WATCHDOG=1");
        await daemon.SignalAsync("TERM");
        var last = await HearAsync(manager, "STOPPING=1");

        Assert.True(heard.IndexOf("READY=1", StringComparison.Ordinal) < heard.IndexOf("WATCHDOG=1", StringComparison.Ordinal));
        Assert.DoesNotContain("READY=1", last, StringComparison.Ordinal);
        Assert.Equal(0, (await daemon.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Probes_are_answered_on_their_own_listener_and_nothing_else_is()
    {
        using var folder = new DaemonFolder();
        var port = FreePort();
        using var daemon = await folder.StartAsync(null, "--set", $"health.listen=127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        var live = await http.GetAsync("/health/live");
        var ready = await http.GetAsync("/health/ready");
        var details = await http.GetStringAsync("/health/details");
        var runs = await http.GetAsync("/api/v1/runs");
        using var stranger = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = "example.org" } };
        var wrongHost = await http.SendAsync(stranger);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains("\"live\":true", details, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, runs.StatusCode);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, wrongHost.StatusCode);
    }

    [Fact]
    public async Task A_store_that_fails_makes_it_alive_and_not_ready()
    {
        using var folder = new DaemonFolder();
        var port = FreePort();
        using var daemon = await folder.StartAsync([("MARSDISK_FAILPOINTS", "disk-full:data:2+")], "--set", $"health.listen=127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        var ready = await http.GetAsync("/health/ready");
        var reasons = await ready.Content.ReadAsStringAsync();
        var live = await http.GetAsync("/health/live");
        var refused = await folder.TellAsync("runs", "submit", MarsDiskProgram.SmallConfiguration);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("store", reasons, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(75, refused.ExitCode);
    }

    [Fact]
    public async Task SIGUSR2_writes_the_details()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();

        await daemon.SignalAsync("USR2");
        await daemon.SaysAsync("details: ");

        Assert.Equal(0, (await folder.TellAsync("node", "status")).ExitCode);
    }

    private static async Task<string> HearAsync(Socket manager, params string[] expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var heard = new StringBuilder();
        var bytes = new byte[512];
        while (!expected.All(text => heard.ToString().Contains(text, StringComparison.Ordinal)))
            heard.Append(Encoding.UTF8.GetString(bytes.AsSpan(0, await manager.ReceiveAsync(bytes, deadline.Token)))).Append('\n');
        return heard.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
