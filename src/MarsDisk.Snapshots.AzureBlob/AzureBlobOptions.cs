namespace MarsDisk.Snapshots.AzureBlob;

/// <summary>Where a container lies and how it is used.</summary>
public sealed class AzureBlobOptions
{
    /// <summary>Address of the account's blob service, e.g. <c>https://account.blob.core.windows.net</c>; without a query.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>How requests are authorised.</summary>
    public required AzureCredential Credential { get; init; }

    /// <summary>Name of the container. It is made by <c>EnsureAsync</c>, never open to the public.</summary>
    public required string Container { get; init; }

    /// <summary>Names in front of every key; empty, or without a slash at its end.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Blocks (4 MiB, growing with very long objects), blocks at a time, and attempts of a request.</summary>
    public SnapshotUploadOptions Upload { get; init; } = new();

    /// <summary>Shortest pause before a request is repeated.</summary>
    public TimeSpan PauseMin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause before a request is repeated, unless the store asks for a longer one.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Named places at which tests break things; null in production.</summary>
    public IFailpoints? Failpoints { get; init; }
}
