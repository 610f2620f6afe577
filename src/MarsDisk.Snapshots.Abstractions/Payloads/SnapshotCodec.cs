namespace MarsDisk.Snapshots;

/// <summary>How the frames of a snapshot are compressed; the numbers are stored.</summary>
public enum SnapshotCodec : byte
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Brotli, quality 1, window 22, one frame at a time.</summary>
    Brotli = 1,

    /// <summary>ZLib, fastest level, one frame at a time.</summary>
    ZLib = 2,

    /// <summary>Zstandard, level 1, through the system's library; a host without it cannot read the snapshot.</summary>
    Zstd = 3,

    /// <summary>LZ4, through the system's library; a host without it cannot read the snapshot.</summary>
    Lz4 = 4,
}
