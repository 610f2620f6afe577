using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Hosts;

/// <summary>
/// Makes what the stores need (<c>EnsureAsync</c>): tried until it works, in the background, however long a store is away.
/// Meanwhile requests fail at once with what was wrong at the last attempt; nothing has to be started again.
/// </summary>
/// <param name="services">The stores.</param>
/// <param name="end">Ends the attempts.</param>
public sealed class StoreReadiness(SnapshotServices services, CancellationToken end = default)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource _firstTried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Task? _making;
    private volatile Attempt? _last;

    /// <summary>Whether the stores can be worked with.</summary>
    public bool IsReady => _last is { Outcome.IsSuccess: true };

    /// <summary>What was wrong at the last attempt; null: nothing, or there was none yet.</summary>
    public SnapshotError? Error => _last?.Outcome.Error;

    /// <summary>Begins to try, and waits for nothing.</summary>
    public void Begin()
    {
        lock (_gate)
            _making ??= Task.Factory.StartNew(
                () => TryUntilReadyAsync(end), CancellationToken.None, TaskCreationOptions.DenyChildAttach, services.Host.IoScheduler).Unwrap();
    }

    /// <summary>Waits for the first attempt, which it begins if need be; later it answers at once with the last one.</summary>
    /// <param name="cancellation">Ends the waiting, not the attempts.</param>
    public async ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation)
    {
        Begin();
        try
        {
            await _firstTried.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            return Cancelled(error);
        }
        return _last?.Outcome ?? Cancelled(cause: null);
    }

    /// <summary>Returns when the stores can be worked with: waits for the attempts that were begun, or tries until it works.</summary>
    /// <param name="cancellation">Ends the waiting, and attempts that are its own.</param>
    public Task ReadyAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_making is { } begun)
                return begun.WaitAsync(cancellation);
        }
        return TryUntilReadyAsync(cancellation);
    }

    /// <summary>Tries once.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async ValueTask<SnapshotOutcome<bool>> TryAsync(CancellationToken cancellation)
    {
        try
        {
            var made = await OutcomeOfAsync(services.States.EnsureAsync, cancellation).ConfigureAwait(false);
            foreach (var blobs in services.AllBlobs)
            {
                if (made.IsSuccess)
                    made = await OutcomeOfAsync(blobs.EnsureAsync, cancellation).ConfigureAwait(false);
            }
            _last = new Attempt(made);
            return made;
        }
        finally
        {
            _firstTried.TrySetResult();
        }
    }

    private async Task TryUntilReadyAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; !(await TryAsync(cancellation).ConfigureAwait(false)).IsSuccess; attempt++)
        {
            // One line when a store is away and not one for each attempt.
            services.Host.Log(
                SnapshotEvents.StoreNotReady, attempt == 1 ? SnapshotEvents.Warning : SnapshotEvents.Debug,
                $"The stores of snapshots are not ready and are tried again until they are: {Error?.Code}: {Error?.Message}", Error?.Cause);
            await Task.Delay(RetryPause.Doubled(attempt, FirstWait, LongestWait, Random.Shared.NextDouble()), services.Host.Time, cancellation).ConfigureAwait(false);
        }
    }

    private static SnapshotOutcome<bool> Cancelled(Exception? cause) => SnapshotOutcome.Failed<bool>(
        SnapshotStatus.Cancelled, SnapshotStage.Admit, SnapshotCodes.Cancelled, "It was cancelled before the stores were ready.", cause: cause);

    // The edge: a store of somebody else may throw, and the background must not die of it.
    private static async ValueTask<SnapshotOutcome<bool>> OutcomeOfAsync(
        Func<CancellationToken, ValueTask<SnapshotOutcome<bool>>> ensure, CancellationToken cancellation)
    {
        try
        {
            return await ensure(cancellation).ConfigureAwait(false);
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            return SnapshotOutcome.Failed<bool>(
                SnapshotStatus.Unavailable, SnapshotStage.Admit, SnapshotCodes.StateFault, $"A store could not be prepared: {broken.Message}", isTransient: true, broken);
        }
    }

    private sealed record Attempt(SnapshotOutcome<bool> Outcome);
}
