using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MarsDisk.Snapshots.Diagnostics;

/// <summary>
/// Instruments of the meter <c>MarsDisk.Snapshots</c> (<c>docs/operating/snapshots.md</c>). Tags are from bounded sets only;
/// never a series or a key.
/// </summary>
public static class SnapshotMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string MeterName = "MarsDisk.Snapshots";

    internal static readonly ActivitySource Activities = new(MeterName);

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<long> TempFileBytes = Bytes("projection_snapshot_tempfile_bytes", "Scratch bytes of one snapshot when it is sealed.");
    private static readonly Counter<long> UploadBytes = Meter.CreateCounter<long>("projection_snapshot_upload_bytes", "By", "Bytes sent to blob stores.");
    private static readonly Histogram<long> PeakBytes = Bytes(
        "projection_persist_peak_managed_memory_bytes", "Most managed bytes of the process that one persist saw at its frame borders.");
    private static readonly Histogram<double> BuildMs = Milliseconds("projection_snapshot_build_ms", "Staging, body and seal.");
    private static readonly Histogram<double> UploadMs = Milliseconds("projection_snapshot_upload_ms", "Upload, publish and verify.");
    private static readonly Histogram<double> CommitMs = Milliseconds("projection_snapshot_commit_ms", "Commit of the record.");
    private static readonly Histogram<double> WaitMs = Milliseconds("projection_snapshot_wait_ms", "Waiting for a slot.");
    private static readonly Histogram<double> RestoreMs = Milliseconds("projection_snapshot_restore_ms", "Restore from selection to checksum.");
    private static readonly Histogram<long> GcBefore = Bytes("projection_persist_gc_before_bytes", "Managed bytes before a persist.");
    private static readonly Histogram<long> GcAfter = Bytes("projection_persist_gc_after_bytes", "Managed bytes after a persist.");
    private static readonly Counter<long> GcCollections = Meter.CreateCounter<long>("projection_persist_gc_collections", "1", "Collections during persists.");
    private static readonly Histogram<long> BodyBytes = Bytes("projection_snapshot_body_bytes", "Length of bodies.");
    private static readonly Histogram<long> StoredBytes = Bytes("projection_snapshot_stored_bytes", "Length at rest.");
    private static readonly Counter<long> Outcomes = Count("projection_snapshot_outcomes", "Operations by outcome.");
    private static readonly Counter<long> OrphansDeleted = Count("projection_snapshot_orphans_deleted", "Objects without a record that were deleted.");
    private static readonly Counter<long> CleanupFailures = Count("projection_snapshot_cleanup_failures", "Cleanups that failed.");
    private static readonly Counter<long> Dangling = Count("projection_snapshot_dangling", "Live records whose object is missing.");
    private static readonly Counter<long> Fallbacks = Count("projection_snapshot_restore_fallbacks", "Records passed over by restores.");
    private static readonly Counter<long> ChecksumFailures = Count("projection_snapshot_checksum_failures", "Damaged objects met.");
    private static readonly Counter<long> ShadowMismatches = Count("projection_snapshot_shadow_mismatch", "Differences between old and new way.");
    private static readonly Counter<long> Fenced = Count("projection_snapshot_fenced", "Writes fenced before their commit.");
    private static readonly Counter<long> InDoubt = Count("projection_snapshot_in_doubt", "Commits that could not be settled.");

    private static readonly CommitWindow Commits = new();
    private static long _scratchBytes;

    static SnapshotMetrics()
    {
        Meter.CreateObservableUpDownCounter("projection_snapshot_tempfile_in_use_bytes", static () => Interlocked.Read(ref _scratchBytes), "By", "Scratch bytes reserved now.");
        Meter.CreateObservableGauge("projection_snapshot_offload_ratio", static () => Commits.Ratio(), "1", "Blobs among the last 100 commits.");
        Meter.CreateObservableGauge("projection_snapshot_age_seconds", static () => Commits.AgeSeconds(), "s", "Time since the last commit.");
    }

    /// <summary>A store sent bytes.</summary>
    /// <param name="provider">Its name.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="isRetry">Whether they were sent before.</param>
    public static void Uploaded(string provider, long bytes, bool isRetry) =>
        UploadBytes.Add(bytes, Tag("provider", provider), Tag("attempt", isRetry ? "retry" : "first"));

    /// <summary>Looks at the managed memory, at a border where that costs nothing.</summary>
    internal static void SamplePeak() => PersistWatch.Sample();

    internal static void Reserved(long bytes) => Interlocked.Add(ref _scratchBytes, bytes);

    internal static void CleanupFailed() => CleanupFailures.Add(1);

    internal static void OrphanDeleted(string provider) => OrphansDeleted.Add(1, Tag("provider", provider));

    internal static void Dangles(string provider) => Dangling.Add(1, Tag("provider", provider));

    internal static void FellBack() => Fallbacks.Add(1);

    internal static void ChecksumFailed(string provider) => ChecksumFailures.Add(1, Tag("provider", provider));

    internal static void ShadowDiffered() => ShadowMismatches.Add(1);

    internal static void WriteFenced() => Fenced.Add(1);

    internal static void CommitInDoubt() => InDoubt.Add(1);

    internal static void Committed(bool isBlob, TimeProvider time) => Commits.Add(isBlob, time);

    internal static void Ended(string operation, SnapshotStatus status, SnapshotStage? stage, string host) => Outcomes.Add(
        1, Tag("op", operation), Tag("status", status.ToString()), Tag("stage", stage?.ToString() ?? "none"), Tag("host", host));

    internal static void Restored(TimeSpan elapsed, string provider) => RestoreMs.Record(elapsed.TotalMilliseconds, Tag("provider", provider));

    /// <summary>Writes what one persist measured; what it did not reach is not written.</summary>
    internal static void Persisted(PersistWatch watch, PersistTimes times, SnapshotPayloadHandle? handle)
    {
        WaitMs.Record(times.Wait.TotalMilliseconds);
        GcBefore.Record(watch.BytesBefore);
        GcAfter.Record(GC.GetTotalMemory(forceFullCollection: false));
        PeakBytes.Record(watch.PeakBytes, Tag("concurrent", watch.WasConcurrent));
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            if (watch.Collections(generation) is > 0 and var count)
                GcCollections.Add(count, Tag("gen", generation));
        }
        if (times.Build is { } build)
            BuildMs.Record(build.TotalMilliseconds);
        if (times.Upload is { } upload && handle is { Kind: SnapshotStoreKind.Blob })
            UploadMs.Record(upload.TotalMilliseconds, Tag("provider", handle.Provider));
        if (times.Commit is { } commit)
            CommitMs.Record(commit.TotalMilliseconds);
        if (handle is null)
            return;
        var kind = Tag("kind", handle.Kind == SnapshotStoreKind.Blob ? "blob" : "inline");
        var codec = Tag("codec", handle.Codec.ToString());
        TempFileBytes.Record(times.ScratchBytes, kind);
        BodyBytes.Record(handle.BodyLength, kind, codec);
        StoredBytes.Record(handle.StoredLength, kind, codec);
    }

    private static Histogram<long> Bytes(string name, string text) => Meter.CreateHistogram<long>(name, "By", text);

    private static Histogram<double> Milliseconds(string name, string text) => Meter.CreateHistogram<double>(name, "ms", text);

    private static Counter<long> Count(string name, string text) => Meter.CreateCounter<long>(name, "1", text);

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
