namespace MarsDisk.Snapshots;

/// <summary>What a commit expects to find.</summary>
public abstract record SnapshotExpectation
{
    private SnapshotExpectation() { }

    /// <summary>Nothing: the last committer wins.</summary>
    public sealed record None : SnapshotExpectation;

    /// <summary>No live record of this series, generation and sequence; else <see cref="SnapshotStatus.Conflict"/>.</summary>
    public sealed record Absent : SnapshotExpectation;

    /// <summary>The live record of this series, generation and sequence has this revision; else <see cref="SnapshotStatus.Conflict"/>.</summary>
    /// <param name="Value">The revision; 0: none is live.</param>
    public sealed record Revision(long Value) : SnapshotExpectation;

    /// <summary>The snapshot is not older than the newest live one of its generation; else <see cref="SnapshotStatus.Superseded"/>.</summary>
    public sealed record NewerThanHead : SnapshotExpectation;
}
