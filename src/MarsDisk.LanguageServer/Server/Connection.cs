using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Server;

/// <summary>
/// Takes messages from the client and handles them one after another in their order. While nothing waits, findings of
/// changed documents are published. What arrives meanwhile is looked at at once for cancellations and newer versions.
/// </summary>
internal sealed class Connection(
    MessageReader reader, MessageWriter writer, MethodTable methods, Session session, Publisher publisher, Versions versions, TextWriter log)
{
    private const string Change = "textDocument/didChange";
    private const int WaitingMax = 1024;    // a client that is further ahead is not read until some are handled

    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> _cancellations = new();
    private readonly Channel<Received> _queue = Channel.CreateBounded<Received>(WaitingMax);

    private sealed record Received(IncomingMessage? Message, RpcException? Refusal, CancellationToken Cancellation);

    /// <summary>Serves until the client says exit, closes its stream, or the token is cancelled.</summary>
    public async Task ServeAsync(CancellationToken stopping)
    {
        // Not awaited at the end: reading standard input cannot be interrupted, and the process ends anyway.
        _ = Task.Run(() => ReceiveAsync(stopping), stopping);
        try
        {
            while (true)
            {
                if (_queue.Reader.TryRead(out var received))
                {
                    if (received.Message?.Method == "exit")
                        return;
                    Handle(received);
                }
                else if ((session.ClientPulls || !publisher.PublishNext()) && !await _queue.Reader.WaitToReadAsync(stopping))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await log.WriteLineAsync("The process that started the server has ended.");
        }
    }

    private async Task ReceiveAsync(CancellationToken stopping)
    {
        Exception? failure = null;
        try
        {
            while (await reader.ReadAsync(stopping) is { } body)
            {
                if (Look(body) is { } received)
                    await _queue.Writer.WriteAsync(received, stopping);
            }
        }
        catch (Exception error)
        {
            failure = error;        // the edge of this task: nothing more can be read
        }

        if (failure is not null and not OperationCanceledException)
            await log.WriteLineAsync($"Reading messages ends: {failure.Message}");
        _queue.Writer.Complete();
    }

    // A first look at what arrives, before its turn.
    private Received? Look(byte[] body)
    {
        try
        {
            var message = IncomingMessage.Parse(body);
            if (message.Method == "$/cancelRequest")
                return Cancel(message);
            if (message.Method == Change && UriIn(message) is { } uri)
                versions.Received(uri);
            if (message.IsAnswer)
                return null;
            if (message.Method.Length == 0)
                return new Received(message, new RpcException(RpcErrorCode.InvalidRequest, "A message needs a method."), default);
            if (message.Id is not { } id)
                return new Received(message, null, default);
            return new Received(message, null, _cancellations.GetOrAdd(id, static _ => new CancellationTokenSource()).Token);
        }
        catch (RpcException refusal)
        {
            return new Received(null, refusal, default);
        }
    }

    private Received? Cancel(IncomingMessage message)
    {
        if (message.Parameters.ValueKind == JsonValueKind.Object && message.Parameters.TryGetProperty("id", out var id)
            && _cancellations.TryGetValue(new RequestId(id.GetRawText()), out var request))
            request.Cancel();
        return null;
    }

    private void Handle(Received received)
    {
        var id = received.Message?.Id;
        try
        {
            if (received.Refusal is not null)
                throw received.Refusal;
            received.Cancellation.ThrowIfCancellationRequested();
            Dispatch(received.Message!, received.Cancellation);
        }
        catch (RpcException refused)
        {
            Refuse(id, received.Refusal is not null, refused.Code, refused.Message);
        }
        catch (OperationCanceledException)
        {
            Refuse(id, isUnreadable: false, RpcErrorCode.RequestCancelled, "The request was cancelled.");
        }
        catch (Exception defect) when (defect is not IOException)
        {
            // The edge of one request: the client gets an answer, the documents keep their texts.
            log.WriteLine($"{received.Message!.Method} failed: {defect}");
            publisher.Forget(UriIn(received.Message));
            Refuse(id, isUnreadable: false, RpcErrorCode.InternalError, $"{received.Message.Method} failed: {defect.Message}");
        }
        finally
        {
            if (id is { } answered && _cancellations.TryRemove(answered, out var source))
                source.Dispose();
            if (received.Message is { Method: Change } change && UriIn(change) is { } uri)
                versions.Applied(uri);
        }
    }

    private void Dispatch(IncomingMessage message, CancellationToken cancellation)
    {
        if (!session.Admits(message))
            return;
        if (message is { Method: "shutdown", Id: { } id })
        {
            session.ShutDown();
            writer.Answer<object?>(id, null, ProtocolJson.Default.Object!);
            return;
        }

        methods.Handle(message, writer, cancellation);
    }

    private void Refuse(RequestId? id, bool isUnreadable, RpcErrorCode code, string message)
    {
        if (id is not null || isUnreadable)
            writer.Error(id ?? RequestId.None, code, message);
        else
            log.WriteLine(message);     // a notification is not answered
    }

    private static string? UriIn(IncomingMessage message)
        => message.Parameters.ValueKind == JsonValueKind.Object
            && message.Parameters.TryGetProperty("textDocument", out var document) && document.ValueKind == JsonValueKind.Object
            && document.TryGetProperty("uri", out var uri) && uri.ValueKind == JsonValueKind.String
            ? uri.GetString()
            : null;
}
