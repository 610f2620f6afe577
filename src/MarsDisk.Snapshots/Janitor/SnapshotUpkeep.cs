using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Janitor;

/// <summary>
/// What a host lets run beside its work for as long as it lives: prepares the stores, however long they are away, then
/// lets the janitor pass again and again. Nothing waits for it; persists fail fast until the stores are there.
/// </summary>
public sealed class SnapshotUpkeep(SnapshotServices services)
{
    private readonly StoreReadiness _stores = new(services);
    private readonly JanitorSchedule _janitor = new(() => services);

    /// <summary>Whether every store was prepared.</summary>
    public bool IsReady => _stores.IsReady;

    /// <summary>Why the last attempt to prepare them failed; null when it did not.</summary>
    public SnapshotError? Problem => _stores.Error;

    /// <summary>Runs until it is cancelled; does nothing while the mode is <see cref="SnapshotMode.Off"/>.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (services.Mode == SnapshotMode.Off)
            await Task.Delay(services.Options.JanitorInterval, services.Host.Time, cancellation).ConfigureAwait(false);
        await _stores.ReadyAsync(cancellation).ConfigureAwait(false);
        await _janitor.RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Prepares every store once: tables, containers, directories.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What went wrong first; null: all are ready.</returns>
    public async ValueTask<SnapshotError?> PrepareAsync(CancellationToken cancellation) =>
        (await _stores.TryAsync(cancellation).ConfigureAwait(false)).Error;
}
