namespace MarsDisk.Snapshots.FileSystem;

/// <summary>What is on the disk before a write is reported as done.</summary>
public enum FileDurability
{
    /// <summary>The bytes and every name: a success survives a loss of power.</summary>
    Full,

    /// <summary>The bytes. After a loss of power a name may be missing.</summary>
    FileOnly,

    /// <summary>Nothing; for tests and for what can be computed again.</summary>
    None,
}

/// <summary>Where a file store lies. Its blob store and its state store may share root and prefix.</summary>
public sealed record FileStoreOptions
{
    /// <summary>Directory of the store; made by <c>EnsureAsync</c>, and missing when a volume is not mounted.</summary>
    public required string Root { get; init; }

    /// <summary>Path below the root, in front of every key; empty, or without a slash at its end.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What is on the disk before a write is reported as done.</summary>
    public FileDurability Durability { get; init; } = FileDurability.Full;

    /// <summary>Named places at which tests break things; null in production.</summary>
    public IFailpoints? Failpoints { get; init; }
}
