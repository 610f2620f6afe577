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

    /// <summary>One frame; all but the last are full.</summary>
    /// <returns>What is stored of the frame; what is stored in front of it lies in the prefix.</returns>
    ReadOnlyMemory<byte> Frame(ReadOnlyMemory<byte> body, Memory<byte> prefix, out int prefixBytes);

    ReadOnlyMemory<byte> Footer();
}

/// <summary>Bytes at rest are a container.</summary>
internal sealed class ContainerFrames(ContainerHeader header, FrameBuffers buffers) : IFrameEncoder
{
    private readonly ContainerEncoder _encoder = new(header, buffers);

    public long BodyBytes => _encoder.BodyBytes;

    public long Length => _encoder.Length;

    public SnapshotChecksum Checksum => _encoder.Checksum;

    public ReadOnlyMemory<byte> Header() => _encoder.Header();

    public ReadOnlyMemory<byte> Frame(ReadOnlyMemory<byte> body, Memory<byte> prefix, out int prefixBytes)
    {
        prefixBytes = ContainerEncoder.PrefixBytes;
        return _encoder.Frame(body, prefix.Span);
    }

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

    public ReadOnlyMemory<byte> Frame(ReadOnlyMemory<byte> body, Memory<byte> prefix, out int prefixBytes)
    {
        prefixBytes = 0;
        _hash.AppendData(body.Span);
        BodyBytes += body.Length;
        return body;
    }

    public ReadOnlyMemory<byte> Footer()
    {
        Checksum = SnapshotChecksum.Sha256(_hash.GetHashAndReset());
        return default;
    }

    public void Dispose() => _hash.Dispose();
}
