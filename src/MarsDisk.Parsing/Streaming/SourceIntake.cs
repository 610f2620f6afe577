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

/// <summary>Takes what the source answers and holds it to its contract.</summary>
internal sealed class SourceIntake<TItem>(StatementParse<TItem> parse, FlowGate gate, StreamCounters counters, StreamingConfig config)
{
    private const int EmptyChunksMax = 3;

    private readonly int _minBytes = config.RunConfig.Stream.DemandMinBytes;
    private readonly int _chunkBytesMax = config.RunConfig.Limits.MaxChunkBytes;
    private int _emptyChunks;

    /// <summary>What the source has wished for since its last bytes.</summary>
    public DemandHint? Wish { get; private set; }

    /// <summary>What has ended the source before its end.</summary>
    public StreamError? Failure { get; private set; }

    /// <summary>The source has stopped on purpose and will signal.</summary>
    public bool IsStopped => Wish is { Action: DemandAction.Pause };

    /// <summary>The source has signalled: a wish to stop is out of date.</summary>
    public void ForgetStop()
    {
        if (IsStopped)
            Wish = null;
    }

    /// <summary>Takes one answer.</summary>
    public Fed Take(in FeederYield answer)
    {
        switch (answer.Kind)
        {
            case FeederYieldKind.Chunk:
                return TakeChunk(answer.Bytes, answer.Offset);
            case FeederYieldKind.Closed:
                parse.IsClosed = true;
                return Fed.GoOn;
            case FeederYieldKind.Error:
                return Fail(answer.Error ?? new(StreamErrorKind.FeederBug, "The feeder failed without saying why."));
            case FeederYieldKind.Pending:
                Wish = answer.Hint;
                return Silence();
            default:
                return gate.Mode == FlowMode.Push
                    ? Fail(new(StreamErrorKind.FeederBug, "The feeder answered Await although the source pushes (mode Push)."))
                    : Silence();
        }
    }

    /// <summary>Ends the parse with a failure of the stream.</summary>
    public Fed Fail(StreamError error)
    {
        if (!parse.Emitter.HasEnded)
        {
            Failure = error;
            parse.Fail(error);
        }

        return Fed.GoOn;
    }

    private Fed TakeChunk(in ReadOnlySequence<byte> bytes, long? offset)
    {
        if (Fault(bytes.Length, offset) is { } broken)
            return Fail(new(StreamErrorKind.FeederBug, broken));

        counters.Received(bytes.Length, config.Clock);
        if (bytes.IsEmpty)
            return ++_emptyChunks < EmptyChunksMax ? Fed.GoOn : Silence();
        _emptyChunks = 0;
        Wish = null;
        parse.Append(bytes);
        return bytes.Length < _minBytes ? Fed.TooFew : Fed.GoOn;
    }

    private string? Fault(long length, long? offset)
    {
        if (parse.IsClosed)
            return $"A chunk of {length} bytes came behind the end of the source at {parse.Received}.";
        if (offset is { } start && start != parse.Received)
            return $"A chunk begins at {start}, expected {parse.Received}: it {(start < parse.Received ? "overlaps" : "leaves a gap")}.";
        return length > _chunkBytesMax ? $"A chunk has {length} bytes, more than max_chunk_bytes {_chunkBytesMax}." : null;
    }

    private Fed Silence()
    {
        _emptyChunks = 0;
        counters.Awaits();
        return Fed.Silent;
    }
}
