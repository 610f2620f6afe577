using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace MarsDisk.Cli.Daemon;

/// <summary>Talks to a daemon over its control socket.</summary>
internal sealed class DaemonClient : IDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly string _socket;
    private volatile bool _hasConnected;

    /// <summary>A client of one socket; connects with the first request.</summary>
    public DaemonClient(string socket)
    {
        _socket = socket;
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, ConnectTimeout = ConnectWithin, UseProxy = false })
        {
            BaseAddress = new Uri("http://localhost"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Asks for a document.</summary>
    /// <exception cref="DaemonException">No daemon answers, or it refuses.</exception>
    public Task<JsonObject> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    /// <summary>Asks for a deed.</summary>
    /// <exception cref="DaemonException">No daemon answers, or it refuses.</exception>
    public Task<JsonObject> PostAsync(string path, string? body, CancellationToken cancellation) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/yaml")),
        },
        cancellation);

    /// <summary>The same with a body of any length, which is sent as fast as it is read.</summary>
    /// <exception cref="DaemonException">No daemon answers, or it refuses.</exception>
    public Task<JsonObject> PostAsync(string path, Stream body, CancellationToken cancellation) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(body) }, cancellation);

    /// <summary>Opens a stream of events.</summary>
    /// <exception cref="DaemonException">No daemon answers, or it refuses.</exception>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellation)
    {
        var response = await AnswerAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        return await response.Content.ReadAsStreamAsync(cancellation);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await AnswerAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return JsonNode.Parse(text) as JsonObject ?? [];
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw _hasConnected ? DaemonException.Left() : DaemonException.Unreachable(_socket);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw DaemonException.Of(await response.Content.ReadAsStringAsync(cancellation));
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellation);
            _hasConnected = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
