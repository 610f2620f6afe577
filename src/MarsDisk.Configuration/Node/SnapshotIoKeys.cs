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
        Secret("postgresql.connection"),
        Text("postgresql.host"), Count("postgresql.port", 1, 65535), Text("postgresql.database"), Text("postgresql.user"), Secret("postgresql.password"),
        Choice("postgresql.tls", "verify-full", "verify-ca", "require", "prefer", "disable"), Text("postgresql.root-certificate"),
        Text("postgresql.schema"), Text("postgresql.prefix"),
        Secret("azure-blob.connection"),
        Text("azure-blob.endpoint"), Text("azure-blob.account"), Secret("azure-blob.account-key"), Secret("azure-blob.sas"),
        Text("azure-blob.container"), Text("azure-blob.prefix"),
        Text("s3.bucket"), Text("s3.region"), Text("s3.service-url"), Choice("s3.path-style", "auto", "true", "false"),
        .. OfAmazon("s3"),
        Flag("s3.chunk-encoding"), Choice("s3.request-checksums", "when-supported", "when-required"), Flag("s3.server-obeys-conditions"),
        Text("s3.prefix"),
        Text("cosmos.endpoint"), Secret("cosmos.key"), Text("cosmos.database"), Text("cosmos.container"), Count("cosmos.throughput", 0, 1_000_000),
        Flag("cosmos.certificate-check"), Text("cosmos.prefix"),
        Text("dynamodb.table"), Text("dynamodb.region"), Text("dynamodb.service-url"),
        .. OfAmazon("dynamodb"),
        Text("dynamodb.prefix"),
        Choice("content", "run", "states"),
        Choice("mode", "stream", "off", "legacy", "shadow"), Choice("write-compat", "container-v1", "legacy-raw"),
        Size("legacy-byte-limit", 1, int.MaxValue), Text("force-offload-types"), Size("compact-after-bytes", 0, Tebi),
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
        Count("max-deletes-per-pass", 1, 1_000_000), Time("janitor-interval", 1, 30 * 86400),
        Choice("sweep-mode", "report", "off", "delete"), Flag("prefix-owned"),
        Count("restore.fallback-depth", 0, 64), Count("restore.read-retries", 0, 100), Count("restore.max-concurrent-restores", 1, 64),
        Choice("durability", "full", "file-only", "none"),
        Count("health.max-failures", 1, 1_000_000), Time("health.max-age", 0, 365 * 86400),
        Time("drain", 0, 3600),
    ];

    private static NodeKey[] OfAmazon(string kind) =>
        [Text($"{kind}.access-key-id"), Secret($"{kind}.secret-access-key"), Secret($"{kind}.session-token")];

    private static NodeKey Secret(string path) => new(Full(path), NodeValueKind.Secret, Bounds.Any);

    private static NodeKey Text(string path) => new(Full(path), NodeValueKind.Text, Bounds.Any);

    private static NodeKey Choice(string path, params string[] words) => new(Full(path), NodeValueKind.Choice, Bounds.Any, words);

    private static NodeKey Flag(string path) => Choice(path, "true", "false");

    private static NodeKey Size(string path, double min, double max) => new(Full(path), NodeValueKind.Size, Bounds.Between(min, max));

    private static NodeKey Time(string path, double min, double max) => new(Full(path), NodeValueKind.Duration, Bounds.Between(min, max));

    private static NodeKey Count(string path, double min, double max) => new(Full(path), NodeValueKind.Integer, Bounds.Between(min, max));

    private static string Full(string path) => $"{SnapshotIoSection.Root}.{path}";
}
