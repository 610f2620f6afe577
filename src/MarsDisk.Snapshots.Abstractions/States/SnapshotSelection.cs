namespace MarsDisk.Snapshots;

/// <summary>Bounds within which a record is looked for; all are inclusive.</summary>
/// <param name="MaxSequence">Largest sequence.</param>
/// <param name="MinSequence">Smallest sequence.</param>
/// <param name="MaxTimestampTicks">Latest time.</param>
/// <param name="MinTimestampTicks">Earliest time.</param>
/// <param name="Skip">Newest records within the bounds to pass over.</param>
public sealed record SnapshotSelection(
    long MaxSequence = long.MaxValue,
    long MinSequence = 0,
    long MaxTimestampTicks = long.MaxValue,
    long MinTimestampTicks = 0,
    int Skip = 0)
{
    /// <summary>Everything.</summary>
    public static SnapshotSelection Latest { get; } = new();

    /// <summary>Whether a position lies within the bounds.</summary>
    public bool Holds(SnapshotPosition position) =>
        position.Sequence >= MinSequence && position.Sequence <= MaxSequence
        && position.TimestampTicks >= MinTimestampTicks && position.TimestampTicks <= MaxTimestampTicks;
}
