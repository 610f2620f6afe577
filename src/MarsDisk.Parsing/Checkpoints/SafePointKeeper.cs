namespace MarsDisk.Parsing;

/// <summary>Takes safe points where the grammar, the sink and the row batch allow it, and keeps the newest.</summary>
internal sealed class SafePointKeeper<TItem>
{
    private readonly FrameReader<TItem> _reader;
    private readonly StatementEmitter<TItem> _emitter;
    private readonly PrefixTrack _prefix = new();
    private long _fullBatches;

    public SafePointKeeper(FrameReader<TItem> reader, StatementEmitter<TItem> emitter)
    {
        _reader = reader;
        _emitter = emitter;
        Keep();
    }

    /// <summary>The newest safe point.</summary>
    public SafePoint Newest { get; } = new();

    /// <summary>The present place is inside a line that is skipped: no parse could begin there.</summary>
    public bool IsInLine { get; set; }

    /// <summary>A full batch has left: for one frame no row waits.</summary>
    public bool IsMoment => _emitter.FullBatches != _fullBatches;

    /// <summary>Bytes before the watermark, in order.</summary>
    public void Pass(ReadOnlySpan<byte> bytes) => _prefix.Append(bytes);

    /// <summary>Goes on at a stored place.</summary>
    /// <param name="checkpoint">The place.</param>
    /// <param name="tail">The last bytes before it, or none where the caller has not read them.</param>
    public void Restore(StreamCheckpoint checkpoint, ReadOnlySpan<byte> tail)
    {
        _prefix.Continue(checkpoint.PrefixCrc32C, checkpoint.Watermark, tail);
        Newest.Restore(checkpoint);
    }

    /// <summary>Whether a frame may open a unit that has to be read again from its head.</summary>
    public bool MayOpenUnit(FrameMode mode, ReadOnlySpan<byte> content)
        => mode == FrameMode.Logical && content.Contains((byte)'{') && IsSafe;

    /// <summary>Takes the present place, if it is safe. All bytes before it have been passed.</summary>
    public void Keep()
    {
        _fullBatches = _emitter.FullBatches;
        if (Newest.Watermark == _prefix.Length || _prefix.Length != _reader.At || IsInLine || !IsSafe)
            return;
        Newest.Take(_reader.Line, _emitter.NextOrdinal, _emitter.Rows, _emitter.Digest, _prefix, _reader.Context);
    }

    private bool IsSafe => _emitter is { IsEmpty: true, HasEnded: false } && _reader.Context.IsSafePoint;
}
