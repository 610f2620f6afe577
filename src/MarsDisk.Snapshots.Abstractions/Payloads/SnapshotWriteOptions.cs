namespace MarsDisk.Snapshots;

/// <summary>Writes the body of a snapshot, once, from its first byte to its last.</summary>
/// <param name="body">Write-only and not seekable; a write after the returned task ended throws.</param>
/// <param name="cancellation">Ends the writing.</param>
public delegate ValueTask SnapshotBodyWriter(Stream body, CancellationToken cancellation);

/// <summary>Where the bytes of a snapshot wait until they are whole.</summary>
public enum StagingMode : byte
{
    /// <summary>In memory while small, then wherever the store wants them.</summary>
    Auto,

    /// <summary>In one pooled buffer; a longer body spills to a scratch file.</summary>
    Memory,

    /// <summary>In a scratch file without a name.</summary>
    TempFile,

    /// <summary>In a hidden part file of the store itself, which is renamed: no second copy.</summary>
    StoreNative,

    /// <summary>Nowhere: frames go into the blocks of the upload.</summary>
    Direct,
}

/// <summary>How one snapshot is written.</summary>
public sealed record SnapshotWriteOptions
{
    /// <summary>Whose snapshot it is.</summary>
    public required SnapshotSeries Series { get; init; }

    /// <summary>Where in the history of the series.</summary>
    public required SnapshotPosition Position { get; init; }

    /// <summary>Content type of the body.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Logical type of the body.</summary>
    public required string PayloadType { get; init; }

    /// <summary>Version of that type.</summary>
    public int PayloadVersion { get; init; } = 1;

    /// <summary>One per logical snapshot: a retry passes the same one and never stores a second copy.</summary>
    public Guid WriteId { get; init; } = Guid.CreateVersion7();

    /// <summary>Longest record body in bytes at rest; longer ones become blobs. Null: as configured.</summary>
    public int? InlineThresholdBytes { get; init; }

    /// <summary>Makes a blob of even the smallest body.</summary>
    public bool ForceOffload { get; init; }

    /// <summary>Compression; null: as configured.</summary>
    public SnapshotCodec? Codec { get; init; }

    /// <summary>Arrangement of the bytes before compression; null: as configured.</summary>
    public SnapshotFilter? Filter { get; init; }

    /// <summary>Where the bytes wait until they are whole.</summary>
    public StagingMode Staging { get; init; } = StagingMode.Auto;

    /// <summary>Longest body that is accepted; null: as configured.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>Length that the owner expects; a hopeless snapshot then fails before it starts. Null: unknown.</summary>
    public long? EstimatedBodyBytes { get; init; }

    /// <summary>Time for the whole operation; null: as configured.</summary>
    public TimeSpan? Deadline { get; init; }
}
