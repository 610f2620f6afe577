namespace MarsDisk.Parsing;

/// <summary>One streaming parse: the parse itself, its source, flow control, and what is told to the outside.</summary>
internal sealed class StreamSession<TItem> : IContinuationSource, IDisposable
{
    private readonly StatementGrammar<TItem> _grammar;
    private readonly StepBudget _budget;
    private readonly StreamWatch _watch;
    private RunConfig _settings;
    private ResumeLineage _lineage;

    public StreamSession(
        StatementGrammar<TItem> grammar, IStatementSink<TItem> sink, StreamingConfig config, FlowCapability capability,
        IFeeder? feeder = null)
    {
        _grammar = grammar;
        Config = config;
        Feeder = feeder;
        _budget = new(config.Clock);
        _watch = new(config);
        Parse = new(grammar, sink, config.RunConfig);
        var flow = config.Flow ?? config.RunConfig.Stream.Flow ?? FlowController.Default;
        Gate = new(flow, capability, config);
        Intake = new(Parse, Gate, Counters, config);
        _settings = Written(flow);
        if (_watch.IsOn)
            Parse.Emitter.OnError = error => _watch.Error(error, MetaWith(hint: null), Settings(hint: null));
        CheckSettings();
        CheckFlow();
    }

    public StatementParse<TItem> Parse { get; }

    public FlowGate Gate { get; }

    public SourceIntake<TItem> Intake { get; }

    public StreamCounters Counters { get; } = new();

    public StreamingConfig Config { get; }

    /// <summary>The source of a parse that asks for its input itself.</summary>
    public IFeeder? Feeder { get; set; }

    /// <summary>Source offset through which the receiver of the units is done; null: it is done with what it accepts.</summary>
    public long? AcknowledgedThrough { get; set; }

    /// <summary>Bytes received and not done with.</summary>
    public long Level => Parse.Received - Math.Min(AcknowledgedThrough ?? long.MaxValue, Parse.Reader.At);

    /// <summary>Number of the present state; older continuations mean states that are gone.</summary>
    public long Turn { get; private set; }

    /// <summary>Flow control holds the source.</summary>
    public bool IsHeldByLevel => Gate.HoldsAt(Level, isReleasable: AcknowledgedThrough < Parse.Reader.At);

    /// <summary>Another controller; a wrong one ends the parse.</summary>
    public void Replace(FlowController flow)
    {
        Gate.Controller = flow;
        _settings = Written(flow);
        CheckFlow();
    }

    /// <summary>Goes on at a stored place.</summary>
    public void Restore(StreamCheckpoint checkpoint, ProofMode proof = ProofMode.None, ReadOnlySpan<byte> tail = default)
    {
        Parse.Restore(checkpoint, tail);
        Counters.Restore(checkpoint.Meta);
        _lineage = ResumeLineage.From(checkpoint.ResumeLineage, checkpoint.ResumeLineageTotal);
        if (_watch.IsOn)
            _watch.Resumed(checkpoint, proof, Counters.Resumes + 1, Label, Settings(hint: null));
    }

    /// <summary>The parse is taken up again: the sink takes units, the source may have more.</summary>
    public void Resume()
    {
        Turn++;
        Counters.Resumed();
        Intake.ForgetStop();
        Parse.Emitter.Release();
    }

    /// <summary>Parses what is there.</summary>
    public StepEnd Step(StepBudget? budget = null)
    {
        Turn++;
        var before = Parse.Reader.At;
        var end = Parse.Step(budget ?? Lagging());
        Counters.Parsed(before, Parse.Reader.At, Config.Clock, Gate.IsAutomatic);
        if (_watch.IsOn)
            _watch.Parsed(Meta(), Parse.BufferedLength, Parse.SafePoints.Newest.Watermark, Label, () => Settings(hint: null));
        return end;
    }

    /// <summary>A demand for input, or why there is none now.</summary>
    public bool TryDemand(out DemandHint hint) => Gate.TryDemand(Boundary, Intake.Wish, out hint);

    /// <summary>A complete frame has waited too long. True once for each arrival of bytes.</summary>
    public bool IsLagging()
    {
        if (Gate.MaxLag <= TimeSpan.Zero || Counters.IsLagTold || Counters.ArrivedAt is not { } arrival)
            return false;
        return Counters.IsLagTold = Config.Clock.GetElapsedTime(arrival) > Gate.MaxLag;
    }

    /// <summary>What to say while the parse waits for a reason.</summary>
    public DemandHint HintFor(PendingReason reason) => reason switch
    {
        PendingReason.Backpressure or PendingReason.FeederClosed => Gate.Hold(DemandReason.Backpressure),
        PendingReason.FeederAwait when Intake.Wish is { Action: DemandAction.Pause } stop
            => DemandHint.Pause(stop.Reason == DemandReason.None ? DemandReason.FeederAwait : stop.Reason, stop.RetryAfter),
        PendingReason.FeederAwait => Gate.Invite(Boundary, DemandReason.FeederAwait, Intake.Wish),
        _ => Gate.Invite(Boundary, DemandReason.InputExhausted, Intake.Wish),
    };

    /// <summary>The parse waits.</summary>
    public StreamOutcome<StreamSummary> Pending(PendingReason reason, in DemandHint hint)
    {
        Turn++;
        Counters.Waits(reason);
        _lineage = _lineage.Add(reason, Parse.Reader.At, Parse.Emitter.NextOrdinal);
        var outcome = new StreamOutcome<StreamSummary>
        {
            Kind = StreamOutcomeKind.Pending,
            Continuation = Continue(hint),
            Demand = hint,
            Reason = reason,
            Meta = Meta(),
        };
        _watch.Waits(outcome);
        return outcome;
    }

    /// <summary>How to go on from here.</summary>
    public Continuation<StreamSummary> Continue(in DemandHint hint) => new(MetaWith(hint), _settings, this, Turn);

    /// <summary>The parse has ended.</summary>
    public StreamOutcome<StreamSummary> Completed()
    {
        Turn++;
        var outcome = new StreamOutcome<StreamSummary>
        {
            Kind = StreamOutcomeKind.Completed,
            Result = StatementResult.Of(Parse),
            Meta = Meta(),
            FinalConfig = Settings(hint: null),
            Checkpoint = Intake.Failure is { IsResumable: true } ? ToCheckpoint(Turn) : null,
        };
        _watch.Ended(outcome, Label);
        Dispose();
        return outcome;
    }

    /// <summary>Counts so far.</summary>
    public StreamMeta Meta()
    {
        var emitter = Parse.Emitter;
        float? fill = Gate.IsAutomatic ? (float)Level / Gate.Controller.HighWatermark : null;
        return Counters.ToMeta(Parse.Accepted.Offset, emitter.NextOrdinal, emitter.Rows, emitter.Digest, fill);
    }

    public IReadOnlySet<Expectation> Expect(long turn)
    {
        if (turn != Turn)
            return new HashSet<Expectation>();
        Config.Metrics?.Reparsed(Parse.BufferedLength, "probe");
        return Parse.Expect(Config.RunConfig, default);
    }

    public bool TryCopyBuffered(long turn, Span<byte> destination, out int written)
    {
        written = 0;
        if (turn != Turn || destination.Length < Parse.BufferedLength)
            return false;
        written = (int)Parse.BufferedLength;
        Parse.CopyBuffered(destination[..written]);
        return true;
    }

    public StreamCheckpoint ToCheckpoint(long turn)
    {
        if (turn != Turn)
            throw new InvalidOperationException("The parse has gone on since; take the checkpoint of its newest continuation.");
        Counters.CheckpointTaken();
        var taken = Parse.SafePoints.Newest.ToCheckpoint(
            _grammar.Id, ConfigFingerprint.Of(Config.RunConfig), Meta(), Config.Clock.GetUtcNow())
            with
        { ResumeLineage = _lineage.Entries, ResumeLineageTotal = _lineage.Total, ScenarioId = Config.ScenarioId };
        if (_watch.IsOn)
            _watch.Checkpoint(taken, Label, Settings(hint: null));
        return taken;
    }

    public void Dispose() => Parse.Dispose();

    private SourceSpan LastCheckpoint => Parse.SafePoints.Newest.Span;

    private string Label => Parse.Reader.Context.TraceLabel;

    private FrameBoundary Boundary => Parse.Reader.Mode switch
    {
        FrameMode.Row => FrameBoundary.Row,
        FrameMode.Discard => FrameBoundary.Block,
        _ => Parse.Reader.UnitBytesBefore > 0 ? FrameBoundary.Block : FrameBoundary.Line,
    };

    private RunConfig Settings(DemandHint? hint) => _settings.WithStreamState(LastCheckpoint, hint);

    private RunConfig Written(FlowController flow)
    {
        var policy = flow.Policy is FlowPolicy.Manual ? "manual" : "auto";
        return Config.RunConfig.WithStream(Config.RunConfig.Stream with { Flow = flow, FlowPolicy = policy });
    }

    private ContinuationMeta MetaWith(DemandHint? hint) => new()
    {
        CommitWatermark = Parse.Reader.At,
        BufferedStart = Parse.Reader.At,
        BufferedLength = Parse.BufferedLength,
        ResumeHint = hint,
        LastCheckpoint = LastCheckpoint,
        TraceLabel = Label,
        Lineage = _lineage,
    };

    private void CheckSettings()
    {
        if (ConfigCheck.Fault(Config.RunConfig) is { } fault)
            Parse.Emitter.End(fault);
        foreach (var remark in ConfigCheck.Remarks(Config.RunConfig))
            Parse.Emitter.Report(remark);
    }

    private void CheckFlow()
    {
        if (Gate.Controller.Fault(Config.RunConfig.Limits) is { } fault)
            Intake.Fail(new(StreamErrorKind.FeederBug, fault));
    }

    private StepBudget Lagging()
    {
        if (Gate.MaxLag > TimeSpan.Zero && Counters.ArrivedAt is { } arrival && !Counters.IsLagTold)
            _budget.Watch(arrival, Gate.MaxLag);
        else
            _budget.Lift();
        return _budget;
    }
}
