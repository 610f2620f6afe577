using System.Net;
using System.Net.Sockets;
using System.Text.Json;

using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests.Serve;

/// <summary>What the control socket answers, limits and mistakes included; and runs without a daemon.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task A_wrong_configuration_is_answered_with_its_findings()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();

        var end = await folder.TellAsync("runs", "submit", MarsDiskProgram.SmallConfiguration, "-s", "sizes.n_bins=minus", "-s", "nothing.at_all=1");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("sizes.n_bins", end.Errors, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.False(Directory.Exists(folder.Files["data/runs"]));
    }

    [Fact]
    public async Task Problems_have_a_code_a_sentence_and_no_stack_trace()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();
        using var http = Client(folder);

        var unknown = await http.GetAsync("/api/v1/runs/nobody");
        var route = await http.GetAsync("/api/v2");
        using var problem = JsonDocument.Parse(await unknown.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType?.MediaType);
        Assert.Equal("unknown-run", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, route.StatusCode);
    }

    [Fact]
    public async Task A_body_is_taken_up_to_its_limit_and_not_beyond()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync(null, "--set", "control.body=2 KiB");
        using var http = Client(folder);

        var within = await http.PostAsync("/api/v1/runs", new StringContent(new string('#', 2048)));
        var beyond = await http.PostAsync("/api/v1/runs", new StringContent(new string('#', 2049)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, within.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, beyond.StatusCode);
    }

    [Fact]
    public async Task Watchers_are_let_in_up_to_their_limit()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync([("MARSDISK_FAILPOINTS", "disk-full:series:1+")], "--set", "control.watchers=1");
        var run = await folder.SubmitAsync();
        using var http = Client(folder);

        using var first = await http.GetAsync($"/api/v1/runs/{run.Id()}/events", HttpCompletionOption.ResponseHeadersRead);
        using var second = await http.GetAsync($"/api/v1/runs/{run.Id()}/events", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
    }

    [Fact]
    public async Task Lists_are_the_same_from_a_daemon_and_from_its_directories()
    {
        using var folder = new DaemonFolder();
        using var daemon = await folder.StartAsync();
        var run = await folder.SubmitAsync("--name", "small");
        Assert.Equal(0, (await folder.TellAsync("runs", "watch", "small")).ExitCode);

        var living = await folder.TellAsync("runs", "list", "--json");
        await daemon.SignalAsync("TERM");
        await daemon.EndAsync();
        var silent = await folder.TellAsync("runs", "list", "--json");
        var named = await folder.TellAsync("runs", "list", folder.Files["data/runs"], "--json");
        var shown = await folder.TellAsync("runs", "show", run.Path);

        Assert.Contains("no daemon answers", silent.Errors, StringComparison.Ordinal);
        Assert.Equal(living.Output, silent.Output);
        Assert.Equal(living.Output, named.Output);
        Assert.Contains("run " + run.Id() + " (small): completed", shown.Output, StringComparison.Ordinal);
        Assert.Contains("1207 of 1207", shown.Output, StringComparison.Ordinal);
    }

    private static HttpClient Client(DaemonFolder folder) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Socket), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost") };
}
