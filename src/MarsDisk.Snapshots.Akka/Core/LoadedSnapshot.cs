using MarsDisk.Snapshots.Restoring;

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
internal sealed class LeasedBody(Stream inner, IDisposable place) : ReadOnlyStream
{
    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

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
