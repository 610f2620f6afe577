using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MarsDisk.Parsing;

/// <summary>The JSON form of a checkpoint: the same fields in snake_case, bytes as lower-case hex.</summary>
internal static class CheckpointJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true };

    public static string Write(StreamCheckpoint checkpoint)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Layout))
            Write(checkpoint, json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static bool TryRead(
        string text, [NotNullWhen(true)] out StreamCheckpoint? checkpoint, [NotNullWhen(false)] out StreamError? error)
    {
        (checkpoint, error) = (null, null);
        try
        {
            using var json = JsonDocument.Parse(text);
            checkpoint = Read(json.RootElement);
            return true;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
            or KeyNotFoundException or OverflowException or ArgumentException)
        {
            error = StreamCheckpoint.Invalid($"This is no checkpoint in JSON: {fault.Message}");
            return false;
        }
    }

    private static void Write(StreamCheckpoint checkpoint, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("format_version", checkpoint.FormatVersion);
        json.WriteStartObject("grammar");
        json.WriteString("name", checkpoint.Grammar.Name);
        json.WriteNumber("version", checkpoint.Grammar.Version);
        json.WriteString("fingerprint", Hex(checkpoint.Grammar.Fingerprint));
        json.WriteEndObject();
        json.WriteString("config_fingerprint", Hex(checkpoint.ConfigFingerprint));
        json.WriteString("scenario_id", checkpoint.ScenarioId);
        json.WriteNumber("watermark", checkpoint.Watermark);
        json.WriteNumber("line", checkpoint.Line);
        json.WriteNumber("next_ordinal", checkpoint.NextOrdinal);
        json.WriteString("context", Convert.ToHexStringLower(checkpoint.Context.AsSpan()));
        json.WriteString("prefix_crc32c", checkpoint.PrefixCrc32C.ToString("x8", CultureInfo.InvariantCulture));
        json.WriteString("tail_sha256", Convert.ToHexStringLower(checkpoint.TailSha256.AsSpan()));
        json.WriteNumber("tail_length", checkpoint.TailLength);
        json.WriteString("transcript_digest", Hex(checkpoint.TranscriptDigest));
        Write(checkpoint.Meta, json);
        json.WriteStartArray("resume_lineage");
        foreach (var entry in checkpoint.ResumeLineage)
            json.WriteStringValue(entry);
        json.WriteEndArray();
        json.WriteString("created_at", checkpoint.CreatedAt);
        json.WriteNumber("resume_lineage_total", checkpoint.ResumeLineageTotal);
        json.WriteEndObject();
    }

    private static void Write(StreamMeta meta, Utf8JsonWriter json)
    {
        json.WriteStartObject("meta");
        json.WriteNumber("consumed_bytes", meta.ConsumedBytes);
        json.WriteNumber("chunks_consumed", meta.ChunksConsumed);
        json.WriteNumber("units", meta.Units);
        json.WriteNumber("rows", meta.Rows);
        json.WriteNumber("resume_count", meta.ResumeCount);
        json.WriteNumber("await_count", meta.AwaitCount);
        json.WriteNumber("backpressure_count", meta.BackpressureCount);
        json.WriteNumber("checkpoints_closed", meta.CheckpointsClosed);
        if (meta.LastReason is { } reason)
            json.WriteString("last_reason", StreamNames.Of(reason));
        json.WriteString("transcript_digest", Hex(meta.TranscriptDigest));
        json.WriteEndObject();
    }

    private static StreamCheckpoint Read(JsonElement json)
    {
        var version = json.GetProperty("format_version").GetInt32();
        if (version != 1)
            throw new FormatException($"version {version}, expected 1.");
        var grammar = json.GetProperty("grammar");
        return new()
        {
            Grammar = new(
                Text(grammar, "name"), grammar.GetProperty("version").GetInt32(), Bits(grammar, "fingerprint")),
            ConfigFingerprint = Bits(json, "config_fingerprint"),
            ScenarioId = Text(json, "scenario_id"),
            Watermark = Whole(json, "watermark"),
            Line = Whole(json, "line"),
            NextOrdinal = Whole(json, "next_ordinal"),
            Context = [.. Convert.FromHexString(Text(json, "context"))],
            PrefixCrc32C = checked((uint)Bits(json, "prefix_crc32c")),
            TailSha256 = [.. Convert.FromHexString(Text(json, "tail_sha256"))],
            TailLength = json.GetProperty("tail_length").GetInt32(),
            TranscriptDigest = Wide(json, "transcript_digest"),
            Meta = ReadMeta(json.GetProperty("meta")),
            ResumeLineage = [.. json.GetProperty("resume_lineage").EnumerateArray().Select(entry => entry.GetString() ?? "")],
            CreatedAt = json.GetProperty("created_at").GetDateTimeOffset(),
            ResumeLineageTotal = Whole(json, "resume_lineage_total"),
        };
    }

    private static StreamMeta ReadMeta(JsonElement json) => new()
    {
        ConsumedBytes = Whole(json, "consumed_bytes"),
        ChunksConsumed = Whole(json, "chunks_consumed"),
        Units = Whole(json, "units"),
        Rows = Whole(json, "rows"),
        ResumeCount = json.GetProperty("resume_count").GetInt32(),
        AwaitCount = json.GetProperty("await_count").GetInt32(),
        BackpressureCount = json.GetProperty("backpressure_count").GetInt32(),
        CheckpointsClosed = json.GetProperty("checkpoints_closed").GetInt32(),
        LastReason = json.TryGetProperty("last_reason", out var reason) ? StreamNames.Reason(reason.GetString()) : null,
        TranscriptDigest = Wide(json, "transcript_digest"),
    };

    private static string Hex(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);

    private static string Hex(UInt128 value) => value.ToString("x32", CultureInfo.InvariantCulture);

    private static string Text(JsonElement json, string name)
        => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static long Whole(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static ulong Bits(JsonElement json, string name)
        => ulong.Parse(Text(json, name), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static UInt128 Wide(JsonElement json, string name)
        => UInt128.Parse(Text(json, name), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
