using System.Text.Json;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Rendering;

/// <summary>Diagnostics for programs: every field by its name in snake_case, offsets in bytes.</summary>
public static class JsonForm
{
    /// <summary>Writes a diagnostic as one object.</summary>
    public static void Write(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(diagnostic);

        output.WriteStartObject();
        output.WriteString("code", diagnostic.Code);
        output.WriteString("severity", DiagnosticWords.Of(diagnostic.Severity));
        output.WriteString("message", diagnostic.Message);
        Write(output, "at", diagnostic.At);
        if (diagnostic.SeverityHint != SeverityHint.None)
            output.WriteString("severity_hint", JsonNamingPolicy.SnakeCaseLower.ConvertName(diagnostic.SeverityHint.ToString()));
        if (diagnostic.Expected is { } expected)
            Write(output, expected);
        WriteNotes(output, diagnostic);
        WriteFixes(output, diagnostic);
        WriteTrace(output, diagnostic);
        if (diagnostic.Stream is { } stream)
        {
            output.WritePropertyName("stream");
            Write(output, stream);
        }

        ExtensionForm.Write(output, "extensions", diagnostic.Extensions);
        output.WriteEndObject();
    }

    /// <summary>Writes a range as a member.</summary>
    public static void Write(Utf8JsonWriter output, string name, in SourceSpan at)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteStartObject(name);
        output.WriteNumber("start", at.Start);
        output.WriteNumber("end", at.End);
        output.WriteNumber("start_line", at.StartLine);
        output.WriteNumber("start_column", at.StartColumn);
        output.WriteNumber("end_line", at.EndLine);
        output.WriteNumber("end_column", at.EndColumn);
        output.WriteEndObject();
    }

    /// <summary>Writes the counts of a parse as an object.</summary>
    public static void Write(Utf8JsonWriter output, StreamMeta meta)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(meta);
        output.WriteStartObject();
        output.WriteNumber("consumed_bytes", meta.ConsumedBytes);
        output.WriteNumber("chunks_consumed", meta.ChunksConsumed);
        output.WriteNumber("units", meta.Units);
        output.WriteNumber("rows", meta.Rows);
        output.WriteNumber("resume_count", meta.ResumeCount);
        output.WriteNumber("await_count", meta.AwaitCount);
        output.WriteNumber("backpressure_count", meta.BackpressureCount);
        output.WriteNumber("checkpoints_closed", meta.CheckpointsClosed);
        if (meta.LagNanos is { } lag)
            output.WriteNumber("lag_nanos", lag);
        if (meta.BufferFillRatio is { } ratio)
            output.WriteNumber("buffer_fill_ratio", ratio);
        if (meta.MemoBytes is { } memo)
            output.WriteNumber("memo_bytes", memo);
        if (meta.LastReason is { } reason)
            output.WriteString("last_reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
        output.WriteString("transcript_digest", meta.TranscriptDigest.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));
        output.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter output, ExpectationSummary expected)
    {
        output.WriteStartObject("expected");
        output.WriteString("message_key", expected.MessageKey);
        output.WriteStartArray("locale_args");
        foreach (var argument in expected.LocaleArgs)
            output.WriteStringValue(argument);
        output.WriteEndArray();
        output.WriteString("humanized", expected.Humanized);
        if (expected.ContextNote is not null)
            output.WriteString("context_note", expected.ContextNote);
        output.WriteStartArray("alternatives");
        foreach (var alternative in expected.Alternatives)
        {
            output.WriteStartObject();
            output.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(alternative.Kind.ToString()));
            output.WriteString("text", alternative.Text);
            output.WriteEndObject();
        }

        output.WriteEndArray();
        output.WriteNumber("omitted", expected.Omitted);
        output.WriteEndObject();
    }

    private static void WriteNotes(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        output.WriteStartArray("notes");
        foreach (var (at, text) in diagnostic.Notes)
        {
            output.WriteStartObject();
            output.WriteString("text", text);
            if (at is { } place)
                Write(output, "at", place);
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private static void WriteFixes(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        output.WriteStartArray("fix_its");
        foreach (var fix in diagnostic.FixIts)
        {
            output.WriteStartObject();
            output.WriteString("kind", fix switch { FixIt.Insert => "insert", FixIt.Replace => "replace", _ => "delete" });
            Write(output, "at", fix.At);
            if (TextOf(fix) is { } text)
                output.WriteString("text", text);
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private static void WriteTrace(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        output.WriteStartArray("trace");
        foreach (var (label, at) in diagnostic.Trace)
        {
            output.WriteStartObject();
            output.WriteString("label", label);
            Write(output, "at", at);
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    internal static string? TextOf(FixIt fix) => fix switch
    {
        FixIt.Insert insert => insert.Text,
        FixIt.Replace replace => replace.Text,
        _ => null,
    };
}
