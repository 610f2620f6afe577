using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>Events of a stream as NDJSON: what <c>--stream-diagnostics</c> prints.</summary>
/// <param name="output">Where they go.</param>
internal sealed class StreamEventLines(TextWriter output) : IStreamObserver
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void On(StreamEvent streamEvent)
    {
        var line = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(line, Layout))
        {
            json.WriteStartObject();
            Write(json, streamEvent);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, StreamEvent streamEvent)
    {
        switch (streamEvent)
        {
            case StreamEvent.Progress progress:
                json.WriteString("event", "parser.stream.progress");
                json.WriteNumber("consumed_bytes", progress.Consumed);
                json.WriteNumber("units", progress.Produced);
                json.WriteNumber("lap_ms", progress.Lap.TotalMilliseconds);
                if (progress.BufferFillRatio is { } ratio)
                    json.WriteNumber("buffer_fill_ratio", ratio);
                break;
            case StreamEvent.Pending pending:
                json.WriteString("event", "parser.stream.pending");
                json.WriteString("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(pending.Reason.ToString()));
                json.WriteNumber("commit_watermark", pending.Meta.CommitWatermark);
                json.WriteNumber("buffered", pending.Meta.BufferedLength);
                ExtensionForm.WriteMember(json, "resume_hint", pending.Demand);
                ExtensionForm.WriteMember(json, "notes", pending.Notes);
                break;
            case StreamEvent.Error error:
                json.WriteString("event", "parser.stream.error");
                json.WritePropertyName("diagnostic");
                JsonForm.Write(json, error.Diagnostic);
                break;
        }
    }
}
