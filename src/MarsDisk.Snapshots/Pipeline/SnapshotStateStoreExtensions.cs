namespace MarsDisk.Snapshots.Pipeline;

/// <summary>The streaming form beside <see cref="ISnapshotStateStore.UpsertAsync"/>.</summary>
public static class SnapshotStateStoreExtensions
{
    /// <summary>Stages, decides, places, verifies, commits and cleans up; the same for every store.</summary>
    /// <param name="store">Where the record becomes live.</param>
    /// <param name="request">Body, options and what is expected.</param>
    /// <param name="offloader">Places the bytes; its state store is this one.</param>
    /// <param name="cancellation">Honoured until the bytes are published.</param>
    /// <exception cref="ArgumentException">The offloader commits to another store.</exception>
    public static ValueTask<SnapshotOutcome<SnapshotCommit>> UpsertFromStreamAsync(
        this ISnapshotStateStore store, SnapshotStateWriteRequest request, SnapshotOffloader offloader, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(offloader);
        if (!ReferenceEquals(store, offloader.States))
            throw new ArgumentException("The offloader commits to another state store.", nameof(offloader));
        return offloader.UpsertAsync(request, offloader.TakeTicket(), cancellation: cancellation);
    }
}
