using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// Prepares the stores in the background, again and again until it succeeds; requests wait for the first attempt and then
/// fail at once. Afterwards looks after what nobody needs any more.
/// </summary>
internal sealed class StoreReadiness(SnapshotServices services, CancellationToken stopping)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SnapshotError? _problem;

    /// <summary>Begins.</summary>
    /// <param name="whenReady">Runs once the stores are there.</param>
    public void Start(Func<CancellationToken, ValueTask> whenReady) => _ = Task.Run(() => RunAsync(whenReady), stopping);

    /// <summary>Returns when the stores are there.</summary>
    /// <exception cref="SnapshotStoreException">They are not; it is being tried.</exception>
    public async ValueTask RequireAsync(CancellationToken cancellation)
    {
        await _tried.Task.WaitAsync(cancellation).ConfigureAwait(false);
        if (_problem is { } problem)
            throw new SnapshotStoreException(
                SnapshotStatus.Unavailable, problem.Code, $"The stores are not ready yet, and are tried again in the background. {problem.Message}", problem.Cause);
    }

    private async Task RunAsync(Func<CancellationToken, ValueTask> whenReady)
    {
        try
        {
            var pause = PauseMin;
            while (!await TryAsync().ConfigureAwait(false))
            {
                await Task.Delay(pause, services.Host.Time, stopping).ConfigureAwait(false);
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
            await whenReady(stopping).ConfigureAwait(false);
            while (true)
            {
                await new SnapshotJanitor(services).PassAsync(sweep: false, stopping).ConfigureAwait(false);
                await Task.Delay(services.Options.JanitorInterval, services.Host.Time, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The system ends.
        }
        catch (ObjectDisposedException) when (stopping.IsCancellationRequested)
        {
            // The system has ended.
        }
    }

    private async ValueTask<bool> TryAsync()
    {
        var made = await EnsureAsync().ConfigureAwait(false);
        _problem = made.IsSuccess ? null : made.Error;
        if (!made.IsSuccess)
            services.Host.Log(SnapshotEvents.StoreNotReady, SnapshotEvents.Warning, $"The stores of snapshots are not ready: {made}", made.Error?.Cause);
        _tried.TrySetResult();
        return made.IsSuccess;
    }

    private async ValueTask<SnapshotOutcome<bool>> EnsureAsync()
    {
        var made = await services.States.EnsureAsync(stopping).ConfigureAwait(false);
        foreach (var blobs in services.AllBlobs)
        {
            if (made.IsSuccess)
                made = await blobs.EnsureAsync(stopping).ConfigureAwait(false);
        }
        return made;
    }
}
