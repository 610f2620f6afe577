using System.Globalization;
using System.Text.Json;

namespace MarsDisk.Parsing;

/// <summary>The fields of audit events: <c>docs/formats/parser-audit.md</c>.</summary>
internal sealed class AuditEvents(string auditId, string scenario, TimeProvider clock)
{
    private PendingReason? _lastReason;

    public byte[] Write(StreamEvent streamEvent)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteCommon(json, streamEvent);
            WriteOwn(json, streamEvent);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Name(StreamEvent streamEvent) => "parser.stream." + streamEvent switch
    {
        StreamEvent.Progress => "progress",
        StreamEvent.Pending => "pending",
        StreamEvent.Error => "error",
        StreamEvent.Checkpoint => "checkpoint",
        _ => "resumed",
    };

    private static void WriteProgress(Utf8JsonWriter json, StreamEvent.Progress progress, StreamMeta? meta)
    {
        json.WriteNumber("consumed_bytes", progress.Consumed);
        json.WriteNumber("units", progress.Produced);
        json.WriteNumber("rows", meta?.Rows ?? 0);
        json.WriteNumber("lap_ms", progress.Lap.TotalMilliseconds);
        if (progress.BufferFillRatio is { } ratio)
            json.WriteNumber("buffer_fill_ratio", ratio);
    }

    private static void WritePending(Utf8JsonWriter json, StreamEvent.Pending pending)
    {
        json.WriteString("pending.reason", StreamNames.Of(pending.Reason));
        AuditFields.Write(json, "resume_hint", pending.Demand);
        json.WriteNumber("commit_watermark", pending.Meta.CommitWatermark);
        json.WriteNumber("buffered", pending.Meta.BufferedLength);
        if (pending.Notes.Count > 0)
            AuditFields.Write(json, "expected", pending.Notes);
        AuditFields.WriteOffset(json, "last_checkpoint", pending.Meta.LastCheckpoint);
        AuditFields.Write(json, "resume_lineage", pending.Meta.ResumeLineage);
    }

    private static void WriteCheckpoint(Utf8JsonWriter json, StreamEvent.Checkpoint checkpoint)
    {
        json.WriteNumber("watermark", checkpoint.Taken.Watermark);
        json.WriteNumber("next_ordinal", checkpoint.Taken.NextOrdinal);
        json.WriteNumber("bytes", checkpoint.Taken.BinaryLength);
        json.WriteNumber("age_ms", checkpoint.Age.TotalMilliseconds);
    }

    private static void WriteResumed(Utf8JsonWriter json, StreamEvent.Resumed resumed)
    {
        json.WriteNumber("watermark", resumed.Watermark);
        json.WriteString("verify", resumed.Proof switch { ProofMode.Tail => "tail", ProofMode.Full => "full", _ => "none" });
        json.WriteNumber("replayed_units", resumed.ReplayedUnits);
        json.WriteNumber("resume_count", resumed.ResumeCount);
    }

    private void WriteCommon(Utf8JsonWriter json, StreamEvent streamEvent)
    {
        json.WriteString("event", Name(streamEvent));
        json.WriteString("audit_id", auditId);
        json.WriteString("scenario", scenario);
        json.WriteString("ts", clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        AuditFields.Write(json, "run_config.stream", (streamEvent.Config ?? new()).Stream);
        json.WriteString("trace_label", streamEvent.TraceLabel ?? "");
    }

    private void WriteOwn(Utf8JsonWriter json, StreamEvent streamEvent)
    {
        switch (streamEvent)
        {
            case StreamEvent.Progress progress:
                WriteProgress(json, progress, streamEvent.Counts);
                break;
            case StreamEvent.Pending pending:
                _lastReason = pending.Reason;
                WritePending(json, pending);
                break;
            case StreamEvent.Error error:
                WriteError(json, error);
                break;
            case StreamEvent.Checkpoint checkpoint:
                WriteCheckpoint(json, checkpoint);
                break;
            case StreamEvent.Resumed resumed:
                WriteResumed(json, resumed);
                break;
        }
    }

    private void WriteError(Utf8JsonWriter json, StreamEvent.Error error)
    {
        AuditFields.Write(json, "diagnostic", error.Diagnostic);
        if (error.Diagnostic.Extensions.GetValueOrDefault(StreamFields.Stream) is ExtensionMap map
            && map.Values.GetValueOrDefault("kind") is StreamErrorKind kind)
            json.WriteString("stream.kind", StreamNames.Of(kind));
        AuditFields.WriteOffset(json, "last_checkpoint", error.Continuation?.LastCheckpoint);
        if (_lastReason is { } reason)
            json.WriteString("stream.last_reason", StreamNames.Of(reason));
    }
}
