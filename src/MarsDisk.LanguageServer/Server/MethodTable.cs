using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Server;

/// <summary>What is done for each method.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, Action<IncomingMessage, MessageWriter, CancellationToken>> _requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action<IncomingMessage>> _notifications = new(StringComparer.Ordinal);

    /// <summary>A method that is answered.</summary>
    public void Request<TParameters, TResult>(
        string method, JsonTypeInfo<TParameters> parameters, JsonTypeInfo<TResult> result, Func<TParameters, CancellationToken, TResult?> handle)
        where TParameters : class
        => _requests[method] = (message, writer, cancellation) =>
        {
            var answer = handle(Read(message, parameters), cancellation);
            cancellation.ThrowIfCancellationRequested();
            writer.Answer(message.Id!.Value, answer!, result);
        };

    /// <summary>A method without an answer.</summary>
    public void Notification<TParameters>(string method, JsonTypeInfo<TParameters> parameters, Action<TParameters> handle)
        where TParameters : class
        => _notifications[method] = message => handle(Read(message, parameters));

    /// <summary>A method without answer and parameters.</summary>
    public void Notification(string method, Action handle) => _notifications[method] = _ => handle();

    /// <summary>Does what a message asks for. Throws <see cref="RpcException"/> for a request that nobody knows.</summary>
    public void Handle(IncomingMessage message, MessageWriter writer, CancellationToken cancellation)
    {
        if (message.Id is not null)
        {
            if (!_requests.TryGetValue(message.Method, out var request))
                throw new RpcException(RpcErrorCode.MethodNotFound, $"{message.Method} is not known.");
            request(message, writer, cancellation);
        }
        else if (_notifications.TryGetValue(message.Method, out var notification))
        {
            notification(message);
        }
    }

    private static TParameters Read<TParameters>(IncomingMessage message, JsonTypeInfo<TParameters> type)
        where TParameters : class
    {
        try
        {
            if (message.Parameters.ValueKind == JsonValueKind.Object && message.Parameters.Deserialize(type) is { } parameters)
                return parameters;
        }
        catch (JsonException wrong)
        {
            throw new RpcException(RpcErrorCode.InvalidParams, $"The parameters of {message.Method} cannot be read: {wrong.Message}");
        }

        throw new RpcException(RpcErrorCode.InvalidParams, $"{message.Method} needs parameters.");
    }
}
