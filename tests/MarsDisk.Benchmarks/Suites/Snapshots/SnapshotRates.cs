using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Acceptance;
using MarsDisk.Snapshots.Acceptance.Bodies;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>What is timed on any store, and how its rate is told.</summary>
internal static class SnapshotRates
{
    /// <summary>Bytes of a mebibyte.</summary>
    public const long MiB = 1L << 20;

    /// <summary>Saves a body.</summary>
    /// <exception cref="InvalidOperationException">It was not saved.</exception>
    public static void Save(AcceptanceSite site, ISnapshotSource source, long sequence, StagingMode staging = StagingMode.Auto)
    {
        var saved = site.SaveAsync(source, sequence, staging).AsTask().GetAwaiter().GetResult();
        if (!saved.IsSuccess)
            throw new InvalidOperationException(saved.ToString());
    }

    /// <summary>Restores the newest body, which has so many bytes.</summary>
    /// <exception cref="InvalidOperationException">It was not restored whole.</exception>
    public static void Restore(AcceptanceSite site, long bytes)
    {
        var restored = site.RestoreAsync(new DiscardingSink()).AsTask().GetAwaiter().GetResult();
        if (restored.Value?.State != bytes)
            throw new InvalidOperationException(restored.ToString());
    }

    /// <summary>Enters the rate of a series, beside that of another one.</summary>
    public static void Add(Bench bench, Series series, long bytes, Series? reference = null, Target? target = null) =>
        bench.Session.Add(new Measurement
        {
            Suite = SnapshotSuite.Name,
            Variant = series.Name,
            Values = Spread.Of(series.Wall.Select(seconds => bytes / (double)MiB / seconds)),
            Unit = "MiB/s",
            Rounds = series.Wall.Count,
            Reference = reference?.Name,
            Ratio = reference is null ? null : Spread.OfRatios(reference.Wall, series.Wall),
            Target = target,
            Bytes = bytes,
        });
}
