namespace MarsDisk.Snapshots.Container;

/// <summary>
/// A stream that takes a body and writes it as one container, on the caller's thread. Without <see cref="Finish"/> the
/// container has no end, and every reader refuses it.
/// </summary>
public sealed class ContainerWriteStream : Stream
{
    private readonly Stream _output;
    private readonly FrameBuffers _buffers;
    private readonly ContainerEncoder _encoder;
    private readonly byte[] _frame;
    private readonly byte[]? _stored;
    private readonly int _frameBytes;
    private int _filled;
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
        _output = output;
        _buffers = FrameBuffers.Of(header.FrameBytes);
        _encoder = new ContainerEncoder(header, _buffers);
        _frameBytes = header.FrameBytes;
        _frame = _buffers.Rent();
        _stored = _encoder.Compresses ? _buffers.Rent() : null;
        _output.Write(_encoder.Header().Span);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_isFinished;

    /// <inheritdoc/>
    public override long Length => _encoder.BodyBytes + _filled;

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
            var count = Math.Min(buffer.Length, _frameBytes - _filled);
            buffer[..count].CopyTo(_frame.AsSpan(_filled));
            _filled += count;
            buffer = buffer[count..];
            if (_filled == _frameBytes)
                WriteFrame();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Does it at once: there is nobody to wait for.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Writes the last frame, the end frame and the footer.</summary>
    public void Finish()
    {
        ObjectDisposedException.ThrowIf(_isFinished || _isDisposed, this);
        if (_filled > 0)
            WriteFrame();
        _output.Write(_encoder.Footer().Span);
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
            _encoder.Dispose();
            _buffers.Return(_frame);
            if (_stored is not null)
                _buffers.Return(_stored);
        }
        base.Dispose(disposing);
    }

    private void WriteFrame()
    {
        Span<byte> prefix = stackalloc byte[ContainerEncoder.PrefixBytes];
        var stored = _encoder.Pack(_frame.AsMemory(0, _filled), _stored, prefix);
        _encoder.Append(prefix, stored.Span);
        _output.Write(prefix);
        _output.Write(stored.Span);
        _filled = 0;
    }
}
