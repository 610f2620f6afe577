namespace MarsDisk.Snapshots;

/// <summary>How snapshots are taken at all.</summary>
public enum SnapshotMode : byte
{
    /// <summary>Not at all: every operation is <see cref="SnapshotStatus.Disabled"/>.</summary>
    Off,

    /// <summary>Through one array of the whole body, as older programs did it.</summary>
    Legacy,

    /// <summary>As <see cref="Legacy"/>, and beside it as <see cref="Stream"/> for comparison.</summary>
    Shadow,

    /// <summary>As a stream.</summary>
    Stream,
}

/// <summary>What the janitor does with objects that no record ever named.</summary>
public enum SweepMode : byte
{
    /// <summary>Does not look for them.</summary>
    Off,

    /// <summary>Counts them.</summary>
    Report,

    /// <summary>Deletes them; only where the prefix belongs to this program alone.</summary>
    Delete,
}

/// <summary>How sure the file store makes that bytes survive a loss of power.</summary>
public enum SnapshotDurability : byte
{
    /// <summary>File and directories are synced.</summary>
    Full,

    /// <summary>The file is synced, its name may be lost.</summary>
    FileOnly,

    /// <summary>Nothing is synced: for runs that can be computed again.</summary>
    None,
}

/// <summary>How snapshots are written, kept and restored (<c>docs/operating/snapshots.md</c>). Validated at start.</summary>
public sealed record SnapshotIoOptions
{
    /// <summary>How snapshots are taken.</summary>
    public SnapshotMode Mode { get; init; } = SnapshotMode.Stream;

    /// <summary>What bytes at rest are: containers, or plain bodies that an older release reads.</summary>
    public PayloadFormat WriteCompat { get; init; } = PayloadFormat.ContainerV1;

    /// <summary>Longest stored body of a record; longer ones become blobs. The store's own limit counts, too.</summary>
    public int InlineThresholdBytes { get; init; } = 64 * 1024;

    /// <summary>Payload types that are blobs whatever their length.</summary>
    public IReadOnlyList<string> ForceOffloadTypes { get; init; } = [];

    /// <summary>Body bytes of a frame, 64 KiB to 16 MiB.</summary>
    public int FrameBytes { get; init; } = 1024 * 1024;

    /// <summary>Compression of new snapshots; in a browser, which has no Brotli, ZLib unless something else is set.</summary>
    public SnapshotCodec Codec { get; init; } = OperatingSystem.IsBrowser() ? SnapshotCodec.ZLib : SnapshotCodec.Brotli;

    /// <summary>Arrangement of the bytes before compression.</summary>
    public SnapshotFilter Filter { get; init; }

    /// <summary>Longest body.</summary>
    public long MaxBodyBytes { get; init; } = 64L << 30;

    /// <summary>Bytes that are staged in memory; longer containers go to a file.</summary>
    public int MemoryStageBytes { get; init; } = 256 * 1024;

    /// <summary>Scratch files.</summary>
    public SnapshotTempOptions Temp { get; init; } = new();

    /// <summary>Travel to a blob store.</summary>
    public SnapshotUploadOptions Upload { get; init; } = new();

    /// <summary>Age of a published object above which it is verified again before its record is committed.</summary>
    public TimeSpan CommitDeadline { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Age below which an object without a record is left alone.</summary>
    public TimeSpan OrphanGrace { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Time for readers between the end of a record and the end of its bytes.</summary>
    public TimeSpan GarbageGrace { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Live records kept of each series and generation; 0: all.</summary>
    public int KeepLast { get; init; } = 2;

    /// <summary>Age below which no record is retired.</summary>
    public TimeSpan MinRetain { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time between two passes of the janitor.</summary>
    public TimeSpan JanitorInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Deletions of one pass, at most.</summary>
    public int MaxDeletesPerPass { get; init; } = 200;

    /// <summary>What happens to objects without a record.</summary>
    public SweepMode SweepMode { get; init; } = SweepMode.Report;

    /// <summary>Whether everything under the prefix belongs to this program.</summary>
    public bool PrefixOwned { get; init; }

    /// <summary>Restoring.</summary>
    public SnapshotRestoreOptions Restore { get; init; } = new();

    /// <summary>How sure the file store makes that bytes survive a loss of power.</summary>
    public SnapshotDurability Durability { get; init; } = SnapshotDurability.Full;

    /// <summary>Longest body of the <c>byte[]</c> forms.</summary>
    public int LegacyByteLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>Directory of intents, by which a restarted host finds what it left; null: none are written.</summary>
    public string? IntentDirectory { get; init; }

    /// <summary>Whether <c>MARSDISK_FAILPOINTS</c> is obeyed; for tests only.</summary>
    public bool AllowFailpoints { get; init; }

    /// <summary>Body bytes above which one persist asks for a background collection; null: never.</summary>
    public long? CompactAfterBytes { get; init; }

    /// <summary>Everything that is wrong with these values, one sentence each; empty: they are good.</summary>
    public IReadOnlyList<string> Problems() => SnapshotOptionsCheck.Problems(this);

    /// <summary>Stops with one message that lists every problem.</summary>
    /// <exception cref="SnapshotOptionsException">The values contradict each other or are outside their limits.</exception>
    public SnapshotIoOptions Validated()
    {
        var problems = Problems();
        return problems.Count == 0
            ? this
            : throw new SnapshotOptionsException(problems);
    }
}

/// <summary>Options that cannot be used.</summary>
public sealed class SnapshotOptionsException(IReadOnlyList<string> problems)
    : Exception("The options of snapshots cannot be used: " + string.Join(' ', problems))
{
    /// <summary>Each problem, one sentence.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>Scratch files: where containers wait until they are whole.</summary>
public sealed record SnapshotTempOptions
{
    /// <summary>Directory; null: the host's, else that of the system.</summary>
    public string? Directory { get; init; }

    /// <summary>Files have no name, so that a killed process leaves nothing. Off: for file systems that cannot do that.</summary>
    public bool Anonymous { get; init; } = true;

    /// <summary>Snapshots that are staged at the same time.</summary>
    public int MaxConcurrentFiles { get; init; } = 4;

    /// <summary>Bytes of all scratch files together.</summary>
    public long MaxTotalBytes { get; init; } = 8L << 30;

    /// <summary>Bytes that stay free on the device.</summary>
    public long MinFreeBytes { get; init; } = 1L << 30;

    /// <summary>Time that a snapshot waits for its slot.</summary>
    public TimeSpan SlotWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Take a directory that lies in memory, too.</summary>
    public bool AllowMemoryBackedTemp { get; init; }

    /// <summary>Bytes after which a scratch file is flushed, so that dirty pages stay few; 0: never.</summary>
    public long FlushEveryBytes { get; init; } = 256L << 20;
}

/// <summary>Travel to a blob store.</summary>
public sealed record SnapshotUploadOptions
{
    /// <summary>Bytes of a block; null: what suits the store (4 MiB, S3 8 MiB). It grows with very long objects.</summary>
    public int? BlockBytes { get; init; }

    /// <summary>Blocks that travel at the same time, each with a buffer.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Attempts of a request.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Time for one persist as a whole.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>Restoring.</summary>
public sealed record SnapshotRestoreOptions
{
    /// <summary>Older records that may be used when the newest is bad, unless the policy of a restore says it.</summary>
    public int FallbackDepth { get; init; }

    /// <summary>Times that reading goes on after a passing failure, unless the policy of a restore says it.</summary>
    public int ReadRetries { get; init; } = 3;

    /// <summary>Restores that run at the same time.</summary>
    public int MaxConcurrentRestores { get; init; } = 2;
}
