namespace MarsDisk.Snapshots.Legacy;

/// <summary>A record as older programs wrote it; accepted for reading for ever.</summary>
public sealed record LegacyRecord
{
    /// <summary>Whether the bytes are in a blob store.</summary>
    public required bool IsOffloaded { get; init; }

    /// <summary>Key in the blob store.</summary>
    public string? OffloadKey { get; init; }

    /// <summary>Name of the blob store.</summary>
    public string? OffloadProvider { get; init; }

    /// <summary>The bytes, when they are within the record as such.</summary>
    public ReadOnlyMemory<byte>? StateData { get; init; }

    /// <summary>The bytes, when they are within the record as Base64.</summary>
    public string? StateText { get; init; }

    /// <summary>Logical type of the body.</summary>
    public required string PayloadType { get; init; }

    /// <summary>Length of the bytes; -1 when unknown.</summary>
    public long Size { get; init; } = -1;

    /// <summary>Whether the bytes are of a later release, which this record form cannot describe (<c>&lt;type&gt;;fmt=1</c>).</summary>
    public bool IsOfLaterFormat => PayloadType.Contains(";fmt=", StringComparison.Ordinal);
}
