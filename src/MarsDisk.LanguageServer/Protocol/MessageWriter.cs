using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MarsDisk.LanguageServer.Protocol;

/// <summary>Puts messages on a stream, one at a time. Only the loop that handles messages writes.</summary>
/// <param name="output">The stream; nothing else may be written to it.</param>
internal sealed class MessageWriter(Stream output)
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _body = new(16 * 1024);

    /// <summary>Answers a request.</summary>
    public void Answer<TResult>(RequestId id, TResult result, JsonTypeInfo<TResult> type) => Write(id, json =>
    {
        json.WritePropertyName("result");
        if (result is null)
            json.WriteNullValue();
        else
            JsonSerializer.Serialize(json, result, type);
    });

    /// <summary>Refuses a request.</summary>
    public void Error(RequestId id, RpcErrorCode code, string message) => Write(id, json =>
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", (int)code);
        json.WriteString("message", message);
        json.WriteEndObject();
    });

    /// <summary>Tells the client something.</summary>
    public void Notify<TParameters>(string method, TParameters parameters, JsonTypeInfo<TParameters> type) => Write(null, json =>
    {
        json.WriteString("method", method);
        json.WritePropertyName("params");
        JsonSerializer.Serialize(json, parameters, type);
    });

    private void Write(RequestId? id, Action<Utf8JsonWriter> writeRest)
    {
        _body.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_body, Layout))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            id?.WriteTo(json);
            writeRest(json);
            json.WriteEndObject();
        }

        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {_body.WrittenCount}\r\n\r\n")));
        output.Write(_body.WrittenSpan);
        output.Flush();
    }
}
