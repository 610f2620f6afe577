namespace MarsDisk.Cli.Running.Reading;

/// <summary>A stream whose first bytes were looked at; what is read from it is captured for diagnostics.</summary>
/// <param name="start">The bytes that were looked at.</param>
/// <param name="rest">The stream behind them.</param>
/// <param name="captured">Gets everything that is read.</param>
internal sealed class ReplayedStart(ReadOnlyMemory<byte> start, Stream rest, CapturedText captured) : Stream
{
    private int _passed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = TakeStart(buffer);
        if (count == 0)
            count = rest.Read(buffer);
        captured.Add(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = TakeStart(buffer.Span);
        if (count == 0)
            count = await rest.ReadAsync(buffer, cancellationToken);
        captured.Add(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int TakeStart(Span<byte> buffer)
    {
        var left = start.Span[_passed..];
        var count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        _passed += count;
        return count;
    }
}
