using MarsDisk.Configuration.Keys;

namespace MarsDisk.Configuration.Node;

/// <summary>One setting of the node: its path below <c>marsdisk</c>, its kind and its range in the kind's unit.</summary>
internal sealed record NodeKey(string Path, NodeValueKind Kind, Bounds Bounds)
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
        new("claims.interval", NodeValueKind.Duration, Bounds.Between(0.001, 3600)),
        new("offload.directory", NodeValueKind.Text, Bounds.Any),
        new("offload.queue", NodeValueKind.Integer, Bounds.Between(1, 100_000)),
    ];

    /// <summary>The path as words.</summary>
    public IReadOnlyList<string> Words { get; } = Path.Split('.');
}
