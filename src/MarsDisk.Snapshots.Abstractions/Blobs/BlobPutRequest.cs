namespace MarsDisk.Snapshots;

/// <summary>What is put under a key.</summary>
/// <param name="Key">The key; new for every write id.</param>
/// <param name="Length">Length of the data; null when unknown.</param>
/// <param name="Expected">Checksum of the data; null when unknown.</param>
/// <param name="ContentType">Content type of the object.</param>
/// <param name="WriteId">Identity of the write.</param>
/// <param name="Metadata">Names and values kept beside the object.</param>
public sealed record BlobPutRequest(
    string Key,
    long? Length,
    SnapshotChecksum? Expected,
    string ContentType,
    Guid WriteId,
    IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>What was put.</summary>
/// <param name="Key">The key.</param>
/// <param name="Length">Bytes stored.</param>
/// <param name="ETag">Version tag of the store, if it has any.</param>
/// <param name="PublishedUtc">When it became visible.</param>
/// <param name="AlreadyExisted">It was there before, with the same content.</param>
public sealed record BlobPutReceipt(string Key, long Length, string? ETag, DateTimeOffset PublishedUtc, bool AlreadyExisted);

/// <summary>What a store says of an object.</summary>
/// <param name="Key">The key.</param>
/// <param name="Length">Bytes stored.</param>
/// <param name="ETag">Version tag of the store, if it has any.</param>
/// <param name="LastModifiedUtc">When it became visible, by the store's clock.</param>
/// <param name="ServerNowUtc">The store's clock at the time of the answer; ages are differences of the two.</param>
/// <param name="Metadata">Names and values kept beside the object; empty in a list when the store does not list them.</param>
public sealed record BlobProperties(
    string Key,
    long Length,
    string? ETag,
    DateTimeOffset LastModifiedUtc,
    DateTimeOffset ServerNowUtc,
    IReadOnlyDictionary<string, string> Metadata);

/// <summary>Names of the metadata of every object.</summary>
public static class BlobMetadata
{
    /// <summary>Identity of the write, 32 hexadecimal digits.</summary>
    public const string WriteId = "mdsnap-writeid";

    /// <summary>SHA-256 of the object, 64 hexadecimal digits.</summary>
    public const string Sha256 = "mdsnap-sha256";

    /// <summary>Bytes of the body, decimal.</summary>
    public const string BodyLength = "mdsnap-bodylen";
}
