namespace MarsDisk.Parsing;

/// <summary>Why a parse waits.</summary>
public enum PendingReason : byte
{
    /// <summary>The sink or the flow control holds.</summary>
    Backpressure,

    /// <summary>The buffer holds no complete frame.</summary>
    InputExhausted,

    /// <summary>The feeder has nothing.</summary>
    FeederAwait,

    /// <summary>The feeder has closed while the sink holds.</summary>
    FeederClosed,
}

/// <summary>Counts of a parse so far.</summary>
public sealed record StreamMeta
{
    /// <summary>Bytes before the commit watermark.</summary>
    public long ConsumedBytes { get; init; }

    /// <summary>Chunks received, empty ones included.</summary>
    public long ChunksConsumed { get; init; }

    /// <summary>Units, rows included: one more than the highest ordinal.</summary>
    public long Units { get; init; }

    /// <summary>Rows.</summary>
    public long Rows { get; init; }

    /// <summary>How often the parse was resumed or an edit applied.</summary>
    public int ResumeCount { get; init; }

    /// <summary>How often the feeder had nothing.</summary>
    public int AwaitCount { get; init; }

    /// <summary>How often the sink or the flow control held.</summary>
    public int BackpressureCount { get; init; }

    /// <summary>Safe points passed at which a checkpoint was taken.</summary>
    public int CheckpointsClosed { get; init; }

    /// <summary>From the arrival of a frame's last byte to its commit, ns. With an automatic policy only.</summary>
    public long? LagNanos { get; init; }

    /// <summary>Level over high watermark. With an automatic policy only.</summary>
    public float? BufferFillRatio { get; init; }

    /// <summary>Memory of stored replies, bytes. With packrat only.</summary>
    public long? MemoBytes { get; init; }

    /// <summary>Why the parse waited last.</summary>
    public PendingReason? LastReason { get; init; }

    /// <summary>Running value over all units; equal for every way to cut the source.</summary>
    public UInt128 TranscriptDigest { get; init; }
}
