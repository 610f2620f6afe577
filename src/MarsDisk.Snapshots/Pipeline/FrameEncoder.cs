using System.Security.Cryptography;
using MarsDisk.Snapshots.Container;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>Turns frames of a body into bytes at rest.</summary>
internal interface IFrameEncoder : IDisposable
{
    long BodyBytes { get; }

    long Length { get; }

    SnapshotChecksum Checksum { get; }

    ReadOnlyMemory<byte> Header();

    /// <summary>Whether packing needs a buffer of its own.</summary>
    bool Compresses { get; }

    /// <summary>Packs one frame; all but the last are full. In order, one at a time.</summary>
    /// <param name="body">Its body bytes.</param>
    /// <param name="target">Takes what is stored when that is not the body itself.</param>
    /// <param name="prefix">Takes what is stored in front of the frame.</param>
    PackedFrame Pack(ReadOnlyMemory<byte> body, byte[]? target, byte[] prefix);

    /// <summary>Takes a packed frame into the hash of the whole; in the same order, beside the packing of the next.</summary>
    void Append(PackedFrame frame);

    ReadOnlyMemory<byte> Footer();
}

/// <summary>A frame as it is stored.</summary>
/// <param name="Prefix">What stands in front.</param>
/// <param name="Stored">What is stored.</param>
internal readonly record struct PackedFrame(ReadOnlyMemory<byte> Prefix, ReadOnlyMemory<byte> Stored);

/// <summary>Bytes at rest are a container.</summary>
internal sealed class ContainerFrames(ContainerHeader header, FrameBuffers buffers) : IFrameEncoder
{
    private readonly ContainerEncoder _encoder = new(header, buffers);

    public long BodyBytes => _encoder.BodyBytes;

    public long Length => _encoder.Length;

    public SnapshotChecksum Checksum => _encoder.Checksum;

    public ReadOnlyMemory<byte> Header() => _encoder.Header();

    public bool Compresses => _encoder.Compresses;

    public PackedFrame Pack(ReadOnlyMemory<byte> body, byte[]? target, byte[] prefix)
    {
        var stored = _encoder.Pack(body, target, prefix);
        return new PackedFrame(prefix.AsMemory(0, ContainerEncoder.PrefixBytes), stored);
    }

    public void Append(PackedFrame frame) => _encoder.Append(frame.Prefix.Span, frame.Stored.Span);

    public ReadOnlyMemory<byte> Footer() => _encoder.Footer();

    public void Dispose() => _encoder.Dispose();
}

/// <summary>Bytes at rest are the body, as an older release writes and reads them.</summary>
internal sealed class RawFrames : IFrameEncoder
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long BodyBytes { get; private set; }

    public long Length => BodyBytes;

    public SnapshotChecksum Checksum { get; private set; }

    public ReadOnlyMemory<byte> Header() => default;

    public bool Compresses => false;

    public PackedFrame Pack(ReadOnlyMemory<byte> body, byte[]? target, byte[] prefix) => new(default, body);

    public void Append(PackedFrame frame)
    {
        _hash.AppendData(frame.Stored.Span);
        BodyBytes += frame.Stored.Length;
    }

    public ReadOnlyMemory<byte> Footer()
    {
        Checksum = SnapshotChecksum.Sha256(_hash.GetHashAndReset());
        return default;
    }

    public void Dispose() => _hash.Dispose();
}
