using System.Buffers;

namespace MarsDisk.Journal.Files;

/// <summary>
/// Writes a file from begin to end. Small pieces are gathered; what is gathered reaches the file with
/// <see cref="Flush"/> and is dropped by a dispose without it, because only a failure leaves that out.
/// </summary>
/// <param name="file">The file; stays open.</param>
public sealed class FileWriteStream(IDiskFile file) : Stream
{
    private const int BufferBytes = 64 * 1024;

    private byte[]? _buffer;
    private int _gathered;
    private long _written;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _written + _gathered;

    /// <inheritdoc/>
    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException("This file is written from begin to end.");
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_gathered + buffer.Length > BufferBytes)
            Flush();
        if (buffer.Length >= BufferBytes)
        {
            WriteThrough(buffer);
            return;
        }
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferBytes);
        buffer.CopyTo(_buffer.AsSpan(_gathered));
        _gathered += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        if (_gathered == 0)
            return;
        WriteThrough(_buffer.AsSpan(0, _gathered));
        _gathered = 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
        base.Dispose(disposing);
    }

    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes, _written);
        _written += bytes.Length;
    }
}
