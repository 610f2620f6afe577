namespace MarsDisk.Snapshots.Akka;

/// <summary>A bounded number of places; whoever finds none waits for one.</summary>
internal sealed class Places(int most) : IDisposable
{
    private readonly SemaphoreSlim _free = new(most);

    /// <summary>Takes a place; disposing gives it back, once.</summary>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        return new Place(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        public void Dispose()
        {
            try
            {
                Interlocked.Exchange(ref _free, null)?.Release();
            }
            catch (ObjectDisposedException)
            {
                // The system has ended meanwhile.
            }
        }
    }
}
