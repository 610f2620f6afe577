namespace MarsDisk.Snapshots.Akka;

/// <summary>A snapshot whose body is open. Whoever asked for it closes the body, and only then the next load gets its place.</summary>
/// <param name="SequenceNr">Its number.</param>
/// <param name="TimestampTicks">When it was taken, UTC ticks.</param>
/// <param name="Record">Its metadata.</param>
/// <param name="Body">The body, decoded and verified as it is read; its end is reported only when all of it was as promised.</param>
public sealed record LoadedSnapshot(long SequenceNr, long TimestampTicks, SnapshotStateRecord Record, Stream Body) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}

/// <summary>A body that gives back its place among the loads when it is closed.</summary>
internal sealed class LeasedBody(Stream inner, IDisposable place) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            place.Dispose();
        }
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            place.Dispose();
        }
        base.Dispose(disposing);
    }
}
