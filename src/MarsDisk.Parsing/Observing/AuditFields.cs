using System.Text.Json;

namespace MarsDisk.Parsing;

/// <summary>Values of the runtime as JSON.</summary>
internal static class AuditFields
{
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<string> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
            json.WriteStringValue(line);
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, string name, in DemandHint hint)
    {
        json.WriteStartObject(name);
        json.WriteString("action", StreamNames.Of(hint.Action));
        json.WriteNumber("min_bytes", hint.MinBytes);
        if (hint.PreferredBytes is { } preferred)
            json.WriteNumber("preferred_bytes", preferred);
        json.WriteString("boundary", StreamNames.Of(hint.Boundary));
        json.WriteString("reason", StreamNames.Of(hint.Reason));
        if (hint.RetryAfter is { } later)
            json.WriteNumber("retry_after_ms", later.TotalMilliseconds);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, StreamExtension view)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("enabled", view.Enabled);
        WriteOffset(json, "checkpoint", view.Checkpoint);
        if (view.ResumeHint is { } hint)
            Write(json, "resume_hint", hint);
        else
            json.WriteNull("resume_hint");
        json.WriteStartObject("flow");
        json.WriteNumber("high_watermark", (view.Flow ?? FlowController.Default).HighWatermark);
        json.WriteNumber("low_watermark", (view.Flow ?? FlowController.Default).LowWatermark);
        json.WriteEndObject();
        json.WriteString("flow_policy", view.FlowPolicy);
        json.WriteNumber("flow_max_lag", view.FlowMaxLagMs);
        json.WriteNumber("demand_min_bytes", view.DemandMinBytes);
        json.WriteNumber("demand_preferred_bytes", view.DemandPreferredBytes);
        json.WriteNumber("chunk_size", view.ChunkSize);
        json.WriteBoolean("stats", view.Stats);
        json.WriteBoolean("packrat_enabled", view.PackratEnabled);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, Diagnostic diagnostic)
    {
        json.WriteStartObject(name);
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            Severity.Info => "info",
            _ => "hint",
        });
        json.WriteString("message", diagnostic.Message);
        Write(json, "at", diagnostic.At);
        if (diagnostic.Expected is { } expected)
        {
            json.WriteString("expected", expected.Humanized);
            Write(json, "alternatives", expected.Alternatives.Select(alternative => alternative.Text));
        }

        Write(json, "notes", diagnostic.Notes.Select(note => note.Text));
        json.WriteNumber("fix_its", diagnostic.FixIts.Count);
        json.WriteEndObject();
    }

    public static void WriteOffset(Utf8JsonWriter json, string name, SourceSpan? at)
    {
        if (at is { } place)
            json.WriteNumber(name, place.Start);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, string name, in SourceSpan at)
    {
        json.WriteStartObject(name);
        json.WriteNumber("start", at.Start);
        json.WriteNumber("end", at.End);
        json.WriteNumber("line", at.StartLine);
        json.WriteNumber("column", at.StartColumn);
        json.WriteEndObject();
    }
}
