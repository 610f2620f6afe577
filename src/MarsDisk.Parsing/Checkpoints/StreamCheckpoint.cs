using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Parsing;

/// <summary>A safe point in a form that survives the process: a place, a small context, checksums of what was read.</summary>
public sealed record StreamCheckpoint
{
    /// <summary>Version of the stored form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The grammar that made the context. Another one cannot go on.</summary>
    public required GrammarId Grammar { get; init; }

    /// <summary>Over all settings that can change results.</summary>
    public required ulong ConfigFingerprint { get; init; }

    /// <summary>Whose parse it is; empty where the caller did not say.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>Source offset at which to go on.</summary>
    public required long Watermark { get; init; }

    /// <summary>Line there, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Ordinal of the next unit.</summary>
    public required long NextOrdinal { get; init; }

    /// <summary>The grammar's context, at most 4096 bytes.</summary>
    public required ImmutableArray<byte> Context { get; init; }

    /// <summary>CRC-32C of all bytes before the watermark.</summary>
    public required uint PrefixCrc32C { get; init; }

    /// <summary>SHA-256 of the last <see cref="TailLength"/> bytes before the watermark.</summary>
    public required ImmutableArray<byte> TailSha256 { get; init; }

    /// <summary>At most 4096.</summary>
    public required int TailLength { get; init; }

    /// <summary>Digest of all units before the watermark.</summary>
    public required UInt128 TranscriptDigest { get; init; }

    /// <summary>Counts at the watermark.</summary>
    public required StreamMeta Meta { get; init; }

    /// <summary>The last 32 interruptions.</summary>
    public ImmutableArray<string> ResumeLineage { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>All interruptions so far.</summary>
    public long ResumeLineageTotal { get; init; }

    /// <summary>Writes the binary form, at most 8 KiB; returns how many bytes.</summary>
    /// <exception cref="InvalidOperationException">It does not fit: the context or the id is too long.</exception>
    public int WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return CheckpointFormat.Write(this, output);
    }

    /// <summary>Bytes of the binary form.</summary>
    internal int BinaryLength
    {
        get
        {
            var bytes = new ArrayBufferWriter<byte>(CheckpointFormat.BytesMax);
            return WriteTo(bytes);
        }
    }

    /// <summary>Reads the binary form. Never throws for any input.</summary>
    /// <param name="input">Exactly one checkpoint.</param>
    /// <param name="checkpoint">The checkpoint; null if there is none.</param>
    /// <param name="error">What is wrong, of kind <see cref="StreamErrorKind.CheckpointInvalid"/>.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> input, [NotNullWhen(true)] out StreamCheckpoint? checkpoint, [NotNullWhen(false)] out StreamError? error)
        => CheckpointFormat.TryRead(input, out checkpoint, out error);

    /// <summary>The form for people and the command line: JSON, names in snake_case, bytes as lower-case hex.</summary>
    public string ToJson() => CheckpointJson.Write(this);

    /// <summary>Reads the JSON form. Never throws for any input.</summary>
    /// <param name="json">Exactly one checkpoint.</param>
    /// <param name="checkpoint">The checkpoint; null if there is none.</param>
    /// <param name="error">What is wrong, of kind <see cref="StreamErrorKind.CheckpointInvalid"/>.</param>
    public static bool TryReadJson(
        string json, [NotNullWhen(true)] out StreamCheckpoint? checkpoint, [NotNullWhen(false)] out StreamError? error)
        => CheckpointJson.TryRead(json, out checkpoint, out error);

    /// <summary>Why a parse with this grammar and these settings cannot go on here; null if it can.</summary>
    internal StreamError? Mismatch(GrammarId grammar, RunConfig config)
    {
        if (Grammar.Name != grammar.Name)
            return Invalid($"The checkpoint is of grammar {Grammar.Name}, expected {grammar.Name}.");
        if (Grammar.Version != grammar.Version)
            return Invalid($"The checkpoint is of version {Grammar.Version} of grammar {grammar.Name}, expected {grammar.Version}.");
        if (Grammar.Fingerprint != grammar.Fingerprint)
            return Invalid($"The checkpoint is of grammar fingerprint {Grammar.Fingerprint:x16}, expected {grammar.Fingerprint:x16}: "
                + "rules, units or lexical profile have changed.");
        var fingerprint = Parsing.ConfigFingerprint.Of(config);
        return ConfigFingerprint == fingerprint ? null
            : Invalid($"The checkpoint is of configuration fingerprint {ConfigFingerprint:x16}, expected {fingerprint:x16}: "
                + "limits, recover mode or lexical profile differ.");
    }

    internal static StreamError Invalid(string sentence) => new(StreamErrorKind.CheckpointInvalid, sentence);
}
