namespace MarsDisk.Snapshots;

/// <summary>How the bytes of a frame are arranged before compression.</summary>
public enum SnapshotFilter : byte
{
    /// <summary>As they come.</summary>
    None = 0,

    /// <summary>All first bytes of the 8-byte words, all second bytes, and so on; the tail shorter than 8 as it comes.</summary>
    Shuffle8 = 1,
}
