namespace MarsDisk.Runtime.Persistence;

/// <summary>Which snapshot it is.</summary>
/// <param name="PersistenceId">Whose state.</param>
/// <param name="SequenceNr">The number of the last event in it.</param>
/// <param name="Timestamp">When it was taken, UTC.</param>
public sealed record SnapshotMetadata(string PersistenceId, long SequenceNr, DateTime Timestamp);

/// <summary>A snapshot that a store found.</summary>
/// <param name="Metadata">Which one.</param>
/// <param name="Snapshot">The state.</param>
public sealed record SelectedSnapshot(SnapshotMetadata Metadata, object Snapshot);

/// <summary>Which snapshots are meant: those between both numbers and both times, all inclusive.</summary>
/// <param name="MaxSequenceNr">Highest number.</param>
/// <param name="MaxTimeStamp">Latest time, UTC.</param>
/// <param name="MinSequenceNr">Lowest number.</param>
/// <param name="MinTimestamp">Earliest time, UTC; null means any.</param>
public sealed record SnapshotSelectionCriteria(
    long MaxSequenceNr, DateTime MaxTimeStamp, long MinSequenceNr = 0, DateTime? MinTimestamp = null)
{
    /// <summary>The latest of all.</summary>
    public static readonly SnapshotSelectionCriteria Latest = new(long.MaxValue, DateTime.MaxValue);

    /// <summary>None at all.</summary>
    public static readonly SnapshotSelectionCriteria None = new(0, DateTime.MinValue);

    /// <summary>All up to a number.</summary>
    public SnapshotSelectionCriteria(long maxSequenceNr) : this(maxSequenceNr, DateTime.MaxValue)
    {
    }

    /// <summary>The snapshot is meant.</summary>
    public bool IsMatch(SnapshotMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata.SequenceNr <= MaxSequenceNr && metadata.SequenceNr >= MinSequenceNr
            && metadata.Timestamp <= MaxTimeStamp && (MinTimestamp is not { } earliest || metadata.Timestamp >= earliest);
    }
}
