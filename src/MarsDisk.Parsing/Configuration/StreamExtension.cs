namespace MarsDisk.Parsing;

/// <summary>The typed view of <c>extensions["stream"]</c>. The runner writes it back after every outcome.</summary>
public sealed record StreamExtension
{
    /// <summary>The parse is a streaming one.</summary>
    public bool Enabled { get; init; }

    /// <summary>The last safe point.</summary>
    public SourceSpan? Checkpoint { get; init; }

    /// <summary>What is wanted next; null when nothing is.</summary>
    public DemandHint? ResumeHint { get; init; }

    /// <summary>Flow control, unless <see cref="StreamingConfig.Flow"/> says otherwise.</summary>
    public FlowController? Flow { get; init; }

    /// <summary><c>auto</c> or <c>manual</c>.</summary>
    public string FlowPolicy { get; init; } = "auto";

    /// <summary>Longest wait of a complete frame, ms. 0: none.</summary>
    public long FlowMaxLagMs { get; init; }

    /// <summary>Bytes that a demand asks for at least.</summary>
    public int DemandMinBytes { get; init; } = 1;

    /// <summary>A good chunk size, bytes.</summary>
    public int DemandPreferredBytes { get; init; } = 65536;

    /// <summary>Bytes of one chunk where the caller cuts them. 0: as the source delivers.</summary>
    public int ChunkSize { get; init; }

    /// <summary>Counters are collected.</summary>
    public bool Stats { get; init; }

    /// <summary>Replies of rules are stored.</summary>
    public bool PackratEnabled { get; init; }
}
