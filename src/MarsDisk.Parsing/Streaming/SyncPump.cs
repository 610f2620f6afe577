using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>Moves a parse forward on the caller's thread until it ends or has to wait.</summary>
internal readonly struct SyncPump<TItem>(StreamSession<TItem> session)
{
    /// <summary>Goes on with more bytes.</summary>
    public StreamOutcome<StreamSummary> Resume(
        in ReadOnlySequence<byte> more, IStatementSink<TItem> sink, bool isFinal, FlowController? flow)
    {
        var isUnsolicited = session.Gate is { Action: DemandAction.Pause } or { Mode: FlowMode.Push };
        session.Parse.Emitter.Sink = sink;
        if (flow is not null)
            session.Replace(flow);
        session.Resume();
        var isShort = !more.IsEmpty && session.Intake.Take(FeederYield.Chunk(more)) == Fed.TooFew;
        if (isFinal)
            session.Parse.IsClosed = true;

        var outcome = Run(isShort, isGiven: !more.IsEmpty, isUnsolicited);
        if (outcome.Kind == StreamOutcomeKind.Pending)
            session.Parse.OwnBytes();
        return outcome;
    }

    /// <summary>Goes on until the parse ends or waits.</summary>
    /// <param name="isShort">The last bytes were fewer than make progress.</param>
    /// <param name="isGiven">The caller has given bytes.</param>
    /// <param name="isUnsolicited">Nobody has asked for them.</param>
    public StreamOutcome<StreamSummary> Run(bool isShort = false, bool isGiven = false, bool isUnsolicited = false)
    {
        while (true)
        {
            var end = session.Step();
            session.Feeder?.Release(session.Parse.Reader.At);
            switch (end)
            {
                case StepEnd.Ended:
                    return session.Completed();
                case StepEnd.Paused when isUnsolicited && IsOverfull:
                    session.Parse.FailBuffered(Limits.MaxBufferedBytes);
                    isUnsolicited = false;
                    break;
                case StepEnd.Paused:
                    return Wait(session.Parse.IsClosed ? PendingReason.FeederClosed : PendingReason.Backpressure);
                case StepEnd.TurnOver:
                    session.Counters.IsLagTold = true;
                    return Wait(PendingReason.Backpressure);
                default:
                    if (isShort)
                        return Wait(PendingReason.InputExhausted);
                    if (Ask(isGiven, ref isShort) is { } outcome)
                        return outcome;
                    break;
            }
        }
    }

    private ParseLimits Limits => session.Config.RunConfig.Limits;

    private bool IsOverfull => session.Parse.BufferedLength > Limits.MaxBufferedBytes;

    private StreamOutcome<StreamSummary>? Ask(bool isGiven, ref bool isShort)
    {
        if (session.Feeder is not { } feeder)
            return isGiven ? Wait(PendingReason.InputExhausted) : Silent();
        if (!session.TryDemand(out var demand))
            return session.Pending(
                demand.Action == DemandAction.Pause ? PendingReason.Backpressure : PendingReason.InputExhausted, demand);

        var fed = session.Intake.Take(feeder.Pull(demand));
        isShort = fed == Fed.TooFew;
        return fed == Fed.Silent ? Silent() : null;
    }

    private StreamOutcome<StreamSummary> Silent()
    {
        session.Parse.Settle();
        return Wait(session.Parse.Emitter.IsPaused ? PendingReason.Backpressure : PendingReason.FeederAwait);
    }

    private StreamOutcome<StreamSummary> Wait(PendingReason reason) => session.Pending(reason, session.HintFor(reason));
}
