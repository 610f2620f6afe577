namespace MarsDisk.Snapshots;

/// <summary>How the frames of a snapshot are compressed.</summary>
public enum SnapshotCodec : byte
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Brotli, quality 1, window 22, one frame at a time.</summary>
    Brotli = 1,
}
