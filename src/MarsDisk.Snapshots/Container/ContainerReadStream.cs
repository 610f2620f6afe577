using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Container;

/// <summary>
/// A stream that gives the body of a container. A frame is checked before one byte of it is released; the end of the
/// stream is reached only when the footer and the hash of the whole were checked too.
/// </summary>
public sealed class ContainerReadStream : Stream
{
    private readonly Stream _input;
    private readonly long _bodyBytesMax;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _frame;
    private readonly byte[] _scratch;
    private readonly byte[] _stored;
    private int _frameLength;
    private int _released;
    private uint _frames;
    private long _bodyBytes;
    private long _storedBytes;
    private bool _isLastSeen;
    private bool _isAtEnd;
    private bool _isDisposed;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="input">The container and nothing behind it; stays open.</param>
    /// <param name="bodyBytesMax">Longest body that is accepted.</param>
    /// <exception cref="ContainerException">The header is damaged, or of an unknown version, codec or filter.</exception>
    public ContainerReadStream(Stream input, long bodyBytesMax = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        _bodyBytesMax = bodyBytesMax;
        Header = ReadHeader();
        if (Header.FrameBytes is < ContainerFormat.FrameBytesMin or > ContainerFormat.FrameBytesMax)
            throw Corrupt($"The frame size is {Header.FrameBytes} bytes, allowed are 4 KiB to 16 MiB.");
        var needsScratch = Header.Codec != SnapshotCodec.None;
        _frame = ArrayPool<byte>.Shared.Rent(Header.FrameBytes);
        _scratch = ArrayPool<byte>.Shared.Rent(needsScratch ? Header.FrameBytes : 0);
        _stored = ArrayPool<byte>.Shared.Rent(ContainerFormat.StoredBytesMax(Header.FrameBytes));
    }

    /// <summary>What the container says about its body.</summary>
    public ContainerHeader Header { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="ContainerException">The container is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (buffer.IsEmpty)
            return 0;
        if (_released == _frameLength && !_isAtEnd)
            ReadFrame();
        var count = Math.Min(buffer.Length, _frameLength - _released);
        _frame.AsSpan(_released, count).CopyTo(buffer);
        _released += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads and checks the rest, so that the whole container is known to be good.</summary>
    /// <exception cref="ContainerException">The container is damaged.</exception>
    public void ReadToEnd()
    {
        while (!_isAtEnd)
            ReadFrame();
        _released = _frameLength;
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _hash.Dispose();
            ArrayPool<byte>.Shared.Return(_frame);
            ArrayPool<byte>.Shared.Return(_scratch);
            ArrayPool<byte>.Shared.Return(_stored);
        }
        base.Dispose(disposing);
    }

    private static ContainerException Corrupt(string message) => new(ContainerFault.Corrupt, message);

    private ContainerHeader ReadHeader()
    {
        var prefix = new byte[ContainerFormat.PrefixBytes];
        Take(prefix, "the header");
        if (!prefix.AsSpan().StartsWith(ContainerFormat.Magic))
            throw Corrupt("The file does not begin with 'MDSNAP01': it is not a container, or is damaged.");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(prefix.AsSpan(8));
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(prefix.AsSpan(10));
        if (version != ContainerFormat.Version || flags != ContainerFormat.FramesAreIndependent)
            throw new ContainerException(
                ContainerFault.Incompatible, $"The container has version {version} and flags {flags}; this program reads version 1 and flags 1.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(prefix.AsSpan(12));
        if (length is < ContainerFormat.HeaderBytesMin or > ContainerFormat.HeaderBytesMax)
            throw Corrupt($"The header has {length} bytes, allowed are 2 to {ContainerFormat.HeaderBytesMax}.");

        var bytes = new byte[prefix.Length + (int)length + sizeof(uint)];
        prefix.CopyTo(bytes, 0);
        Take(bytes.AsSpan(prefix.Length), "the header");
        var checkedBytes = bytes.Length - sizeof(uint);
        if (ContainerFormat.Checksum(bytes.AsSpan(0, checkedBytes)) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(checkedBytes)))
            throw Corrupt("The checksum of the header is wrong.");
        return ContainerHeader.FromJson(bytes.AsMemory(prefix.Length, (int)length));
    }

    private void ReadFrame()
    {
        Span<byte> prefix = stackalloc byte[ContainerFormat.FramePrefixBytes];
        Take(prefix, $"frame {_frames}");
        var storedBytes = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        var bodyBytes = BinaryPrimitives.ReadUInt32LittleEndian(prefix[4..]);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        var ordinal = BinaryPrimitives.ReadUInt32LittleEndian(prefix[12..]);
        if (storedBytes == 0 && bodyBytes == 0)
        {
            CheckEnd(checksum, ordinal);
            return;
        }
        CheckFramePrefix(storedBytes, bodyBytes, ordinal);
        var stored = _stored.AsSpan(0, (int)storedBytes);
        Take(stored, $"frame {_frames}");
        if (ContainerFormat.Checksum(stored) != checksum)
            throw Corrupt($"The checksum of frame {_frames} is wrong.");

        Unpack(stored, _frame.AsSpan(0, (int)bodyBytes), (ordinal & ContainerFormat.CompressedBit) != 0);
        _frameLength = (int)bodyBytes;
        _released = 0;
        _frames++;
        _bodyBytes += bodyBytes;
        _storedBytes += storedBytes;
        _isLastSeen = bodyBytes < Header.FrameBytes;
    }

    private void CheckFramePrefix(uint storedBytes, uint bodyBytes, uint ordinal)
    {
        if ((ordinal & ~ContainerFormat.CompressedBit) != _frames)
            throw Corrupt($"Frame {ordinal & ~ContainerFormat.CompressedBit} stands where frame {_frames} is expected.");
        if (bodyBytes == 0 || bodyBytes > Header.FrameBytes || _isLastSeen)
            throw Corrupt($"Frame {_frames} has {bodyBytes} body bytes; only the last frame is shorter than {Header.FrameBytes}.");
        if (storedBytes == 0 || storedBytes > ContainerFormat.StoredBytesMax(Header.FrameBytes))
            throw Corrupt($"Frame {_frames} has {storedBytes} stored bytes.");
        if (bodyBytes > _bodyBytesMax - _bodyBytes)
            throw new ContainerException(ContainerFault.TooLarge, $"The body has more than the {_bodyBytesMax} bytes that are allowed.");
    }

    private void Unpack(ReadOnlySpan<byte> stored, Span<byte> body, bool isCompressed)
    {
        if (isCompressed)
        {
            if (Header.Codec == SnapshotCodec.None || !FrameCodec.TryDecompress(stored, _scratch, body, Header.Filter))
                throw Corrupt($"Frame {_frames} does not decompress to {body.Length} bytes.");
        }
        else if (stored.Length == body.Length)
        {
            stored.CopyTo(body);
        }
        else
        {
            throw Corrupt($"Frame {_frames} stores {stored.Length} bytes for {body.Length} without compression.");
        }
    }

    private void CheckEnd(uint checksum, uint ordinal)
    {
        if (checksum != 0 || ordinal != _frames)
            throw Corrupt($"The end frame counts {ordinal} frames, read were {_frames}.");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetCurrentHash(hash);
        Span<byte> footer = stackalloc byte[ContainerFormat.FooterBytes];
        Take(footer, "the footer");
        if (BinaryPrimitives.ReadInt64LittleEndian(footer) != _bodyBytes
            || BinaryPrimitives.ReadInt64LittleEndian(footer[8..]) != _frames
            || BinaryPrimitives.ReadInt64LittleEndian(footer[16..]) != _storedBytes
            || !footer[56..].SequenceEqual(ContainerFormat.FooterMagic))
            throw Corrupt("The footer does not fit the frames.");
        if (!footer.Slice(24, hash.Length).SequenceEqual(hash))
            throw Corrupt("The hash in the footer is not that of the container.");
        if (_input.ReadByte() >= 0)
            throw Corrupt("There are bytes behind the footer.");
        _frameLength = _released = 0;
        _isAtEnd = true;
    }

    private void Take(Span<byte> target, string part)
    {
        if (_input.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
            throw Corrupt($"The container ends inside {part}.");
        _hash.AppendData(target);
    }
}
