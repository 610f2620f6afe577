namespace MarsDisk.Parsing;

/// <summary>Whether a parse goes on.</summary>
public enum StreamOutcomeKind : byte
{
    /// <summary>It has ended, well or badly.</summary>
    Completed,

    /// <summary>It waits.</summary>
    Pending,
}

/// <summary>Where a parse stands when it gives control back.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly struct StreamOutcome<T>
{
    /// <summary>Ended or waiting.</summary>
    public StreamOutcomeKind Kind { get; init; }

    /// <summary><see cref="StreamOutcomeKind.Completed"/>: the result.</summary>
    public ParseResult<T>? Result { get; init; }

    /// <summary><see cref="StreamOutcomeKind.Pending"/>: how to go on. Works once.</summary>
    public Continuation<T>? Continuation { get; init; }

    /// <summary><see cref="StreamOutcomeKind.Pending"/>: what is wanted; equal to the hint of the continuation.</summary>
    public DemandHint Demand { get; init; }

    /// <summary><see cref="StreamOutcomeKind.Pending"/>: why it waits.</summary>
    public PendingReason Reason { get; init; }

    /// <summary>Counts so far.</summary>
    public StreamMeta Meta { get; init; }

    /// <summary>The settings with <c>extensions["stream"]</c> as this outcome leaves it.</summary>
    public RunConfig Config => Continuation?.Config ?? FinalConfig ?? new();

    /// <summary><see cref="StreamOutcomeKind.Completed"/> by a failure worth a resume: the last safe point.</summary>
    public StreamCheckpoint? Checkpoint { get; init; }

    internal RunConfig? FinalConfig { get; init; }
}
