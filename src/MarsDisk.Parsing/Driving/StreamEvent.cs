namespace MarsDisk.Parsing;

/// <summary>Something an observer may want to know.</summary>
public abstract record StreamEvent
{
    private StreamEvent()
    {
    }

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
}

/// <summary>Hears of a parse. What it throws never disturbs the parse.</summary>
public interface IStreamObserver
{
    /// <summary>Something happened.</summary>
    void On(StreamEvent streamEvent);
}
