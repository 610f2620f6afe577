using System.Collections.Immutable;

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
}
