using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;

using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Tests.Harness;

/// <summary>A client over pipes in memory: writes bytes, reads messages, waits for the end of the server.</summary>
internal sealed class ScriptedClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Stream _toServer;
    private readonly MessageReader _fromServer;
    private readonly CancellationTokenSource _deadline = new(Patience);
    private readonly StringWriter _log = new();
    private int _ids;

    public ScriptedClient(LanguageServices? services = null)
    {
        // A write returns when the server has taken it: what was written before has been looked at by then.
        var requests = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        var answers = new Pipe();
        _toServer = requests.Writer.AsStream();
        _fromServer = new MessageReader(answers.Reader.AsStream());
        End = Task.Run(() => LanguageServerHost.ServeAsync(
            requests.Reader.AsStream(), answers.Writer.AsStream(), TextWriter.Synchronized(_log), services ?? new LanguageServices(), _deadline.Token));
    }

    /// <summary>The server, with its exit code.</summary>
    public Task<int> End { get; }

    /// <summary>What the server has written for people.</summary>
    public string Log => _log.ToString();

    public void Send(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        SendBytes(Encoding.UTF8.GetBytes(message.ToJsonString()));
    }

    public void SendBytes(ReadOnlySpan<byte> body)
    {
        _toServer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
        _toServer.Write(body);
        _toServer.Flush();
    }

    public void SendRaw(string bytes)
    {
        _toServer.Write(Encoding.UTF8.GetBytes(bytes));
        _toServer.Flush();
    }

    /// <summary>The next message of the server; null when it has closed.</summary>
    public async Task<JsonObject?> ReceiveAsync()
    {
        var body = await _fromServer.ReadAsync(_deadline.Token);
        return body is null ? null : JsonNode.Parse(body)!.AsObject();
    }

    public async Task InitialiseAsync(params string[] encodings)
    {
        var capabilities = new JsonObject();
        if (encodings.Length > 0)
            capabilities["general"] = new JsonObject { ["positionEncodings"] = new JsonArray([.. encodings.Select(name => (JsonNode)name)]) };
        await AskAsync("initialize", new JsonObject { ["capabilities"] = capabilities });
    }

    public void Notify(string method, JsonObject parameters) => Send(new JsonObject { ["method"] = method, ["params"] = parameters });

    /// <summary>Asks and waits for the answer; what is published meanwhile is passed over.</summary>
    public async Task<JsonNode?> AskAsync(string method, JsonObject parameters)
    {
        var id = ++_ids;
        Send(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        while (true)
        {
            var message = await ReceiveAsync() ?? throw new InvalidOperationException($"The server closed: {Log}");
            if (message["id"]?.ToJsonString() != id.ToString(CultureInfo.InvariantCulture))
                continue;
            return message["error"] is { } error ? throw new InvalidOperationException(error.ToJsonString()) : message["result"];
        }
    }

    public void Open(string uri, string language, string text) => Notify("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = language, ["version"] = 1, ["text"] = text },
    });

    public void Close() => _toServer.Close();

    public async ValueTask DisposeAsync()
    {
        _toServer.Close();
        await End;
        _deadline.Dispose();
    }
}
