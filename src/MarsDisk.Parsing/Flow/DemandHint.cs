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
/// <param name="MinBytes">
/// Fewer bytes make no progress: ≥ 1 with <see cref="DemandAction.Continue"/>, 0 with <see cref="DemandAction.Pause"/>.
/// </param>
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

    /// <summary>The hint keeps to the rules of its fields and does not ask for more than <paramref name="cap"/> bytes.</summary>
    public bool IsLawful(int cap = int.MaxValue)
        => Reason != DemandReason.None
        && (Action == DemandAction.Continue ? MinBytes >= 1 : MinBytes == 0)
        && (PreferredBytes is not { } preferred || (preferred >= MinBytes && preferred <= cap))
        && (RetryAfter is null || Action == DemandAction.Pause || Reason == DemandReason.Throttled);

    /// <summary>Both wishes at once: a pause wins, sizes take the stricter side. Associative, commutative and idempotent.</summary>
    public DemandHint MergeWith(in DemandHint other)
    {
        var boundary = Boundary == other.Boundary ? Boundary : FrameBoundary.None;
        var retryAfter = Later(RetryAfter, other.RetryAfter);
        if (Action == DemandAction.Pause || other.Action == DemandAction.Pause)
            return new(DemandAction.Pause, 0, null, boundary, PauseReason(other), retryAfter);

        var minBytes = Math.Max(MinBytes, other.MinBytes);
        var preferred = (PreferredBytes, other.PreferredBytes) switch
        {
            ({ } left, { } right) => Math.Max(Math.Min(left, right), minBytes),
            ({ } left, null) => Math.Max(left, minBytes),
            (null, { } right) => Math.Max(right, minBytes),
            _ => (int?)null,
        };
        return new(DemandAction.Continue, minBytes, preferred, boundary, Stronger(Reason, other.Reason), retryAfter);
    }

    // Of one pause its own reason; of two the stronger one. A reason for going on never explains a pause.
    private DemandReason PauseReason(in DemandHint other) => (Action, other.Action) switch
    {
        (DemandAction.Pause, DemandAction.Pause) => Stronger(Reason, other.Reason),
        (DemandAction.Pause, _) => Reason,
        _ => other.Reason,
    };

    private static DemandReason Stronger(DemandReason left, DemandReason right) => left > right ? left : right;

    private static TimeSpan? Later(TimeSpan? left, TimeSpan? right)
        => left is null ? right : right is null || left > right ? left : right;
}
