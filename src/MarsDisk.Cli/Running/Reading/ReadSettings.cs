using MarsDisk.Parsing;

namespace MarsDisk.Cli.Running.Reading;

/// <summary>Form of the answer of a command on scenarios.</summary>
internal enum AnswerForm
{
    /// <summary>For people.</summary>
    Human,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>What an editor publishes.</summary>
    Editor,
}

/// <summary>How one scenario is read.</summary>
internal sealed record ReadSettings
{
    /// <summary>Path, <c>-</c> or <c>tcp://host:port</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Piece by piece; else the whole source first.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Length of a piece; 0: as it comes.</summary>
    public int ChunkBytes { get; init; }

    /// <summary>Read in both ways and compare.</summary>
    public bool IsComparing { get; init; }

    /// <summary>Form of the answer.</summary>
    public AnswerForm Form { get; init; }

    /// <summary>Where the latest checkpoint goes.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Where the metrics go.</summary>
    public string? Metrics { get; init; }

    /// <summary>Events go to standard error.</summary>
    public bool AreEventsShown { get; init; }

    /// <summary>Settings of the parse.</summary>
    public required StreamingConfig Config { get; init; }

    /// <summary>The source as it is named in diagnostics.</summary>
    public string Name => Source == "-" ? "stdin" : Source;
}
