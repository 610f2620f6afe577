using MarsDisk.Configuration.Keys;

namespace MarsDisk.Configuration.Node;

/// <summary>The settings below <c>marsdisk.snapshot-io</c>; each kind of store adds its own below its name.</summary>
internal static class SnapshotIoKeys
{
    private const double Tebi = 1L << 40;

    /// <summary>All of them, in the order of <c>reference.conf</c>.</summary>
    public static IReadOnlyList<NodeKey> All { get; } =
    [
        Text("blob-store"), Text("state-store"),
        Text("file.directory"), Text("file.prefix"),
        Choice("content", "run", "states"),
        Choice("mode", "stream", "off"),
        Size("inline-threshold-bytes", 0, 1 << 20),
        Size("frame-bytes", 64 << 10, 16 << 20),
        Choice("codec", "brotli", "none", "zlib", "zstd", "lz4"), Choice("filter", "none", "shuffle8"),
        Size("max-body-bytes", 1, Tebi), Size("memory-stage-bytes", 0, 16 << 20),
        Text("temp.directory"), Flag("temp.anonymous"), Count("temp.max-concurrent-files", 1, 64),
        Size("temp.max-total-bytes", 1 << 20, Tebi), Size("temp.min-free-bytes", 0, Tebi), Time("temp.slot-wait", 0, 3600),
        Flag("temp.allow-memory-backed-temp"), Size("temp.flush-every-bytes", 0, Tebi),
        Size("upload.block-bytes", 0, 256 << 20), Count("upload.concurrency", 1, 64), Count("upload.attempts", 1, 100),
        Time("upload.deadline", 1, 86400),
        Time("commit-deadline", 1, 30 * 86400), Time("orphan-grace", 0, 365 * 86400), Time("garbage-grace", 0, 365 * 86400),
        Count("keep-last", 0, 64), Time("min-retain", 0, 365 * 86400),
        Count("max-deletes-per-pass", 1, 1_000_000),
        Choice("sweep-mode", "report", "off", "delete"), Flag("prefix-owned"),
        Count("restore.fallback-depth", 0, 64), Count("restore.read-retries", 0, 100), Count("restore.max-concurrent-restores", 1, 64),
        Choice("durability", "full", "file-only", "none"),
        Time("drain", 0, 3600),
    ];

    private static NodeKey Text(string path) => new(Full(path), NodeValueKind.Text, Bounds.Any);

    private static NodeKey Choice(string path, params string[] words) => new(Full(path), NodeValueKind.Choice, Bounds.Any, words);

    private static NodeKey Flag(string path) => Choice(path, "true", "false");

    private static NodeKey Size(string path, double min, double max) => new(Full(path), NodeValueKind.Size, Bounds.Between(min, max));

    private static NodeKey Time(string path, double min, double max) => new(Full(path), NodeValueKind.Duration, Bounds.Between(min, max));

    private static NodeKey Count(string path, double min, double max) => new(Full(path), NodeValueKind.Integer, Bounds.Between(min, max));

    private static string Full(string path) => $"{SnapshotIoSection.Root}.{path}";
}
