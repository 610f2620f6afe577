namespace MarsDisk.Snapshots.FileSystem;

/// <summary>Where a file store lies. Its blob store and its state store may share root and prefix.</summary>
public sealed record FileStoreOptions
{
    /// <summary>Directory of the store; made by <c>EnsureAsync</c>, and missing when a volume is not mounted.</summary>
    public required string Root { get; init; }

    /// <summary>Path below the root, in front of every key; empty, or without a slash at its end.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What is on the disk before a write is reported as done.</summary>
    public SnapshotDurability Durability { get; init; } = SnapshotDurability.Full;

    /// <summary>Named places at which tests break things; null in production.</summary>
    public IFailpoints? Failpoints { get; init; }
}
