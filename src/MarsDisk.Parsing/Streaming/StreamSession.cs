using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>What the source's answer means for the parse.</summary>
internal enum Fed : byte
{
    /// <summary>Bytes, the end, or a failure: go on.</summary>
    GoOn,

    /// <summary>Nothing now.</summary>
    Silent,

    /// <summary>Fewer bytes than make progress.</summary>
    TooFew,
}

/// <summary>One streaming parse: the parse itself, the source's contract, flow control, and what is told to the outside.</summary>
internal sealed class StreamSession<TItem> : IContinuationSource, IDisposable
{
    private const int EmptyChunksMax = 3;

    private readonly StatementGrammar<TItem> _grammar;
    private readonly StreamingConfig _config;
    private readonly StreamCounters _counters = new();
    private readonly StepBudget _budget;
    private readonly StreamReporter _reporter;
    private DemandHint? _feederWish;
    private ResumeLineage _lineage;
    private long _turn;
    private int _emptyChunks;
    private StreamError? _failure;

    public StreamSession(
        StatementGrammar<TItem> grammar, IStatementSink<TItem> sink, StreamingConfig config, FlowCapability capability,
        IFeeder? feeder = null)
    {
        _grammar = grammar;
        _config = config;
        Feeder = feeder;
        _budget = new(config.Clock);
        _reporter = new(config);
        Parse = new(grammar, sink, config.RunConfig);
        var flow = config.Flow ?? config.RunConfig.Stream.Flow ?? FlowController.Default;
        Gate = new(flow, capability, config);
        Parse.Emitter.OnError = error => _reporter.Error(error, MetaWith(hint: null));
        CheckSettings();
        CheckFlow();
    }

    public StatementParse<TItem> Parse { get; }

    public FlowGate Gate { get; }

    /// <summary>The source of a parse that asks for its input itself.</summary>
    public IFeeder? Feeder { get; set; }

    public StreamingConfig Config => _config;

    public StreamCounters Counters => _counters;

    /// <summary>Source offset through which the receiver of the units is done; null: it is done with what it accepts.</summary>
    public long? AcknowledgedThrough { get; set; }

    /// <summary>Bytes received and not done with.</summary>
    public long Level => Parse.Received - Math.Min(AcknowledgedThrough ?? long.MaxValue, Parse.Reader.At);

    /// <summary>Number of the present state; older continuations mean states that are gone.</summary>
    public long Turn => _turn;

    /// <summary>Flow control holds the source.</summary>
    public bool IsHeldByLevel => Gate.HoldsAt(Level, isReleasable: AcknowledgedThrough < Parse.Reader.At);

    /// <summary>What the parse waits for.</summary>
    public FrameBoundary Boundary => Parse.Reader.Mode switch
    {
        FrameMode.Row => FrameBoundary.Row,
        FrameMode.Discard => FrameBoundary.Block,
        _ => Parse.Reader.UnitBytesBefore > 0 ? FrameBoundary.Block : FrameBoundary.Line,
    };

    /// <summary>A complete frame has waited too long. True once for each arrival of bytes.</summary>
    public bool IsLagging()
    {
        if (Gate.MaxLag <= TimeSpan.Zero || _counters.IsLagTold || _counters.ArrivedAt is not { } arrival)
            return false;
        return _counters.IsLagTold = _config.Clock.GetElapsedTime(arrival) > Gate.MaxLag;
    }

    /// <summary>Another controller; a wrong one ends the parse.</summary>
    public void Replace(FlowController flow)
    {
        Gate.Controller = flow;
        CheckFlow();
    }

    /// <summary>Goes on at a stored place.</summary>
    public void Restore(StreamCheckpoint checkpoint, ReadOnlySpan<byte> tail = default)
    {
        Parse.Restore(checkpoint, tail);
        _counters.Restore(checkpoint.Meta);
        _lineage = ResumeLineage.From(checkpoint.ResumeLineage, checkpoint.ResumeLineageTotal);
    }

    /// <summary>The parse is taken up again: the sink takes units, the source may have more.</summary>
    public void Resume()
    {
        _turn++;
        _counters.Resumed();
        Parse.Emitter.Release();
    }

    /// <summary>Parses what is there.</summary>
    public StepEnd Step(StepBudget? budget = null)
    {
        _turn++;
        var before = Parse.Reader.At;
        var end = Parse.Step(budget ?? Lagging());
        _counters.Parsed(before, Parse.Reader.At, _config.Clock, Gate.IsAutomatic);
        if (_reporter.IsDue(Parse.Reader.At))
            _reporter.Progress(Meta());
        return end;
    }

    /// <summary>Takes the source's answer.</summary>
    public Fed Take(in FeederYield answer)
    {
        switch (answer.Kind)
        {
            case FeederYieldKind.Chunk:
                return TakeChunk(answer.Bytes, answer.Offset);
            case FeederYieldKind.Closed:
                Parse.IsClosed = true;
                return Fed.GoOn;
            case FeederYieldKind.Error:
                Fail(answer.Error ?? new(StreamErrorKind.FeederBug, "The feeder failed without saying why."));
                return Fed.GoOn;
            case FeederYieldKind.Pending:
                _feederWish = answer.Hint;
                return Silence();
            default:
                if (Gate.Mode != FlowMode.Push)
                    return Silence();
                Fail(new(StreamErrorKind.FeederBug, "The feeder answered Await although the source pushes (mode Push)."));
                return Fed.GoOn;
        }
    }

    /// <summary>Ends the parse with a failure of the stream.</summary>
    public void Fail(StreamError error)
    {
        if (Parse.Emitter.HasEnded)
            return;
        _failure = error;
        Parse.Fail(error);
    }

    /// <summary>A demand for input, or why there is none now.</summary>
    public bool TryDemand(out DemandHint hint) => Gate.TryDemand(Boundary, _feederWish, out hint);

    /// <summary>The feeder itself has stopped on purpose.</summary>
    public bool IsStoppedByFeeder => _feederWish is { Action: DemandAction.Pause };

    /// <summary>The feeder has signalled: its last wish is out of date.</summary>
    public void ForgetStop()
    {
        if (IsStoppedByFeeder)
            _feederWish = null;
    }

    /// <summary>What to say while the parse waits for a reason.</summary>
    public DemandHint HintFor(PendingReason reason) => reason switch
    {
        PendingReason.Backpressure or PendingReason.FeederClosed => Gate.Hold(DemandReason.Backpressure),
        PendingReason.FeederAwait when _feederWish is { Action: DemandAction.Pause } stop
            => DemandHint.Pause(stop.Reason == DemandReason.None ? DemandReason.FeederAwait : stop.Reason, stop.RetryAfter),
        PendingReason.FeederAwait => Gate.Invite(Boundary, DemandReason.FeederAwait, _feederWish),
        _ => Gate.Invite(Boundary, DemandReason.InputExhausted, _feederWish),
    };

    /// <summary>The parse waits.</summary>
    public StreamOutcome<StreamSummary> Pending(PendingReason reason, in DemandHint hint)
    {
        _turn++;
        _counters.Waits(reason);
        _lineage = _lineage.Add(reason, Parse.Reader.At, Parse.Emitter.NextOrdinal);
        var continuation = Continue(hint);
        _reporter.Pending(reason, continuation.Meta, hint);
        return new()
        {
            Kind = StreamOutcomeKind.Pending,
            Continuation = continuation,
            Demand = hint,
            Reason = reason,
            Meta = Meta(),
        };
    }

    /// <summary>How to go on from here.</summary>
    public Continuation<StreamSummary> Continue(in DemandHint hint) => new(MetaWith(hint), _config.RunConfig, this, _turn);

    /// <summary>The parse has ended.</summary>
    public StreamOutcome<StreamSummary> Completed()
    {
        _turn++;
        var isResumable = _failure is { IsResumable: true };
        var outcome = new StreamOutcome<StreamSummary>
        {
            Kind = StreamOutcomeKind.Completed,
            Result = StatementResult.Of(Parse),
            Meta = Meta(),
            FinalConfig = _config.RunConfig.WithStreamState(LastCheckpoint, resumeHint: null),
            Checkpoint = isResumable ? ToCheckpoint(_turn) : null,
        };
        _reporter.Progress(outcome.Meta);
        Dispose();
        return outcome;
    }

    /// <summary>Counts so far.</summary>
    public StreamMeta Meta()
    {
        var emitter = Parse.Emitter;
        float? fill = Gate.IsAutomatic ? (float)Level / Gate.Controller.HighWatermark : null;
        return _counters.ToMeta(Parse.Accepted.Offset, emitter.NextOrdinal, emitter.Rows, emitter.Digest, fill);
    }

    /// <summary>Where the parse stands.</summary>
    public ContinuationMeta MetaWith(DemandHint? hint) => new()
    {
        CommitWatermark = Parse.Reader.At,
        BufferedStart = Parse.Reader.At,
        BufferedLength = Parse.BufferedLength,
        ResumeHint = hint,
        LastCheckpoint = LastCheckpoint,
        TraceLabel = Parse.Reader.Context.TraceLabel,
        Lineage = _lineage,
    };

    public IReadOnlySet<Expectation> Expect(long turn)
        => turn == _turn ? Parse.Expect(_config.RunConfig, default) : new HashSet<Expectation>();

    public bool TryCopyBuffered(long turn, Span<byte> destination, out int written)
    {
        written = 0;
        if (turn != _turn || destination.Length < Parse.BufferedLength)
            return false;
        written = (int)Parse.BufferedLength;
        Parse.CopyBuffered(destination[..written]);
        return true;
    }

    public StreamCheckpoint ToCheckpoint(long turn)
    {
        if (turn != _turn)
            throw new InvalidOperationException("The parse has gone on since; take the checkpoint of its newest continuation.");
        _counters.CheckpointTaken();
        return Parse.SafePoints.Newest.ToCheckpoint(_grammar.Id, ConfigFingerprint.Of(_config.RunConfig), Meta(), _config.Clock.GetUtcNow())
            with
        { ResumeLineage = _lineage.Entries, ResumeLineageTotal = _lineage.Total, ScenarioId = _config.ScenarioId };
    }

    public void Dispose() => Parse.Dispose();

    private SourceSpan LastCheckpoint => Parse.SafePoints.Newest.Span;

    private void CheckSettings()
    {
        if (ConfigCheck.Fault(_config.RunConfig) is { } fault)
            Parse.Emitter.End(fault);
        foreach (var remark in ConfigCheck.Remarks(_config.RunConfig))
            Parse.Emitter.Report(remark);
    }

    private void CheckFlow()
    {
        if (Gate.Controller.Fault(_config.RunConfig.Limits) is { } fault)
            Fail(new(StreamErrorKind.FeederBug, fault));
    }

    private Fed TakeChunk(in ReadOnlySequence<byte> bytes, long? offset)
    {
        if (Contract(bytes.Length, offset) is { } broken)
        {
            Fail(new(StreamErrorKind.FeederBug, broken));
            return Fed.GoOn;
        }

        _counters.Received(bytes.Length, _config.Clock);
        if (bytes.IsEmpty)
            return ++_emptyChunks < EmptyChunksMax ? Fed.GoOn : Silence();
        _emptyChunks = 0;
        _feederWish = null;
        var minBytes = _config.RunConfig.Stream.DemandMinBytes;
        Parse.Append(bytes);
        return bytes.Length < minBytes ? Fed.TooFew : Fed.GoOn;
    }

    private string? Contract(long length, long? offset)
    {
        if (Parse.IsClosed)
            return $"A chunk of {length} bytes came behind the end of the source at {Parse.Received}.";
        if (offset is { } start && start != Parse.Received)
            return $"A chunk begins at {start}, expected {Parse.Received}: it {(start < Parse.Received ? "overlaps" : "leaves a gap")}.";
        var limit = _config.RunConfig.Limits.MaxChunkBytes;
        return length > limit ? $"A chunk has {length} bytes, more than max_chunk_bytes {limit}." : null;
    }

    private Fed Silence()
    {
        _emptyChunks = 0;
        _counters.Awaits();
        return Fed.Silent;
    }

    private StepBudget Lagging()
    {
        if (Gate.MaxLag > TimeSpan.Zero && _counters.ArrivedAt is { } arrival && !_counters.IsLagTold)
            _budget.Watch(arrival, Gate.MaxLag);
        else
            _budget.Lift();
        return _budget;
    }
}
