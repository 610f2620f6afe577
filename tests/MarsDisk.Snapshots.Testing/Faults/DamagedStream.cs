namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>A stream that is cut, changed or broken on its way.</summary>
internal sealed class DamagedStream(Stream inner, FaultPlan.Damage damage, long begin) : Stream
{
    private long _position = begin;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var allowed = Allowed(buffer.Length);
        if (allowed == 0)
            return 0;
        var read = await inner.ReadAsync(buffer[..allowed], cancellationToken).ConfigureAwait(false);
        return Damaged(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        var allowed = Allowed(buffer.Length);
        return allowed == 0 ? 0 : Damaged(buffer, inner.Read(buffer[..allowed]));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private int Allowed(int wanted)
    {
        if (_position >= damage.BreakAt && wanted > 0)
            throw new IOException("The connection broke.");
        return (int)Math.Max(0, Math.Min(wanted, Math.Min(damage.TruncateAt, damage.BreakAt) - _position));
    }

    private int Damaged(Span<byte> buffer, int read)
    {
        var index = (damage.FlipBit / 8) - _position;
        if (damage.FlipBit >= 0 && index >= 0 && index < read)
            buffer[(int)index] ^= (byte)(1 << (int)(damage.FlipBit % 8));
        _position += read;
        return read;
    }
}
