namespace MarsDisk.Parsing;

/// <summary>May the feeder send?</summary>
public enum DemandAction : byte
{
    /// <summary>Yes.</summary>
    Continue,

    /// <summary>No.</summary>
    Pause,
}

/// <summary>What the parser waits for. Advice: keeping to it never changes a result.</summary>
public enum FrameBoundary : byte
{
    /// <summary>Nothing in particular.</summary>
    None,

    /// <summary>The end of a line.</summary>
    Line,

    /// <summary>The end of a row.</summary>
    Row,

    /// <summary>The end of a statement.</summary>
    Statement,

    /// <summary>The end of a block.</summary>
    Block,
}

/// <summary>Why a hint says what it says.</summary>
public enum DemandReason : byte
{
    /// <summary>Not said; never in a hint of a pending outcome.</summary>
    None,

    /// <summary>No complete frame is there.</summary>
    InputExhausted,

    /// <summary>The receiver or the flow control holds.</summary>
    Backpressure,

    /// <summary>The feeder has nothing.</summary>
    FeederAwait,

    /// <summary>Asked too often.</summary>
    Throttled,

    /// <summary>A person holds.</summary>
    Operator,
}

/// <summary>What a feeder should do next.</summary>
/// <param name="Action">May it send?</param>
/// <param name="MinBytes">Fewer bytes make no progress: ≥ 1 with <see cref="DemandAction.Continue"/>, 0 with <see cref="DemandAction.Pause"/>.</param>
/// <param name="PreferredBytes">A good size, never below <paramref name="MinBytes"/>.</param>
/// <param name="Boundary">What the parser waits for.</param>
/// <param name="Reason">Why.</param>
/// <param name="RetryAfter">Earliest useful time to ask again; only with a pause or a throttle.</param>
public readonly record struct DemandHint(
    DemandAction Action, int MinBytes, int? PreferredBytes, FrameBoundary Boundary, DemandReason Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>Send.</summary>
    public static DemandHint Continue(int minBytes = 1, int? preferred = null, FrameBoundary boundary = FrameBoundary.Line)
        => new(DemandAction.Continue, minBytes, preferred, boundary, DemandReason.InputExhausted);

    /// <summary>Do not send.</summary>
    public static DemandHint Pause(DemandReason reason, TimeSpan? retryAfter = null)
        => new(DemandAction.Pause, 0, null, FrameBoundary.None, reason, retryAfter);
}
