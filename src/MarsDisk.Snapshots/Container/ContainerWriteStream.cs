using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MarsDisk.Snapshots.Container;

/// <summary>
/// A stream that takes a body and writes it as one container. Without <see cref="Finish"/> the container has no end, and
/// every reader refuses it.
/// </summary>
public sealed class ContainerWriteStream : Stream
{
    private const int FailuresBeforePause = 8;
    private const int PauseFrames = 16;

    private readonly Stream _output;
    private readonly ContainerHeader _header;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _frame;
    private readonly byte[] _scratch;
    private readonly byte[] _stored;
    private int _filled;
    private uint _frames;
    private long _bodyBytes;
    private long _storedBytes;
    private int _failures;
    private bool _isFinished;
    private bool _isDisposed;

    /// <summary>Writes the header.</summary>
    /// <param name="output">Receives the container; stays open.</param>
    /// <param name="header">Identity, codec and frame size.</param>
    /// <exception cref="ArgumentException">Frame size or header length is outside the limits.</exception>
    public ContainerWriteStream(Stream output, ContainerHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        if (header.FrameBytes is < ContainerFormat.FrameBytesMin or > ContainerFormat.FrameBytesMax)
            throw new ArgumentException($"A frame has 4 KiB to 16 MiB, found {header.FrameBytes} bytes.", nameof(header));
        var json = header.ToJson();
        if (json.Length > ContainerFormat.HeaderBytesMax)
            throw new ArgumentException($"The header has {json.Length} bytes, at most {ContainerFormat.HeaderBytesMax} are allowed.", nameof(header));
        _output = output;
        _header = header;
        _frame = ArrayPool<byte>.Shared.Rent(header.FrameBytes);
        var needsScratch = header.Codec != SnapshotCodec.None;
        _scratch = ArrayPool<byte>.Shared.Rent(needsScratch ? header.FrameBytes : 0);
        _stored = ArrayPool<byte>.Shared.Rent(needsScratch ? ContainerFormat.StoredBytesMax(header.FrameBytes) : 0);
        WriteHeader(json);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_isFinished;

    /// <inheritdoc/>
    public override long Length => _bodyBytes + _filled;

    /// <inheritdoc/>
    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isFinished || _isDisposed, this);
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, _header.FrameBytes - _filled);
            buffer[..count].CopyTo(_frame.AsSpan(_filled));
            _filled += count;
            buffer = buffer[count..];
            if (_filled == _header.FrameBytes)
                WriteFrame();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes the last frame, the end frame and the footer.</summary>
    public void Finish()
    {
        ObjectDisposedException.ThrowIf(_isFinished || _isDisposed, this);
        if (_filled > 0)
            WriteFrame();
        WriteFramePrefix(storedBytes: 0, bodyBytes: 0, checksum: 0, _frames);
        WriteFooter();
        _isFinished = true;
    }

    /// <summary>Does nothing: a frame is written when it is full.</summary>
    public override void Flush() { }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

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

    private void WriteHeader(byte[] json)
    {
        var bytes = new byte[ContainerFormat.PrefixBytes + json.Length + sizeof(uint)];
        ContainerFormat.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), ContainerFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), ContainerFormat.FramesAreIndependent);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)json.Length);
        json.CopyTo(bytes.AsSpan(ContainerFormat.PrefixBytes));
        var checksum = ContainerFormat.Checksum(bytes.AsSpan(0, bytes.Length - sizeof(uint)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(uint)), checksum);
        Emit(bytes);
    }

    private void WriteFrame()
    {
        var body = _frame.AsSpan(0, _filled);
        var compressedBytes = ShouldTry() ? FrameCodec.Compress(body, _scratch, _stored, _header.Filter) : 0;
        var stored = compressedBytes > 0 ? _stored.AsSpan(0, compressedBytes) : body;
        WriteFramePrefix(
            stored.Length, body.Length, ContainerFormat.Checksum(stored), _frames | (compressedBytes > 0 ? ContainerFormat.CompressedBit : 0));
        Emit(stored);

        _failures = compressedBytes > 0 ? 0 : _failures + 1;
        _frames++;
        _bodyBytes += body.Length;
        _storedBytes += stored.Length;
        _filled = 0;
    }

    // After eight frames in a row that did not shrink, only every sixteenth is worth the time.
    private bool ShouldTry() => _header.Codec != SnapshotCodec.None
        && (_failures < FailuresBeforePause || (_failures - FailuresBeforePause) % PauseFrames == PauseFrames - 1);

    private void WriteFramePrefix(int storedBytes, int bodyBytes, uint checksum, uint ordinal)
    {
        Span<byte> prefix = stackalloc byte[ContainerFormat.FramePrefixBytes];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, storedBytes);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[4..], bodyBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[8..], checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[12..], ordinal);
        Emit(prefix);
    }

    private void WriteFooter()
    {
        Span<byte> footer = stackalloc byte[ContainerFormat.FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, _bodyBytes);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], _frames);
        BinaryPrimitives.WriteInt64LittleEndian(footer[16..], _storedBytes);
        _hash.GetCurrentHash(footer[24..]);
        ContainerFormat.FooterMagic.CopyTo(footer[56..]);
        _output.Write(footer);
    }

    private void Emit(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _output.Write(bytes);
    }
}
