using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Testing.Bodies;

/// <summary>A state of any length that nobody holds.</summary>
/// <param name="length">Number of bytes.</param>
/// <param name="seed">Which bytes.</param>
public sealed class PatternSource(long length, int seed = 1) : ISnapshotSource
{
    /// <summary>Its payload type.</summary>
    public const string TypeName = "test.pattern";

    /// <inheritdoc/>
    public string ContentType => "application/octet-stream";

    /// <inheritdoc/>
    public string PayloadType => TypeName;

    /// <inheritdoc/>
    public int PayloadVersion => 1;

    /// <inheritdoc/>
    public SnapshotMutability Mutability => SnapshotMutability.Immutable;

    /// <inheritdoc/>
    public long? EstimatedBodyBytes => length;

    /// <inheritdoc/>
    public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
    {
        await using var pattern = new PatternStream(length, seed);
        await pattern.CopyToAsync(body, cancellation);
    }
}

/// <summary>What remains of a state when it is restored: its checksum.</summary>
/// <param name="typeName">Its payload type.</param>
public sealed class ChecksumSink(string typeName = PatternSource.TypeName) : ISnapshotSink<SnapshotChecksum>
{
    /// <inheritdoc/>
    public bool CanRead(string payloadType, int payloadVersion) => payloadType == typeName && payloadVersion == 1;

    /// <inheritdoc/>
    public async ValueTask<SnapshotChecksum> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation) =>
        SnapshotChecksum.Sha256(await SHA256.HashDataAsync(body, cancellation));
}
