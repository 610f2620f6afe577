using System.Text.Json;

namespace MarsDisk.LanguageServer.Protocol;

/// <summary>Id of a request as the client wrote it: a number or a text, or null when it could not be read.</summary>
/// <param name="Raw">The JSON of the id.</param>
internal readonly record struct RequestId(string Raw)
{
    /// <summary>For an answer to what was no request.</summary>
    public static readonly RequestId None = new("null");

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WritePropertyName("id");
        json.WriteRawValue(Raw);
    }
}

/// <summary>A request, when it has an id, or a notification.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="Method">What is asked for; empty when the message names nothing.</param>
/// <param name="Parameters">Its parameters; undefined without any.</param>
internal sealed record IncomingMessage(RequestId? Id, string Method, JsonElement Parameters)
{
    /// <summary>An answer of the client, to nothing that the server has asked.</summary>
    public bool IsAnswer { get; private init; }

    /// <summary>Reads a message; throws <see cref="RpcException"/> when it is none.</summary>
    public static IncomingMessage Parse(ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new RpcException(RpcErrorCode.ParseError, $"The message is not JSON: {broken.Message}");
        }

        if (root.ValueKind != JsonValueKind.Object)
            throw new RpcException(RpcErrorCode.InvalidRequest, "A message must be a JSON object.");
        var method = root.TryGetProperty("method", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        return new IncomingMessage(IdIn(root), method, root.TryGetProperty("params", out var parameters) ? parameters : default)
        {
            IsAnswer = method.Length == 0 && (root.TryGetProperty("result", out _) || root.TryGetProperty("error", out _)),
        };
    }

    private static RequestId? IdIn(JsonElement root)
        => root.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number or JsonValueKind.String
            ? new RequestId(id.GetRawText())
            : null;
}
