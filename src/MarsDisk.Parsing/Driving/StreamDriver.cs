namespace MarsDisk.Parsing;

/// <summary>
/// Moves a parse forward in small shares between which its owner can look at other things. One thread pumps;
/// <see cref="Pause"/>, <see cref="Continue"/>, <see cref="SinkReady"/> and <see cref="SourceReady"/> may come from any.
/// </summary>
/// <typeparam name="TItem">What a statement becomes.</typeparam>
public sealed class StreamDriver<TItem> : IAsyncDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(10);

    private readonly StreamSession<TItem> _session;
    private readonly IAsyncFeeder _feeder;
    private readonly StepBudget _budget;
    private readonly Signal _wake = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<FeederYield>? _pull;
    private ParseResult<StreamSummary>? _ended;
    private PendingReason? _waiting;
    private volatile bool _isHeld;
    private volatile bool _isSinkReady;
    private volatile bool _isSourceReady;

    /// <summary>A parse from the start of a source.</summary>
    /// <param name="grammar">The language.</param>
    /// <param name="feeder">The source; disposed with the driver.</param>
    /// <param name="sink">Receives the units on the pumping thread.</param>
    /// <param name="config">Settings.</param>
    public StreamDriver(
        StatementGrammar<TItem> grammar, IAsyncFeeder feeder, IStatementSink<TItem> sink, StreamingConfig config)
        : this(new StreamSession<TItem>(grammar, sink, config, feeder.Capability), feeder)
    {
    }

    internal StreamDriver(StreamSession<TItem> session, IAsyncFeeder feeder)
    {
        _session = session;
        _feeder = feeder;
        _budget = new(session.Config.Clock);
    }

    /// <summary>Bytes that one pump parses at most, give or take a few frames.</summary>
    public int QuantumBytes { get; init; } = 256 * 1024;

    /// <summary>Time that one pump parses at most, give or take a few frames.</summary>
    public TimeSpan QuantumTime { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Counts so far.</summary>
    public StreamMeta Meta => _session.Meta();

    /// <summary>Where the parse stands; null after its end. Valid until the next pump.</summary>
    public Continuation<StreamSummary>? State => _ended is null ? _session.Continue(Demand) : null;

    /// <summary>What the source was told last.</summary>
    public DemandHint Demand { get; private set; } = DemandHint.Continue();

    /// <summary>The result, once there is one.</summary>
    public ParseResult<StreamSummary>? Ended => _ended;

    /// <summary>Bytes that the source may send under one demand, at most.</summary>
    public int Window => _session.Gate.Window(_session.Level);

    /// <summary>Flow control. Checked at the next pump: a wrong one ends the parse.</summary>
    public FlowController Flow
    {
        get => _session.Gate.Controller;
        set => _session.Replace(value);
    }

    /// <summary>
    /// Source offset through which the receiver has done with the units; what it has accepted and not done with counts into the
    /// level. Null: it is done with a unit when it accepts it.
    /// </summary>
    public long? AcknowledgedThrough
    {
        get => _session.AcknowledgedThrough;
        set
        {
            _session.AcknowledgedThrough = value;
            _wake.Raise();
        }
    }

    /// <summary>A person holds the parse.</summary>
    public void Pause() => _isHeld = true;

    /// <summary>The person lets it go on.</summary>
    public void Continue()
    {
        _isHeld = false;
        _wake.Raise();
    }

    /// <summary>The sink takes units again.</summary>
    public void SinkReady()
    {
        _isSinkReady = true;
        _wake.Raise();
    }

    /// <summary>The source has signalled that it may have something.</summary>
    public void SourceReady()
    {
        _isSourceReady = true;
        _wake.Raise();
    }

    /// <summary>Ends the parse with a failure: cancelled, silent for too long.</summary>
    public void Stop(StreamError error)
    {
        _session.Intake.Fail(error);
        _wake.Raise();
    }

    /// <summary>Delivers the rows that wait and takes the newest safe point.</summary>
    public StreamCheckpoint TakeCheckpoint()
    {
        if (_ended is null)
            _session.Parse.Settle();
        return _session.ToCheckpoint(_session.Turn);
    }

    /// <summary>One share of work. Never waits.</summary>
    public PumpStatus Pump()
    {
        if (_ended is not null)
            return PumpStatus.Completed;
        TakeSignals();
        if (_isHeld && !_session.Parse.Emitter.HasEnded)
            return Wait(PendingReason.Backpressure, _session.Gate.Hold(DemandReason.Operator), PumpStatus.Paused);

        var before = _session.Parse.Reader.At;
        return After(Step()) ?? (_session.Parse.Reader.At > before ? Progressed() : Ask());
    }

    /// <summary>One share of work. Waits for the source if that is all there is to do; not for the sink.</summary>
    public async ValueTask<PumpStatus> PumpAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            Stop(Cancelled);
        var status = Pump();
        if (status != PumpStatus.NeedsInput || _pull is not { IsCompleted: false } pull)
            return status;

        try
        {
            await pull.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Stop(Cancelled);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The next pump finds the failed pull and reports it.
        }

        return Pump();
    }

    /// <summary>Pumps to the end. A cancelled parse has a result as well, with the units so far.</summary>
    public async ValueTask<ParseResult<StreamSummary>> RunToEndAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = await PumpAsync(cancellationToken);
            try
            {
                if (status == PumpStatus.Completed)
                    return _ended!;
                await ReadyAsync(status, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Stop(Cancelled);
            }
        }
    }

    /// <summary>Waits until another pump can do something: for a signal, for the time that the demand names, or not at all.</summary>
    /// <param name="status">What the last pump said.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    internal async ValueTask ReadyAsync(PumpStatus status, CancellationToken cancellationToken)
    {
        // Nothing to wait for after progress; and PumpAsync itself waits for a source that has been asked.
        if (status == PumpStatus.Progressed || (status == PumpStatus.NeedsInput && _pull is not null))
            return;
        if (status == PumpStatus.Paused && Demand.RetryAfter is null)
            await _wake.WaitAsync(cancellationToken);
        else
            await _wake.WaitAsync(Demand.RetryAfter ?? AskAgain, _session.Config.Clock, cancellationToken);
    }

    /// <summary>Ends the source; a parse that has not ended stays without result.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _feeder.DisposeAsync();
        _session.Dispose();
        _stop.Dispose();
    }

    private static StreamError Cancelled { get; } = new(StreamErrorKind.UserCancelled, "The parse was cancelled.");

    private void TakeSignals()
    {
        if (_isSinkReady)
        {
            _isSinkReady = false;
            _session.Parse.Emitter.Release();
        }

        if (_isSourceReady)
        {
            _isSourceReady = false;
            _session.Intake.ForgetStop();
        }
    }

    private StepEnd Step()
    {
        _budget.Begin(_session.Parse.Reader.At, QuantumBytes, QuantumTime);
        var end = _session.Step(_budget);
        _feeder.Release(_session.Parse.Reader.At);
        return end;
    }

    private PumpStatus? After(StepEnd end)
    {
        switch (end)
        {
            case StepEnd.Ended:
                _ended = _session.Completed() is { Result: { } result } ? result : null;
                return PumpStatus.Completed;
            case StepEnd.Paused:
                var reason = _session.Parse.IsClosed ? PendingReason.FeederClosed : PendingReason.Backpressure;
                return Wait(reason, PumpStatus.Paused);
            case StepEnd.TurnOver when _session.IsLagging():
                Wait(PendingReason.Backpressure, PumpStatus.Progressed);
                return Progressed();
            case StepEnd.TurnOver:
                return Progressed();
            default:
                return null;
        }
    }

    private PumpStatus Ask()
    {
        if (_session.Intake.IsStopped)
            return Wait(PendingReason.FeederAwait, PumpStatus.NeedsInput);
        if (_session.IsHeldByLevel)
            return Wait(PendingReason.Backpressure, PumpStatus.Paused);
        if (_pull is null)
        {
            if (!_session.TryDemand(out var demand))
                return demand.Action == DemandAction.Pause
                    ? Wait(PendingReason.Backpressure, demand, PumpStatus.Paused)
                    : Wait(PendingReason.InputExhausted, demand, PumpStatus.NeedsInput);
            Demand = demand;
            _pull = _feeder.PullAsync(demand, _stop.Token).AsTask();
        }

        return _pull.IsCompleted ? TakeAnswer() : Silent();
    }

    private PumpStatus TakeAnswer()
    {
        var pull = _pull!;
        _pull = null;
        var answer = pull.IsCompletedSuccessfully
            ? pull.GetAwaiter().GetResult()
            : FeederYield.Failed(new(StreamErrorKind.IoFailed, pull.Exception?.GetBaseException().Message ?? "The source was cancelled."));
        return _session.Intake.Take(answer) == Fed.Silent ? Silent() : After(Step()) ?? Progressed();
    }

    private PumpStatus Silent()
    {
        _session.Parse.Settle();
        return _session.Parse.Emitter.IsPaused
            ? Wait(PendingReason.Backpressure, PumpStatus.Paused)
            : Wait(PendingReason.FeederAwait, PumpStatus.NeedsInput);
    }

    private PumpStatus Progressed()
    {
        _waiting = null;
        return PumpStatus.Progressed;
    }

    private PumpStatus Wait(PendingReason reason, PumpStatus status) => Wait(reason, _session.HintFor(reason), status);

    // Told once until something moves: a parse that is looked at often is not interrupted more often.
    private PumpStatus Wait(PendingReason reason, DemandHint hint, PumpStatus status)
    {
        var isNew = _waiting != reason || Demand.Action != hint.Action || Demand.Reason != hint.Reason;
        Demand = hint;
        _waiting = reason;
        if (isNew)
            _session.Pending(reason, hint);
        return status;
    }
}
