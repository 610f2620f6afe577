using System.Diagnostics.CodeAnalysis;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// Makes sure that writes never become loadable: fences them, and takes their records out of use where the commit was
/// faster. While the store cannot be reached it is tried again and again, and nobody loads a snapshot of that actor.
/// </summary>
internal sealed class Withdrawals(SnapshotServices services, CancellationToken stopping)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, List<Withdrawal>> _open = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Enters a write; from now on loads wait until it is withdrawn.</summary>
    public Withdrawal Begin(SnapshotSeries series, Func<Guid> writeId)
    {
        var withdrawal = new Withdrawal(services, series, writeId);
        lock (_gate)
        {
            if (!_open.TryGetValue(series.Name, out var open))
                _open[series.Name] = open = [];
            open.Add(withdrawal);
        }
        _ = RunAsync(withdrawal);
        return withdrawal;
    }

    /// <summary>Tries everything that is open for an actor.</summary>
    /// <returns>The error of the first that cannot be withdrawn now; null: nothing is open any more.</returns>
    public async ValueTask<SnapshotError?> SettleAsync(string persistenceId, CancellationToken cancellation)
    {
        List<Withdrawal> open;
        lock (_gate)
            open = _open.TryGetValue(persistenceId, out var found) ? [.. found] : [];
        foreach (var withdrawal in open)
        {
            if (await withdrawal.TryAsync(cancellation).ConfigureAwait(false) is { } error)
                return error;
        }
        return null;
    }

    private async Task RunAsync(Withdrawal withdrawal)
    {
        try
        {
            for (var attempt = 1; await withdrawal.TryAsync(stopping).ConfigureAwait(false) is { } error; attempt++)
            {
                var pause = RetryPause.Doubled(attempt, PauseMin, PauseMax, Random.Shared.NextDouble());
                services.Host.Log(
                    SnapshotEvents.CleanupFailed, SnapshotEvents.Warning,
                    $"A snapshot that is not wanted could not be withdrawn; it is tried again in {pause.TotalSeconds:F0} s. ({error.Message})", error.Cause);
                await Task.Delay(pause, services.Host.Time, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The system ends.
        }
        lock (_gate)
        {
            var open = _open[withdrawal.Series.Name];
            open.Remove(withdrawal);
            if (open.Count == 0)
                _open.Remove(withdrawal.Series.Name);
        }
    }
}

/// <summary>One write that must not become loadable.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class Withdrawal(SnapshotServices services, SnapshotSeries series, Func<Guid> writeId)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _isDone;

    public SnapshotSeries Series { get; } = series;

    /// <summary>Fences and takes out of use; does nothing the second time.</summary>
    /// <returns>What is in the way; null: it is withdrawn for ever.</returns>
    public async ValueTask<SnapshotError?> TryAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_isDone)
                return null;
            var error = await Task.Run(() => WithdrawAsync(writeId(), cancellation).AsTask(), cancellation).ConfigureAwait(false);
            _isDone = error is null;
            return error;
        }
        finally
        {
            _one.Release();
        }
    }

    private async ValueTask<SnapshotError?> WithdrawAsync(Guid id, CancellationToken cancellation)
    {
        var fenced = await services.States.FenceAsync(Series, id, cancellation).ConfigureAwait(false);
        if (!fenced.IsSuccess)
            return fenced.Error;
        if (fenced.Value)
        {
            SnapshotMetrics.WriteFenced();
            return null;
        }
        var found = await services.States.FindByWriteIdAsync(Series, id, cancellation).ConfigureAwait(false);
        if (!found.IsSuccess)
            return found.Error;
        if (found.Value is not { State: SnapshotRecordState.Live } record)
            return null;

        // False: another save has taken its place, and that one is wanted.
        var marked = await services.States.MarkAsync(record, SnapshotRecordState.Retired, "withdrawn", cancellation).ConfigureAwait(false);
        return marked.IsSuccess ? null : marked.Error;
    }
}
