using System.Security.Cryptography;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Janitor;

/// <summary>
/// What a host lets run beside its work for as long as it lives: prepares the stores, however long they are away, then
/// lets the janitor pass again and again. Nothing waits for it; persists fail fast until the stores are there.
/// </summary>
public sealed class SnapshotUpkeep(SnapshotServices services)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromDays(1);

    private readonly SnapshotJanitor _janitor = new(services);
    private volatile SnapshotError? _problem;
    private volatile bool _isReady;

    /// <summary>Whether every store was prepared.</summary>
    public bool IsReady => _isReady;

    /// <summary>Why the last attempt to prepare them failed; null when it did not.</summary>
    public SnapshotError? Problem => _problem;

    /// <summary>Runs until it is cancelled; does nothing while the mode is <see cref="SnapshotMode.Off"/>.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var attempt = 0;
        long? swept = null;
        while (true)
        {
            if (services.Mode == SnapshotMode.Off)
            {
                await WaitAsync(services.Options.JanitorInterval, cancellation).ConfigureAwait(false);
                continue;
            }
            if (!_isReady && await PrepareAsync(cancellation).ConfigureAwait(false) is { } problem)
            {
                Report(problem, ++attempt);
                await WaitAsync(BackOff(attempt), cancellation).ConfigureAwait(false);
                continue;
            }
            var isSweepDue = swept is not { } last || services.Host.Time.GetElapsedTime(last) >= SweepInterval;
            if (isSweepDue)
                swept = services.Host.Time.GetTimestamp();
            await PassAsync(isSweepDue, cancellation).ConfigureAwait(false);
            await WaitAsync(services.Options.JanitorInterval, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Prepares every store once: tables, containers, directories.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What went wrong first; null: all are ready.</returns>
    public async ValueTask<SnapshotError?> PrepareAsync(CancellationToken cancellation)
    {
        _problem = await EnsureAsync(cancellation).ConfigureAwait(false);
        _isReady = _problem is null;
        return _problem;
    }

    private async ValueTask<SnapshotError?> EnsureAsync(CancellationToken cancellation)
    {
        try
        {
            var made = await services.States.EnsureAsync(cancellation).ConfigureAwait(false);
            foreach (var blobs in services.AllBlobs)
            {
                if (made.IsSuccess)
                    made = await blobs.EnsureAsync(cancellation).ConfigureAwait(false);
            }
            return made.Error;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)       // the edge: a store of somebody else may throw
        {
            return new SnapshotError(SnapshotStage.Admit, SnapshotCodes.StateFault, error.Message, IsTransient: true, error);
        }
    }

    private async ValueTask PassAsync(bool sweep, CancellationToken cancellation)
    {
        try
        {
            await _janitor.PassAsync(sweep, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)       // the edge: the next pass begins anew
        {
            SnapshotMetrics.CleanupFailed();
            services.Host.Log(SnapshotEvents.CleanupFailed, SnapshotEvents.Warning, $"A pass of the janitor failed; the next one begins anew: {error.Message}", error);
        }
    }

    // One line when a store goes away and not one for each attempt.
    private void Report(SnapshotError problem, int attempt) => services.Host.Log(
        SnapshotEvents.StoreNotReady, attempt == 1 ? SnapshotEvents.Warning : SnapshotEvents.Debug,
        $"The stores of snapshots are not ready and are tried again until they are: {problem.Code}: {problem.Message}", problem.Cause);

    private static TimeSpan BackOff(int attempt)
    {
        var wait = Math.Min(LongestWait.TotalMilliseconds, FirstWait.TotalMilliseconds * (1L << Math.Min(attempt - 1, 20)));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)wait / 2, (int)wait + 1));
    }

    private Task WaitAsync(TimeSpan wait, CancellationToken cancellation) => Task.Delay(wait, services.Host.Time, cancellation);
}
