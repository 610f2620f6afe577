namespace MarsDisk.Snapshots.Acceptance.Bodies;

/// <summary>The bytes of a <see cref="GeneratedSource"/>, to be read.</summary>
/// <param name="length">Bytes, a multiple of eight.</param>
public sealed class GeneratedStream(long length) : Stream
{
    private long _position;

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
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - _position);
        if (count >= sizeof(long) && _position % sizeof(long) == 0)
        {
            count -= count % sizeof(long);
            GeneratedSource.Fill(buffer[..count], _position);
        }
        else if (count > 0)
        {
            // A reader that asks for less than a word, or stands inside one.
            Span<byte> word = stackalloc byte[sizeof(long)];
            var inside = (int)(_position % sizeof(long));
            GeneratedSource.Fill(word, _position - inside);
            count = Math.Min(count, sizeof(long) - inside);
            word.Slice(inside, count).CopyTo(buffer);
        }
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
