using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Container;

/// <summary>
/// Checks the parts of a container in their order and gives the body bytes of each frame. Knows no stream: it says how
/// many bytes it needs next, and is given exactly these.
/// </summary>
internal sealed class ContainerDecoder : IDisposable
{
    private readonly long _bodyBytesMax;
    private readonly bool _hashes;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private FrameCodec _codec = FrameCodec.Of(SnapshotCodec.None, SnapshotFilter.None);
    private FrameBuffers? _buffers;
    private byte[]? _scratch;
    private uint _frames;
    private long _bodyBytes;
    private long _storedBytes;
    private uint _checksum;
    private bool _isCompressed;
    private bool _isLastSeen;

    /// <summary>Begins in front of the first byte.</summary>
    /// <param name="bodyBytesMax">Longest body that is accepted.</param>
    /// <param name="hashes">Whether the whole is hashed; without, frames are checked by their own checksums only.</param>
    public ContainerDecoder(long bodyBytesMax, bool hashes)
    {
        _bodyBytesMax = bodyBytesMax;
        _hashes = hashes;
    }

    /// <summary>Bytes in front of each frame, and of the end frame.</summary>
    public const int PrefixBytes = ContainerFormat.FramePrefixBytes;

    /// <summary>Bytes in front of the header's text.</summary>
    public const int StartBytes = ContainerFormat.PrefixBytes;

    /// <summary>Bytes behind the end frame.</summary>
    public const int FooterBytes = ContainerFormat.FooterBytes;

    /// <summary>Ordinal of the frame that is read now.</summary>
    public long Frame => _frames;

    /// <summary>SHA-256 of the whole object; set by <see cref="Footer"/> when the whole is hashed.</summary>
    public SnapshotChecksum Checksum { get; private set; } = SnapshotChecksum.None;

    /// <summary>Checks the first bytes.</summary>
    /// <returns>Bytes of text and checksum that follow.</returns>
    public static int Start(ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith(ContainerFormat.Magic))
            throw Corrupt("The file does not begin with 'MDSNAP01': it is not a container, or is damaged.");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(start[10..]);
        if (version != ContainerFormat.Version || flags != ContainerFormat.FramesAreIndependent)
            throw new ContainerException(
                ContainerFault.Incompatible, $"The container has version {version} and flags {flags}; this program reads version 1 and flags 1.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(start[12..]);
        if (length is < ContainerFormat.HeaderBytesMin or > ContainerFormat.HeaderBytesMax)
            throw Corrupt($"The header has {length} bytes, allowed are 2 to {ContainerFormat.HeaderBytesMax}.");
        return (int)length + sizeof(uint);
    }

    /// <summary>Checks the header.</summary>
    /// <param name="bytes">All of it: start, text and checksum.</param>
    /// <param name="buffers">The pool for its frames.</param>
    public ContainerHeader Header(ReadOnlyMemory<byte> bytes, out FrameBuffers buffers)
    {
        var checkedBytes = bytes.Length - sizeof(uint);
        if (ContainerFormat.Checksum(bytes.Span[..checkedBytes]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[checkedBytes..]))
            throw Corrupt("The checksum of the header is wrong.");
        var header = ContainerHeader.FromJson(bytes[StartBytes..checkedBytes]);
        if (header.FrameBytes is < ContainerFormat.FrameBytesMin or > ContainerFormat.FrameBytesMax)
            throw Corrupt($"The frame size is {header.FrameBytes} bytes, allowed are 4 KiB to 16 MiB.");
        _codec = FrameCodec.Of(header.Codec, header.Filter);
        _buffers = buffers = FrameBuffers.Of(header.FrameBytes);
        _scratch = header.Codec != SnapshotCodec.None && header.Filter != SnapshotFilter.None ? buffers.Rent() : null;
        Hash(bytes.Span);
        return header;
    }

    /// <summary>Checks what stands in front of a frame.</summary>
    /// <returns>Stored and body bytes of the frame; (0, 0): it is the end frame, and the footer follows.</returns>
    public (int StoredBytes, int BodyBytes) Prefix(ReadOnlySpan<byte> prefix)
    {
        var storedBytes = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        var bodyBytes = BinaryPrimitives.ReadUInt32LittleEndian(prefix[4..]);
        _checksum = BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        var ordinal = BinaryPrimitives.ReadUInt32LittleEndian(prefix[12..]);
        _isCompressed = (ordinal & ContainerFormat.CompressedBit) != 0;
        if (storedBytes == 0 && bodyBytes == 0)
        {
            if (_checksum != 0 || ordinal != _frames)
                throw Damaged($"The end frame counts {ordinal} frames, read were {_frames}.");
        }
        else
        {
            CheckPrefix(storedBytes, bodyBytes, ordinal & ~ContainerFormat.CompressedBit);
        }
        return ((int)storedBytes, (int)bodyBytes);
    }

    /// <summary>Checks a frame.</summary>
    /// <param name="stored">The stored bytes.</param>
    /// <param name="bodyBytes">Bytes of its body.</param>
    /// <returns>Whether the stored bytes are the body; else it has to be unpacked.</returns>
    public bool Check(ReadOnlySpan<byte> stored, int bodyBytes)
    {
        if (ContainerFormat.Checksum(stored) != _checksum)
            throw Damaged($"The checksum of frame {_frames} is wrong.");
        if (!_isCompressed && stored.Length != bodyBytes)
            throw Damaged($"Frame {_frames} stores {stored.Length} bytes for {bodyBytes} without compression.");
        return !_isCompressed;
    }

    /// <summary>Gives the body of a frame that was checked.</summary>
    /// <param name="stored">The stored bytes.</param>
    /// <param name="body">Receives the body bytes, exactly; what it holds when the frame is damaged is not to be released.</param>
    public void Unpack(ReadOnlySpan<byte> stored, Span<byte> body)
    {
        if (!_codec.TryDecompress(stored, _scratch, body))
            throw Damaged($"Frame {_frames} does not decompress to {body.Length} bytes.");
    }

    /// <summary>Counts a frame that was checked, and unpacked if that was needed.</summary>
    public void Count(int storedBytes, int bodyBytes)
    {
        _frames++;
        _bodyBytes += bodyBytes;
        _storedBytes += storedBytes;
        _isLastSeen = bodyBytes < _buffers!.FrameBytes;
    }

    /// <summary>Takes bytes into the hash of the whole: prefixes and stored bytes in their order, on whatever thread.</summary>
    public void Hash(ReadOnlySpan<byte> bytes)
    {
        if (_hashes)
            _hash.AppendData(bytes);
    }

    /// <summary>Whether the whole is hashed.</summary>
    public bool Hashes => _hashes;

    /// <summary>Checks the last bytes.</summary>
    public void Footer(ReadOnlySpan<byte> footer)
    {
        if (BinaryPrimitives.ReadInt64LittleEndian(footer) != _bodyBytes
            || BinaryPrimitives.ReadInt64LittleEndian(footer[8..]) != _frames
            || BinaryPrimitives.ReadInt64LittleEndian(footer[16..]) != _storedBytes
            || !footer[56..].SequenceEqual(ContainerFormat.FooterMagic))
            throw Corrupt("The footer does not fit the frames.");
        if (!_hashes)
            return;
        if (!footer.Slice(24, SHA256.HashSizeInBytes).SequenceEqual(_hash.GetCurrentHash()))
            throw Corrupt("The hash in the footer is not that of the container.");
        Hash(footer);
        Checksum = SnapshotChecksum.Sha256(_hash.GetHashAndReset());
    }

    /// <summary>The container is cut.</summary>
    public ContainerException EndsInside(string part) => Damaged($"The container ends inside {part}.");

    /// <summary>A frame says that it is compressed where nothing can be.</summary>
    public ContainerException Unexpected() => Damaged($"Frame {_frames} is compressed, and the container has no codec.");

    /// <summary>The container goes on.</summary>
    public static ContainerException GoesOn() => Corrupt("There are bytes behind the footer.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        if (_scratch is not null)
            _buffers!.Return(_scratch);
        _scratch = null;
    }

    private static ContainerException Corrupt(string message) => new(ContainerFault.Corrupt, message);

    private ContainerException Damaged(string message) => new(ContainerFault.Corrupt, message) { Frame = _frames };

    private void CheckPrefix(uint storedBytes, uint bodyBytes, uint ordinal)
    {
        var frameBytes = _buffers!.FrameBytes;
        if (ordinal != _frames)
            throw Damaged($"Frame {ordinal} stands where frame {_frames} is expected.");
        if (bodyBytes == 0 || bodyBytes > frameBytes || _isLastSeen)
            throw Damaged($"Frame {_frames} has {bodyBytes} body bytes; only the last frame is shorter than {frameBytes}.");
        if (storedBytes == 0 || storedBytes > ContainerFormat.StoredBytesMax(frameBytes))
            throw Damaged($"Frame {_frames} has {storedBytes} stored bytes.");
        if (bodyBytes > _bodyBytesMax - _bodyBytes)
            throw new ContainerException(ContainerFault.TooLarge, $"The body has more than the {_bodyBytesMax} bytes that are allowed.");
    }
}
