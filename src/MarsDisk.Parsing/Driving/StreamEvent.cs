namespace MarsDisk.Parsing;

/// <summary>Something an observer may want to know.</summary>
public abstract record StreamEvent
{
    private StreamEvent()
    {
    }

    /// <summary>What was being read.</summary>
    public string? TraceLabel { get; init; }

    /// <summary>Counts, where they are told.</summary>
    public StreamMeta? Counts { get; init; }

    /// <summary>The settings, with <c>extensions["stream"]</c> as it stands.</summary>
    public RunConfig? Config { get; init; }

    /// <summary>How far the parse is.</summary>
    /// <param name="Consumed">Bytes before the watermark.</param>
    /// <param name="Produced">Units so far.</param>
    /// <param name="Lap">Time since the last such event.</param>
    /// <param name="BufferFillRatio">Level over high watermark; with an automatic policy only.</param>
    public sealed record Progress(long Consumed, long Produced, TimeSpan Lap, float? BufferFillRatio) : StreamEvent;

    /// <summary>The parse waits.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Meta">Where it stands.</param>
    /// <param name="Demand">What it waits for.</param>
    /// <param name="Notes">With resume notes: what may follow, at most eight lines.</param>
    public sealed record Pending(PendingReason Reason, ContinuationMeta Meta, DemandHint Demand, IReadOnlyList<string> Notes)
        : StreamEvent;

    /// <summary>An error of the source or of the stream.</summary>
    /// <param name="Diagnostic">The error.</param>
    /// <param name="Continuation">Where the parse stood.</param>
    public sealed record Error(Diagnostic Diagnostic, ContinuationMeta? Continuation) : StreamEvent;

    /// <summary>A checkpoint was taken.</summary>
    /// <param name="Taken">The checkpoint.</param>
    /// <param name="Age">Time since its safe point was passed.</param>
    public sealed record Checkpoint(StreamCheckpoint Taken, TimeSpan Age) : StreamEvent;

    /// <summary>A parse was taken up at a checkpoint.</summary>
    /// <param name="Watermark">Where.</param>
    /// <param name="Proof">How the source was looked at.</param>
    /// <param name="ReplayedUnits">Units that are delivered again; 0 where nobody knows.</param>
    /// <param name="ResumeCount">How often the parse was taken up so far.</param>
    public sealed record Resumed(long Watermark, ProofMode Proof, long ReplayedUnits, int ResumeCount) : StreamEvent;
}

/// <summary>Hears of a parse. What it throws never disturbs the parse.</summary>
public interface IStreamObserver
{
    /// <summary>Something happened.</summary>
    void On(StreamEvent streamEvent);
}
