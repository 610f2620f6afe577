using System.Buffers;
using System.Collections.Immutable;

namespace MarsDisk.Parsing;

/// <summary>
/// One streaming parse by a general parser: the bytes it holds, when it tries again, and what is told outside.
/// </summary>
internal sealed class GeneralStream<T> : IContinuationSource
{
    private const int EmptyChunksMost = 3;
    private const int TraceLabelMost = 128;

    private readonly Parser<T> _parser;
    private readonly StreamingConfig _config;
    private readonly GeneralParse<T> _parse;
    private readonly FlowGate _gate;
    private readonly StreamCounters _counters = new();
    private readonly StreamWatch _watch;
    private readonly WindowBuffer _buffer = new();
    private readonly IFeeder _feeder;
    private RunConfig _settings;
    private DemandHint? _feederWish;
    private ResumeLineage _lineage;
    private StreamError? _failure;
    private long _turn;
    private int _emptyChunks;
    private bool _isClosed;

    public GeneralStream(Parser<T> parser, StreamingConfig config, IFeeder feeder)
    {
        _parser = parser;
        _config = config;
        _feeder = feeder;
        _watch = new(config);
        _parse = new(parser, config.RunConfig);
        var flow = config.Flow ?? config.RunConfig.Stream.Flow ?? FlowController.Default;
        _gate = new(flow, feeder.Capability, config);
        _settings = WithFlow();
        CheckFlow();
    }

    /// <summary>When it tries again, and how many bytes it has looked at.</summary>
    public RestartPolicy Policy { get; } = new();

    /// <summary>Goes on until the parse ends or waits.</summary>
    public StreamOutcome<T> Run()
    {
        while (!Try())
        {
            _feeder.Release(_parse.Watermark.Offset);
            if (!_gate.TryDemand(FrameBoundary.Line, _feederWish, out var demand))
            {
                var isHeld = demand.Action == DemandAction.Pause;
                return Pending(isHeld ? PendingReason.Backpressure : PendingReason.InputExhausted, demand);
            }

            if (!Take(_feeder.Pull(WithMissing(demand))))
                return Silent();
        }

        _feeder.Release(_parse.Watermark.Offset);
        return Completed();
    }

    /// <summary>Goes on with more bytes.</summary>
    public StreamOutcome<T> Resume(in ReadOnlySequence<byte> more, bool isFinal, FlowController? flow)
    {
        _turn++;
        _counters.Resumed();
        if (flow is not null)
        {
            _gate.Controller = flow;
            _settings = WithFlow();
            CheckFlow();
        }

        if (!more.IsEmpty)
            TakeChunk(more, offset: null);
        _isClosed |= isFinal;
        return Run();
    }

    public IReadOnlySet<Expectation> Expect(long turn)
        => turn == _turn ? _parse.Expect(_buffer.Bytes) : ImmutableHashSet<Expectation>.Empty;

    public bool TryCopyBuffered(long turn, Span<byte> destination, out int written)
    {
        var isThere = turn == _turn && _buffer.Bytes.TryCopyTo(destination);
        written = isThere ? _buffer.Length : 0;
        return isThere;
    }

    public StreamCheckpoint ToCheckpoint(long turn)
    {
        if (turn != _turn)
            throw new InvalidOperationException(
                "The parse has gone on since; take the checkpoint of its newest continuation.");
        _counters.CheckpointTaken();
        return GeneralCheckpoint.Of(_parser.Info, _config, _lineage);
    }

    /// <summary>Parses what is there, if that is worth it; true when the parse has ended.</summary>
    private bool Try()
    {
        if (_parse.Found is not null)
            return true;
        var limits = _config.RunConfig.Limits;
        if (!Policy.IsWorthATry(_buffer.Length, _isClosed || Policy.Received > limits.MaxSourceBytes))
            return false;

        _turn++;
        var before = _parse.Watermark.Offset;
        var hasEnded = _parse.Advance(_buffer.Bytes, _isClosed);
        var after = _parse.Watermark.Offset;
        _buffer.Drop((int)(after - before));
        var again = Policy.Try(before, _parse.Looked, _buffer.Length, _parse.Missing);
        _config.Metrics?.Reparsed(again, "restart");
        _counters.Parsed(before, after, _config.Clock, _gate.IsAutomatic);
        if (!hasEnded && _buffer.Length > limits.MaxBufferedBytes)
            _parse.Stop(StreamFaults.TooMuchBuffered(_buffer.Length, limits.MaxBufferedBytes, _parse.Watermark));
        return _parse.Found is not null;
    }

    /// <summary>Takes the feeder's answer; false if it has nothing now.</summary>
    private bool Take(in FeederYield answer)
    {
        switch (answer.Kind)
        {
            case FeederYieldKind.Chunk:
                return TakeChunk(answer.Bytes, answer.Offset);
            case FeederYieldKind.Closed:
                _isClosed = true;
                return true;
            case FeederYieldKind.Error:
                return Fail(answer.Error ?? new(StreamErrorKind.FeederBug, "The feeder failed without saying why."));
            case FeederYieldKind.Pending:
                _feederWish = answer.Hint;
                break;
            case FeederYieldKind.Await when _gate.Mode == FlowMode.Push:
                return Fail(new(
                    StreamErrorKind.FeederBug, "The feeder answered Await although the source pushes (mode Push)."));
        }

        _counters.Awaits();
        return false;
    }

    private bool TakeChunk(in ReadOnlySequence<byte> bytes, long? offset)
    {
        if (Contract(bytes.Length, offset) is { } broken)
            return Fail(new(StreamErrorKind.FeederBug, broken));
        _counters.Received(bytes.Length, _config.Clock);
        if (bytes.IsEmpty)
        {
            if (++_emptyChunks < EmptyChunksMost)
                return true;
            _emptyChunks = 0;
            _counters.Awaits();
            return false;
        }

        _emptyChunks = 0;
        _feederWish = null;
        Policy.Receive(_buffer.Append(bytes));
        return true;
    }

    private string? Contract(long length, long? offset)
    {
        if (_isClosed)
            return $"A chunk of {length} bytes came behind the end of the source at {Policy.Received}.";
        if (offset is { } start && start != Policy.Received)
            return $"A chunk begins at {start}, expected {Policy.Received}.";
        var limit = _config.RunConfig.Limits.MaxChunkBytes;
        return length > limit ? $"A chunk has {length} bytes, more than max_chunk_bytes {limit}." : null;
    }

    private bool Fail(StreamError error)
    {
        _failure = error;
        _parse.Stop(StreamFaults.Of(error, _parse.Watermark));
        return true;
    }

    /// <summary>The settings as they are written back: with the flow control that acts.</summary>
    private RunConfig WithFlow()
    {
        var policy = _gate.IsAutomatic ? "auto" : "manual";
        return _config.RunConfig.WithStream(
            _config.RunConfig.Stream with { Flow = _gate.Controller, FlowPolicy = policy });
    }

    private void CheckFlow()
    {
        if (_parse.Found is null && _gate.Controller.Fault(_config.RunConfig.Limits) is { } fault)
            Fail(new(StreamErrorKind.FeederBug, fault));
    }

    /// <summary>The feeder has nothing, or has stopped on purpose.</summary>
    private StreamOutcome<T> Silent()
    {
        const DemandReason why = DemandReason.FeederAwait;
        var hint = _feederWish is { Action: DemandAction.Pause } stop
            ? DemandHint.Pause(stop.Reason == DemandReason.None ? why : stop.Reason, stop.RetryAfter)
            : WithMissing(_gate.Invite(FrameBoundary.Line, why, _feederWish));
        return Pending(PendingReason.FeederAwait, hint);
    }

    /// <summary>Fewer bytes than the parser misses make no progress.</summary>
    private DemandHint WithMissing(in DemandHint hint)
    {
        if (hint.Action == DemandAction.Pause)
            return hint;
        var cap = _config.DemandCap?.Bytes ?? int.MaxValue;
        var minBytes = Math.Min(cap, Math.Max(hint.MinBytes, Policy.MissingAt(_buffer.Length)));
        return hint with { MinBytes = minBytes, PreferredBytes = Math.Max(minBytes, hint.PreferredBytes ?? minBytes) };
    }

    private StreamOutcome<T> Pending(PendingReason reason, in DemandHint hint)
    {
        _turn++;
        _counters.Waits(reason);
        _lineage = _lineage.Add(reason, _parse.Watermark.Offset, ordinal: 0);
        var outcome = new StreamOutcome<T>
        {
            Kind = StreamOutcomeKind.Pending,
            Continuation = new(StateWith(hint), _settings, this, _turn),
            Demand = hint,
            Reason = reason,
            Meta = Meta(_parse.Watermark.Offset),
        };
        _watch.Waits(outcome);
        return outcome;
    }

    private StreamOutcome<T> Completed()
    {
        _turn++;
        var result = _parse.Found!;
        var outcome = new StreamOutcome<T>
        {
            Kind = StreamOutcomeKind.Completed,
            Result = result,
            Meta = Meta(result.HasValue ? _parse.RestOffset : _parse.Watermark.Offset),
            FinalConfig = _settings.WithStreamState(GeneralCheckpoint.Place, resumeHint: null),
            Checkpoint = _failure is { IsResumable: true } ? ToCheckpoint(_turn) : null,
        };
        if (_watch.IsOn)
            Tell(outcome, result.Diagnostics);
        return outcome;
    }

    private void Tell(in StreamOutcome<T> outcome, IReadOnlyList<Diagnostic> diagnostics)
    {
        var state = StateWith(hint: null);
        foreach (var error in diagnostics.Where(one => one.Severity == Severity.Error))
            _watch.Error(error, state, outcome.Config);
        if (_parse.Memo is { } memo)
            _config.Metrics?.Memo(memo.Bytes);
        _watch.Ended(outcome, TraceLabel);
    }

    private string TraceLabel
        => _parser.Info.Name is { Length: > TraceLabelMost } name ? name[..TraceLabelMost] : _parser.Info.Name;

    private ContinuationMeta StateWith(DemandHint? hint) => new()
    {
        CommitWatermark = _parse.Watermark.Offset,
        BufferedStart = _parse.Watermark.Offset,
        BufferedLength = _buffer.Length,
        ResumeHint = hint,
        LastCheckpoint = GeneralCheckpoint.Place,
        TraceLabel = TraceLabel,
        Lineage = _lineage,
    };

    private StreamMeta Meta(long consumed)
    {
        float? fill = _gate.IsAutomatic ? (float)_buffer.Length / _gate.Controller.HighWatermark : null;
        return _counters.ToMeta(consumed, units: 0, rows: 0, TranscriptDigest.Start.Value, fill)
            with
        { MemoBytes = _parse.Memo?.Bytes };
    }
}
