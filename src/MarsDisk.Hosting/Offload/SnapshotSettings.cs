using MarsDisk.Configuration.Node;
using MarsDisk.Snapshots;

namespace MarsDisk.Hosting.Offload;

/// <summary>What <c>marsdisk.snapshot-io</c> means.</summary>
public static class SnapshotSettings
{
    // Resume needs the last two states, and the journal at the target may be one commit behind them.
    private const int StatesOfRun = 3;

    /// <summary>
    /// Settings below <c>marsdisk.snapshot-io</c> that act on what begins after they are read again. The others are what stores
    /// and scratch were made with.
    /// </summary>
    internal static IReadOnlyList<string> Changeable { get; } =
    [
        "content", "mode", "write-compat", "legacy-byte-limit", "force-offload-types", "compact-after-bytes", "inline-threshold-bytes",
        "frame-bytes", "codec", "filter", "max-body-bytes", "memory-stage-bytes", "upload.deadline", "commit-deadline", "orphan-grace",
        "garbage-grace", "keep-last", "min-retain", "max-deletes-per-pass", "janitor-interval", "sweep-mode", "prefix-owned",
        "restore.fallback-depth", "restore.read-retries", "health.max-failures", "health.max-age", "drain",
    ];

    /// <summary>Whether a target is named.</summary>
    /// <param name="io">The settings.</param>
    public static bool NamesTarget(SnapshotIoSection io)
    {
        ArgumentNullException.ThrowIfNull(io);
        return io.Text("blob-store").Length > 0 || io.Text("state-store").Length > 0;
    }

    /// <summary>All that is wrong with them, one sentence each.</summary>
    /// <param name="io">The settings.</param>
    public static IReadOnlyList<string> Problems(SnapshotIoSection io)
    {
        ArgumentNullException.ThrowIfNull(io);
        if (!NamesTarget(io))
            return [];
        var problems = new List<string>(Options(io).Problems());
        CheckKind("blob-store", kind => kind.Blobs is not null);
        CheckKind("state-store", kind => kind.States is not null);
        return [.. problems.Distinct(StringComparer.Ordinal)];

        void CheckKind(string key, Func<SnapshotStoreKind, bool> canBe)
        {
            var name = io.Text(key);
            var kinds = string.Join(", ", SnapshotStores.All.Where(canBe).Select(kind => kind.Name));
            if (SnapshotStores.Find(name) is not { } kind || !canBe(kind))
                problems.Add($"marsdisk.snapshot-io.{key} is \"{name}\"; there are: {kinds}.");
            else
                problems.AddRange(ProblemsOf(kind, io));
        }
    }

    /// <summary>Whether a target gets all that another machine needs to go on with a run.</summary>
    internal static bool KeepsWholeRuns(SnapshotIoSection io) => io.Text("content") == "run";

    /// <summary>How snapshots are written and kept.</summary>
    internal static SnapshotIoOptions Options(SnapshotIoSection io) => new()
    {
        Mode = Enum.Parse<SnapshotMode>(io.Text("mode"), ignoreCase: true),
        WriteCompat = io.Text("write-compat") == "legacy-raw" ? PayloadFormat.LegacyRaw : PayloadFormat.ContainerV1,
        LegacyByteLimit = (int)io.Number("legacy-byte-limit"),
        ForceOffloadTypes = io.Text("force-offload-types").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        CompactAfterBytes = io.Number("compact-after-bytes") is > 0 and var bytes ? bytes : null,
        InlineThresholdBytes = (int)io.Number("inline-threshold-bytes"),
        FrameBytes = (int)io.Number("frame-bytes"),
        Codec = Enum.Parse<SnapshotCodec>(io.Text("codec"), ignoreCase: true),
        Filter = Enum.Parse<SnapshotFilter>(io.Text("filter"), ignoreCase: true),
        MaxBodyBytes = io.Number("max-body-bytes"),
        MemoryStageBytes = (int)io.Number("memory-stage-bytes"),
        Temp = new SnapshotTempOptions
        {
            Directory = io.Text("temp.directory") is { Length: > 0 } directory ? directory : null,
            Anonymous = io.Flag("temp.anonymous"),
            MaxConcurrentFiles = (int)io.Number("temp.max-concurrent-files"),
            MaxTotalBytes = io.Number("temp.max-total-bytes"),
            MinFreeBytes = io.Number("temp.min-free-bytes"),
            SlotWait = io.Time("temp.slot-wait"),
            AllowMemoryBackedTemp = io.Flag("temp.allow-memory-backed-temp"),
            FlushEveryBytes = io.Number("temp.flush-every-bytes"),
        },
        Upload = Upload(io),
        CommitDeadline = io.Time("commit-deadline"),
        OrphanGrace = io.Time("orphan-grace"),
        GarbageGrace = io.Time("garbage-grace"),
        KeepLast = KeepLast(io),
        MinRetain = io.Time("min-retain"),
        MaxDeletesPerPass = (int)io.Number("max-deletes-per-pass"),
        JanitorInterval = io.Time("janitor-interval"),
        SweepMode = Enum.Parse<SweepMode>(io.Text("sweep-mode"), ignoreCase: true),
        PrefixOwned = io.Flag("prefix-owned"),
        Restore = new SnapshotRestoreOptions
        {
            FallbackDepth = (int)io.Number("restore.fallback-depth"),
            ReadRetries = (int)io.Number("restore.read-retries"),
            MaxConcurrentRestores = (int)io.Number("restore.max-concurrent-restores"),
        },
    };

    /// <summary>How bytes travel, and how requests are repeated.</summary>
    internal static SnapshotUploadOptions Upload(SnapshotIoSection io) => new()
    {
        BlockBytes = io.Number("upload.block-bytes") is > 0 and var block ? (int)block : null,
        Concurrency = (int)io.Number("upload.concurrency"),
        Attempts = (int)io.Number("upload.attempts"),
        Deadline = io.Time("upload.deadline"),
    };

    // A store that is made asks nothing of a server, and knows more of its settings than a look at their texts.
    private static IReadOnlyList<string> ProblemsOf(SnapshotStoreKind kind, SnapshotIoSection io)
    {
        if (kind.Problems(io) is { Count: > 0 } problems)
            return problems;
        try
        {
            (kind.Blobs?.Invoke(io) as IDisposable)?.Dispose();
            _ = kind.States?.Invoke(io);
            return [];
        }
        catch (ArgumentException refused)
        {
            return [$"marsdisk.snapshot-io.{kind.Name}: {SentenceOf(refused)}"];
        }
    }

    private static string SentenceOf(ArgumentException refused) =>
        refused.ParamName is { } name ? refused.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : refused.Message;

    private static int KeepLast(SnapshotIoSection io)
    {
        var asked = (int)io.Number("keep-last");
        return asked == 0 || !KeepsWholeRuns(io) ? asked : Math.Max(asked, StatesOfRun);
    }
}
