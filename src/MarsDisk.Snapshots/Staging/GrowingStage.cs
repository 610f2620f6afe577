using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Staging;

/// <summary>Stages in one buffer while the container is small, and moves to a larger stage when it is not.</summary>
/// <param name="buffers">The buffer comes from here.</param>
/// <param name="bytesMax">Bytes that the buffer takes.</param>
/// <param name="spill">Makes the larger stage.</param>
internal sealed class GrowingStage(BlockBuffers buffers, int bytesMax, Func<CancellationToken, ValueTask<IStage>> spill) : IStage
{
    private byte[]? _buffer;
    private int _filled;

    public long Length => Spilled?.Length ?? _filled;

    public long ScratchBytes => Spilled?.ScratchBytes ?? 0;

    /// <summary>The larger stage; null while the buffer is enough.</summary>
    public IStage? Spilled { get; private set; }

    /// <summary>The bytes, while the buffer is enough; gone when the stage is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _filled);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (Spilled is null)
        {
            if (bytes.Length <= bytesMax - _filled)
            {
                _buffer ??= buffers.Rent(bytesMax);
                bytes.Span.CopyTo(_buffer.AsSpan(_filled));
                _filled += bytes.Length;
                return;
            }
            Spilled = await spill(cancellation).ConfigureAwait(false);
            await Spilled.WriteAsync(Bytes, cancellation).ConfigureAwait(false);
            GiveBack();
        }
        await Spilled.WriteAsync(bytes, cancellation).ConfigureAwait(false);
    }

    public Stream OpenRead() => Spilled?.OpenRead() ?? new MemoryStream(_buffer ?? [], 0, _filled, writable: false);

    public ValueTask DisposeAsync()
    {
        GiveBack();
        return Spilled?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private void GiveBack()
    {
        if (_buffer is not null)
            buffers.Return(_buffer);
        _buffer = null;
    }
}
