using System.Globalization;

namespace MarsDisk.Snapshots;

/// <summary>Finds everything that is wrong with options.</summary>
internal static class SnapshotOptionsCheck
{
    private const int FrameBytesMin = 64 * 1024;
    private const int FrameBytesMax = 16 * 1024 * 1024;
    private const int InlineBytesMax = 1024 * 1024;

    public static List<string> Problems(SnapshotIoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        Check(problems, options.FrameBytes is >= FrameBytesMin and <= FrameBytesMax,
            $"frame-bytes is {options.FrameBytes}; 64 KiB to 16 MiB are allowed.");
        Check(problems, options.InlineThresholdBytes is >= 0 and <= InlineBytesMax,
            $"inline-threshold-bytes is {options.InlineThresholdBytes}; 0 to 1 MiB are allowed.");
        Check(problems, options.MemoryStageBytes is >= 0 and <= FrameBytesMax,
            $"memory-stage-bytes is {options.MemoryStageBytes}; 0 to 16 MiB are allowed.");
        Check(problems, options.MaxBodyBytes > 0, $"max-body-bytes is {options.MaxBodyBytes}; it must be positive.");
        Check(problems, options.LegacyByteLimit > 0, $"legacy-byte-limit is {options.LegacyByteLimit}; it must be positive.");
        Check(problems, options.KeepLast >= 0, $"keep-last is {options.KeepLast}; it must not be negative.");
        Check(problems, options.MaxDeletesPerPass > 0, $"max-deletes-per-pass is {options.MaxDeletesPerPass}; it must be positive.");
        Check(problems, options.CommitDeadline > TimeSpan.Zero && options.CommitDeadline <= options.OrphanGrace / 4,
            $"commit-deadline ({Text(options.CommitDeadline)}) must be at most a quarter of orphan-grace ({Text(options.OrphanGrace)}).");
        Check(problems, options.GarbageGrace >= TimeSpan.Zero, "garbage-grace must not be negative.");
        Check(problems, options.MinRetain >= TimeSpan.Zero, "min-retain must not be negative.");
        Check(problems, options.JanitorInterval > TimeSpan.Zero, "janitor-interval must be positive.");
        Check(problems, options.SweepMode != SweepMode.Delete || options.PrefixOwned,
            "sweep-mode is delete, which needs prefix-owned = true: objects of others may lie under the prefix.");
        CheckParts(problems, options);
        return problems;
    }

    /// <summary>As above, and what contradicts the host that the options are for.</summary>
    public static List<string> Problems(SnapshotIoOptions options, ISnapshotHost host)
    {
        var problems = Problems(options);
        var hasFiles = host.ScratchDirectory is not null;
        Check(problems, hasFiles || options.Temp.Directory is null, "temp.directory is set, but this host has no file system.");
        Check(problems, hasFiles || options.IntentDirectory is null, "intent-directory is set, but this host has no file system.");
        return problems;
    }

    private static void CheckParts(List<string> problems, SnapshotIoOptions options)
    {
        Check(problems, options.Temp.MaxConcurrentFiles > 0, $"temp.max-concurrent-files is {options.Temp.MaxConcurrentFiles}; it must be positive.");
        Check(problems, options.Temp.MaxTotalBytes > 0, $"temp.max-total-bytes is {options.Temp.MaxTotalBytes}; it must be positive.");
        Check(problems, options.Temp.MinFreeBytes >= 0, "temp.min-free-bytes must not be negative.");
        Check(problems, options.Temp.SlotWait >= TimeSpan.Zero, "temp.slot-wait must not be negative.");
        Check(problems, options.Temp.FlushEveryBytes >= 0, "temp.flush-every-bytes must not be negative.");
        Check(problems, options.Upload.Concurrency is > 0 and <= 64, $"upload.concurrency is {options.Upload.Concurrency}; 1 to 64 are allowed.");
        Check(problems, options.Upload.Attempts > 0, $"upload.attempts is {options.Upload.Attempts}; it must be positive.");
        Check(problems, options.Upload.Deadline > TimeSpan.Zero, "upload.deadline must be positive.");
        Check(problems, options.Upload.BlockBytes is null or (>= 256 * 1024 and <= 256 * 1024 * 1024),
            $"upload.block-bytes is {options.Upload.BlockBytes}; 256 KiB to 256 MiB are allowed.");
        Check(problems, options.Restore.FallbackDepth >= 0, "restore.fallback-depth must not be negative.");
        Check(problems, options.Restore.ReadRetries >= 0, "restore.read-retries must not be negative.");
        Check(problems, options.Restore.MaxConcurrentRestores > 0, "restore.max-concurrent-restores must be positive.");
    }

    private static string Text(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);

    private static void Check(List<string> problems, bool isGood, string problem)
    {
        if (!isGood)
            problems.Add(problem);
    }
}
