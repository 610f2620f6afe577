using MarsDisk.Configuration.Keys;

namespace MarsDisk.Configuration.Node;

/// <summary>One setting of the node: its path below <c>marsdisk</c>, its kind and its range in the kind's unit.</summary>
/// <param name="Path">Path below <c>marsdisk</c>.</param>
/// <param name="Kind">How its text is understood.</param>
/// <param name="Bounds">Range of a number.</param>
/// <param name="Choices">The words of a choice.</param>
internal sealed record NodeKey(string Path, NodeValueKind Kind, Bounds Bounds, params string[] Choices)
{
    /// <summary>All settings, in the order of <c>reference.conf</c>.</summary>
    public static IReadOnlyList<NodeKey> All { get; } =
    [
        new("node.name", NodeValueKind.Text, Bounds.Any),
        new("node.slots", NodeValueKind.Integer, Bounds.Between(0, 4096)),
        new("node.memory-limit", NodeValueKind.Size, Bounds.AtLeast(0)),
        new("pipeline.batch-steps", NodeValueKind.Integer, Bounds.Between(1, 1_000_000)),
        new("pipeline.buffers", NodeValueKind.Integer, Bounds.Between(2, 64)),
        new("pipeline.max-restarts", NodeValueKind.Integer, Bounds.Between(1, 1000)),
        new("pipeline.back-off.min", NodeValueKind.Duration, Bounds.Between(0.001, 3600)),
        new("pipeline.back-off.max", NodeValueKind.Duration, Bounds.Between(0.001, 86400)),
        new("history.writer-threads", NodeValueKind.Integer, Bounds.Between(1, 256)),
        new("history.snapshot-interval", NodeValueKind.Duration, Bounds.Between(0, 365 * 86400)),
        new("claims.interval", NodeValueKind.Duration, Bounds.Between(0.001, 3600)),
        new("offload.queue", NodeValueKind.Integer, Bounds.Between(1, 100_000)),
        .. SnapshotIoKeys.All,
        new("store.directory", NodeValueKind.Text, Bounds.Any),
        new("store.free-space", NodeValueKind.Size, Bounds.AtLeast(0)),
        new("queue.runs", NodeValueKind.Integer, Bounds.Between(1, 1_000_000)),
        new("control.socket", NodeValueKind.Text, Bounds.Any),
        new("control.connections", NodeValueKind.Integer, Bounds.Between(1, 100_000)),
        new("control.watchers", NodeValueKind.Integer, Bounds.Between(1, 100_000)),
        new("control.body", NodeValueKind.Size, Bounds.Between(1024, 1e9)),
        new("control.header", NodeValueKind.Size, Bounds.Between(1024, 1e6)),
        new("control.header-time", NodeValueKind.Duration, Bounds.Between(0.1, 3600)),
        new("health.listen", NodeValueKind.Loopback, Bounds.Any),
        new("scenarios.socket", NodeValueKind.Text, Bounds.Any),
        new("scenarios.listen", NodeValueKind.Loopback, Bounds.Any),
        new("scenarios.root", NodeValueKind.Text, Bounds.Any),
        new("scenarios.max", NodeValueKind.Integer, Bounds.Between(1, 10_000)),
        new("scenarios.await-timeout", NodeValueKind.Duration, Bounds.Between(0.1, 30 * 86400)),
        new("scenarios.max-pause", NodeValueKind.Duration, Bounds.Between(0, 365 * 86400)),
        new("drain.pipelines", NodeValueKind.Duration, Bounds.Between(0.1, 3600)),
        new("drain.all", NodeValueKind.Duration, Bounds.Between(0.1, 3600)),
        new("log.level", NodeValueKind.Choice, Bounds.Any, "verbose", "debug", "information", "warning", "error"),
        new("log.format", NodeValueKind.Choice, Bounds.Any, "auto", "json", "text"),
        new("log.file", NodeValueKind.Text, Bounds.Any),
        new("log.file-size", NodeValueKind.Size, Bounds.Between(1e4, 1e12)),
        new("log.files", NodeValueKind.Integer, Bounds.Between(1, 10_000)),
    ];

    /// <summary>The path as words.</summary>
    public IReadOnlyList<string> Words { get; } = Path.Split('.');
}
