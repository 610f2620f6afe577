using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Container;

/// <summary>
/// Turns frames of a body into the bytes of a container. Knows no stream: each method fills a buffer and says how much of
/// it is to be written next.
/// </summary>
internal sealed class ContainerEncoder : IDisposable
{
    /// <summary>Bytes in front of the stored bytes of a frame; a frame is encoded behind as many free bytes.</summary>
    public const int PrefixBytes = ContainerFormat.FramePrefixBytes;

    private const int FailuresBeforePause = 8;
    private const int PauseFrames = 16;

    private readonly ContainerHeader _header;
    private readonly byte[] _headerBytes;
    private readonly FrameCodec _codec;
    private readonly FrameBuffers _buffers;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[]? _scratch;
    private uint _frames;
    private long _storedBytes;
    private int _failures;
    private bool _isDisposed;

    /// <summary>Checks the header.</summary>
    /// <exception cref="ArgumentException">Frame size or header length is outside the limits.</exception>
    /// <exception cref="ContainerException">The host has no library for the codec.</exception>
    public ContainerEncoder(ContainerHeader header, FrameBuffers buffers)
    {
        if (header.FrameBytes is < ContainerFormat.FrameBytesMin or > ContainerFormat.FrameBytesMax)
            throw new ArgumentException($"A frame has 4 KiB to 16 MiB, found {header.FrameBytes} bytes.", nameof(header));
        _header = header;
        _buffers = buffers;
        _headerBytes = BytesOf(header);
        _codec = FrameCodec.Of(header.Codec, header.Filter);
        _scratch = Compresses && header.Filter != SnapshotFilter.None ? buffers.Rent() : null;
    }

    /// <summary>Whether frames may be stored compressed, in a buffer of their own.</summary>
    public bool Compresses => _header.Codec != SnapshotCodec.None;

    /// <summary>Body bytes encoded so far.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Bytes of the container that were given out so far.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256 of the whole object; set by <see cref="Footer"/>.</summary>
    public SnapshotChecksum Checksum { get; private set; }

    /// <summary>The first bytes.</summary>
    public ReadOnlyMemory<byte> Header()
    {
        Count(_headerBytes);
        return _headerBytes;
    }

    /// <summary>
    /// Compresses and checks one frame. Frames are packed in their order, one at a time; what was packed is appended in the same
    /// order, on whatever thread.
    /// </summary>
    /// <param name="body">The body bytes; all frames but the last are full.</param>
    /// <param name="target">Receives the compressed bytes; unused without a codec.</param>
    /// <param name="prefix">Receives the 16 bytes that stand in front of the frame.</param>
    /// <returns>The stored bytes: the body itself, or a part of the target.</returns>
    public ReadOnlyMemory<byte> Pack(ReadOnlyMemory<byte> body, Memory<byte> target, Span<byte> prefix)
    {
        var compressedBytes = ShouldTry() ? _codec.Compress(body.Span, _scratch, target.Span) : 0;
        ReadOnlyMemory<byte> stored = compressedBytes > 0 ? target[..compressedBytes] : body;
        WritePrefix(
            prefix, stored.Length, body.Length, ContainerFormat.Checksum(stored.Span),
            _frames | (compressedBytes > 0 ? ContainerFormat.CompressedBit : 0));
        _failures = compressedBytes > 0 ? 0 : _failures + 1;
        _frames++;
        BodyBytes += body.Length;
        _storedBytes += stored.Length;
        return stored;
    }

    /// <summary>Counts and hashes a packed frame: its prefix and what is stored of it.</summary>
    public void Append(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> stored)
    {
        Count(prefix[..PrefixBytes]);
        Count(stored);
    }

    /// <summary>End frame and footer, the last bytes.</summary>
    public ReadOnlyMemory<byte> Footer()
    {
        var bytes = new byte[PrefixBytes + ContainerFormat.FooterBytes];
        WritePrefix(bytes, storedBytes: 0, bodyBytes: 0, checksum: 0, _frames);
        Count(bytes.AsSpan(0, PrefixBytes));
        var footer = bytes.AsSpan(PrefixBytes);
        BinaryPrimitives.WriteInt64LittleEndian(footer, BodyBytes);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], _frames);
        BinaryPrimitives.WriteInt64LittleEndian(footer[16..], _storedBytes);
        _hash.GetCurrentHash(footer[24..]);
        ContainerFormat.FooterMagic.CopyTo(footer[56..]);
        Count(footer);
        Checksum = SnapshotChecksum.Sha256(_hash.GetCurrentHash());
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _hash.Dispose();
        if (_scratch is not null)
            _buffers.Return(_scratch);
        _scratch = null;
    }

    private static byte[] BytesOf(ContainerHeader header)
    {
        var json = header.ToJson();
        if (json.Length > ContainerFormat.HeaderBytesMax)
            throw new ArgumentException($"The header has {json.Length} bytes, at most {ContainerFormat.HeaderBytesMax} are allowed.", nameof(header));
        var bytes = new byte[ContainerFormat.PrefixBytes + json.Length + sizeof(uint)];
        ContainerFormat.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), ContainerFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), ContainerFormat.FramesAreIndependent);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)json.Length);
        json.CopyTo(bytes.AsSpan(ContainerFormat.PrefixBytes));
        var checksum = ContainerFormat.Checksum(bytes.AsSpan(0, bytes.Length - sizeof(uint)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(uint)), checksum);
        return bytes;
    }

    private static void WritePrefix(Span<byte> prefix, int storedBytes, int bodyBytes, uint checksum, uint ordinal)
    {
        BinaryPrimitives.WriteInt32LittleEndian(prefix, storedBytes);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[4..], bodyBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[8..], checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[12..], ordinal);
    }

    // After eight frames in a row that did not shrink, only every sixteenth is worth the time.
    private bool ShouldTry() => Compresses
        && (_failures < FailuresBeforePause || (_failures - FailuresBeforePause) % PauseFrames == PauseFrames - 1);

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }
}
