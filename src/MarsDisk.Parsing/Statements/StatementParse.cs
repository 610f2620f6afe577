using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>Why a step of a parse came back.</summary>
internal enum StepEnd : byte
{
    /// <summary>No complete frame is left.</summary>
    NeedsInput,

    /// <summary>The sink wants no further unit.</summary>
    Paused,

    /// <summary>The caller's share of work is done.</summary>
    TurnOver,

    /// <summary>The parse has ended.</summary>
    Ended,
}

/// <summary>
/// The parse of one source, from bytes to units. Batch and streaming runs are this one class, which never learns where a
/// chunk ended.
/// </summary>
internal sealed class StatementParse<TItem> : IDisposable
{
    private readonly StatementGrammar<TItem> _grammar;
    private readonly FrameFeed<TItem> _feed;
    private readonly long _sourceBytesMax;
    private bool _isTooLong;
    private bool _hasFinished;

    public StatementParse(
        StatementGrammar<TItem> grammar, IStatementSink<TItem> sink, RunConfig config, SourceId source = default)
    {
        _grammar = grammar;
        _sourceBytesMax = config.Limits.MaxSourceBytes;
        Errors = new(config);
        Emitter = new(grammar, sink, config, Errors);
        Reader = new(grammar, Emitter, Errors, config, source);
        SafePoints = new(Reader, Emitter);
        _feed = new(Reader, SafePoints, config.Limits);
    }

    public ErrorLedger Errors { get; }

    public StatementEmitter<TItem> Emitter { get; }

    public FrameReader<TItem> Reader { get; }

    public SafePointKeeper<TItem> SafePoints { get; }

    /// <summary>Source offset behind the last byte received.</summary>
    public long Received { get; private set; }

    /// <summary>Nothing follows, ever.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Received and not parsed, bytes.</summary>
    public long BufferedLength => _feed.BufferedLength;

    /// <summary>Bytes before it are accepted: the watermark, or after an error the start of the unit that failed.</summary>
    public Position Accepted => Emitter.HasEnded ? Reader.UnitStart : _hasFinished ? _feed.End : new(Reader.At, Reader.Line, 1);

    /// <summary>Copies the buffered bytes.</summary>
    public void CopyBuffered(Span<byte> destination) => _feed.CopyTo(destination);

    /// <summary>Adds bytes by reference. Those behind the largest source are cut off, which is reported when they are due.</summary>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var room = _sourceBytesMax - Received;
        _isTooLong |= bytes.Length > room;
        var taken = bytes.Length > room ? bytes.Slice(0, room) : bytes;
        Received += taken.Length;
        _feed.Append(taken);
    }

    /// <summary>The memory of the bytes added so far is taken back by its owner.</summary>
    public void OwnBytes() => _feed.Own();

    /// <summary>Goes on at a stored place.</summary>
    public void Restore(StreamCheckpoint checkpoint, ReadOnlySpan<byte> tail = default)
    {
        Received = checkpoint.Watermark;
        Reader.Restore(checkpoint.Watermark, checkpoint.Line, _grammar.ReadContext(checkpoint.Context.AsSpan()));
        Emitter.Restore(checkpoint.NextOrdinal, checkpoint.Meta.Rows, checkpoint.TranscriptDigest);
        SafePoints.Restore(checkpoint, tail);
    }

    /// <summary>Ends the parse with a failure of the stream.</summary>
    public void Fail(StreamError error) => Emitter.End(StreamFaults.Of(error, new(Reader.At, Reader.Line, 1)));

    /// <summary>Ends the parse because too much waits.</summary>
    public void FailBuffered(int limit)
        => Emitter.End(StreamFaults.TooMuchBuffered(BufferedLength, limit, new(Reader.At, Reader.Line, 1)));

    /// <summary>Delivers the rows that wait for their batch to fill, so that nothing waits while the source is silent.</summary>
    public void Settle()
    {
        Emitter.FlushRows();
        SafePoints.Keep();
    }

    /// <summary>What may follow the buffered bytes, or the first line of them.</summary>
    public IReadOnlySet<Expectation> Expect(RunConfig config, SourceId source)
    {
        var rented = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferedLength, config.Limits.MaxStatementBytes));
        var bytes = rented.AsSpan(0, (int)Math.Min(BufferedLength, config.Limits.MaxStatementBytes));
        CopyBuffered(bytes);
        var lineEnd = bytes.IndexOf((byte)'\n');
        var frame = lineEnd < 0 || _feed.HasOpenLines ? bytes : bytes[..FrameCutter.Content(bytes[..lineEnd])];
        var state = new ParseState(new Input(frame, Reader.At, Reader.Line, isFinal: false, source), config);
        var expected = _grammar.Expect(ref state, Reader.Context);
        ArrayPool<byte>.Shared.Return(rented);
        return expected;
    }

    /// <summary>Parses until input, sink or budget ends it.</summary>
    public StepEnd Step(StepBudget budget)
    {
        while (true)
        {
            if (Emitter.IsPaused && HasMore)
                return Leave(StepEnd.Paused);
            if (Emitter.HasEnded || _hasFinished)
                return Leave(StepEnd.Ended);
            if (!_feed.PassMark(IsClosed || _isTooLong))
                return Leave(StepEnd.NeedsInput);

            if (_feed.ForeignEncoding is { } encoding)
                Emitter.End(StreamFaults.NotUtf8(encoding));
            else if (_feed.HasUnseen)
            {
                if (budget.IsSpent(Reader.At))
                    return Leave(StepEnd.TurnOver);
                _feed.Advance(budget);
            }
            else if (_isTooLong)
                Emitter.End(StreamFaults.SourceTooLong(_sourceBytesMax, _feed.End));
            else if (!IsClosed)
                return Leave(StepEnd.NeedsInput);
            else if (BufferedLength > 0)
                _feed.ReadRest();
            else
                Finish();
        }
    }

    public void Dispose()
    {
        Emitter.Dispose();
        _feed.Dispose();
    }

    private bool HasMore => !Emitter.IsEmpty || (!Emitter.HasEnded && (!IsClosed || BufferedLength > 0));

    private StepEnd Leave(StepEnd end)
    {
        if (end != StepEnd.Ended)
            SafePoints.Keep();
        return end;
    }

    private void Finish()
    {
        Reader.Finish(_feed.End);
        Emitter.FlushRows();
        _hasFinished = true;
    }
}
