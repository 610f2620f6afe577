namespace MarsDisk.Snapshots;

/// <summary>Where the bytes of a snapshot lie; the numbers are stored.</summary>
public enum SnapshotStoreKind : byte
{
    /// <summary>Within the record.</summary>
    Inline = 0,

    /// <summary>In a blob store, under a key that is never used for other content.</summary>
    Blob = 1,
}

/// <summary>What the bytes at rest are; the numbers are stored.</summary>
public enum PayloadFormat : byte
{
    /// <summary>The body as it is, written by an older program or for one.</summary>
    LegacyRaw = 0,

    /// <summary>One container (<c>docs/formats/container-v1.md</c>).</summary>
    ContainerV1 = 1,
}

/// <summary>
/// All that is needed to find, check and read the bytes of a snapshot. The only form in which a snapshot travels in a
/// message; as JSON it is shorter than 3 KiB.
/// </summary>
public sealed record SnapshotPayloadHandle
{
    /// <summary>Within the record, or in a blob store.</summary>
    public required SnapshotStoreKind Kind { get; init; }

    /// <summary>Name of the blob store, e.g. <c>file</c>; <c>inline:&lt;state store&gt;</c> within a record.</summary>
    public required string Provider { get; init; }

    /// <summary>Key of the blob, or of the record.</summary>
    public required string Key { get; init; }

    /// <summary>Bytes at rest.</summary>
    public required long StoredLength { get; init; }

    /// <summary>Bytes that the writer of the body produced; -1 when an older program did not say.</summary>
    public required long BodyLength { get; init; }

    /// <summary>Content type of the body.</summary>
    public required string ContentType { get; init; }

    /// <summary>What the bytes at rest are.</summary>
    public required PayloadFormat Format { get; init; }

    /// <summary>Logical type of the body, e.g. <c>marsdisk.sim-state</c>.</summary>
    public required string PayloadType { get; init; }

    /// <summary>Version of that type; a reader that knows only smaller ones refuses.</summary>
    public required int PayloadVersion { get; init; }

    /// <summary>Compression of the frames.</summary>
    public required SnapshotCodec Codec { get; init; }

    /// <summary>Checksum of the bytes at rest.</summary>
    public required SnapshotChecksum Checksum { get; init; }

    /// <summary>Identity of the write; a retry uses it again.</summary>
    public required Guid WriteId { get; init; }

    /// <summary>The bytes themselves, between writer and state store only, at most 1 MiB; never serialised.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ReadOnlyMemory<byte> InlineBytes { get; init; }
}
