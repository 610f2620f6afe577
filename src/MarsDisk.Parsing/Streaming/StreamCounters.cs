namespace MarsDisk.Parsing;

/// <summary>Counts and times of one streaming parse.</summary>
internal sealed class StreamCounters
{
    private long _chunks;
    private long? _lagNanos;
    private int _awaits;
    private int _holds;
    private int _checkpoints;
    private PendingReason? _reason;

    /// <summary>How often the parse was taken up.</summary>
    public int Resumes { get; private set; }

    /// <summary>When the newest bytes came.</summary>
    public long? ArrivedAt { get; private set; }

    /// <summary>The lag of the newest bytes was told already.</summary>
    public bool IsLagTold { get; set; }

    public void Restore(StreamMeta stored)
    {
        Resumes = stored.ResumeCount;
        _chunks = stored.ChunksConsumed;
        _awaits = stored.AwaitCount;
        _holds = stored.BackpressureCount;
        _checkpoints = stored.CheckpointsClosed;
    }

    public void Received(long bytes, TimeProvider clock)
    {
        _chunks++;
        if (bytes == 0)
            return;
        ArrivedAt = clock.GetTimestamp();
        IsLagTold = false;
    }

    public void Parsed(long before, long after, TimeProvider clock, bool isMeasured)
    {
        _lagNanos = !isMeasured ? null
            : after > before && ArrivedAt is { } arrival ? (long)clock.GetElapsedTime(arrival).TotalNanoseconds
            : _lagNanos ?? 0;
    }

    public void Resumed() => Resumes++;

    public void Awaits() => _awaits++;

    public void CheckpointTaken() => _checkpoints++;

    public void Waits(PendingReason reason)
    {
        _reason = reason;
        if (reason is PendingReason.Backpressure or PendingReason.FeederClosed)
            _holds++;
    }

    public StreamMeta ToMeta(long consumed, long units, long rows, UInt128 digest, float? fill) => new()
    {
        ConsumedBytes = consumed,
        ChunksConsumed = _chunks,
        Units = units,
        Rows = rows,
        ResumeCount = Resumes,
        AwaitCount = _awaits,
        BackpressureCount = _holds,
        CheckpointsClosed = _checkpoints,
        LagNanos = _lagNanos,
        BufferFillRatio = fill,
        LastReason = _reason,
        TranscriptDigest = digest,
    };
}
