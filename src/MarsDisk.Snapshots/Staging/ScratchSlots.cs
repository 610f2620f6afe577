namespace MarsDisk.Snapshots.Staging;

/// <summary>Limits how many snapshots are staged at once. A slot is given back once, however often it is disposed.</summary>
internal sealed class ScratchSlots(int count, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);

    /// <summary>Slots that nobody holds.</summary>
    public int Free => _free.CurrentCount;

    /// <summary>Waits for a slot; null when none became free in time.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    public async ValueTask<IDisposable?> TakeAsync(TimeSpan wait, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (await _free.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false))
            return new Slot(_free);
        if (wait <= TimeSpan.Zero)
            return null;
        using var timer = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            await _free.WaitAsync(either.Token).ConfigureAwait(false);
            return new Slot(_free);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Release();
    }
}
