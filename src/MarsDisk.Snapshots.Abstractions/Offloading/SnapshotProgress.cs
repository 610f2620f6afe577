namespace MarsDisk.Snapshots;

/// <summary>Borders that a persist passes.</summary>
public enum SnapshotProgressKind : byte
{
    /// <summary>It has its slot.</summary>
    Admitted,

    /// <summary>The body is staged: its owner may change the state again.</summary>
    Captured,

    /// <summary>The bytes are where they belong, and verified.</summary>
    Placed,

    /// <summary>The record is live.</summary>
    Committed,

    /// <summary>Scratch is given back.</summary>
    CleanedUp,
}

/// <summary>One border passed.</summary>
/// <param name="Kind">Which.</param>
/// <param name="WriteId">Whose.</param>
/// <param name="BodyBytes">Body bytes so far.</param>
/// <param name="StoredBytes">Bytes at rest so far.</param>
/// <param name="Elapsed">Since it was asked for.</param>
public readonly record struct SnapshotProgress(
    SnapshotProgressKind Kind, Guid WriteId, long BodyBytes, long StoredBytes, TimeSpan Elapsed);
