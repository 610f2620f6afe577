namespace MarsDisk.Snapshots.Hosting;

/// <summary>When the health check speaks up; the subsection <c>health</c> of the settings.</summary>
public sealed record SnapshotHealthOptions
{
    /// <summary>Failed persists in a row after which the health is degraded.</summary>
    public int MaxConsecutiveFailures { get; init; } = 5;

    /// <summary>Time without a new snapshot after which the health is bad; null: any time is good.</summary>
    public TimeSpan? MaxSnapshotAge { get; init; }

    /// <summary>Everything that is wrong with these values, one sentence each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (MaxConsecutiveFailures <= 0)
            yield return $"health:max-consecutive-failures is {MaxConsecutiveFailures}; it must be positive.";
        if (MaxSnapshotAge <= TimeSpan.Zero)
            yield return "health:max-snapshot-age must be positive.";
    }
}
