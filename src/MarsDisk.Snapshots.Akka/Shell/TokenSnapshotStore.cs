namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// The one place that knows the two generations of the plugin interface: up to 1.5.41 of Akka.NET its methods have no token. The
/// build defines <c>AKKA_CT</c> from the version that it found.
/// </summary>
public abstract class TokenSnapshotStore : SnapshotStore
{
    private protected TokenSnapshotStore()
    {
    }

#if AKKA_CT
    /// <inheritdoc/>
    protected sealed override Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        Load(persistenceId, criteria, cancellationToken);

    /// <inheritdoc/>
    protected sealed override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) =>
        Save(metadata, snapshot, cancellationToken);

    /// <inheritdoc/>
    protected sealed override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) =>
        Delete(metadata, cancellationToken);

    /// <inheritdoc/>
    protected sealed override Task DeleteAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        Delete(persistenceId, criteria, cancellationToken);
#else
    /// <inheritdoc/>
    protected sealed override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Load(persistenceId, criteria, CancellationToken.None);

    /// <inheritdoc/>
    protected sealed override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Save(metadata, snapshot, CancellationToken.None);

    /// <inheritdoc/>
    protected sealed override Task DeleteAsync(SnapshotMetadata metadata) => Delete(metadata, CancellationToken.None);

    /// <inheritdoc/>
    protected sealed override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Delete(persistenceId, criteria, CancellationToken.None);
#endif

    private protected abstract Task<SelectedSnapshot?> Load(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellation);

    private protected abstract Task Save(SnapshotMetadata metadata, object snapshot, CancellationToken cancellation);

    private protected abstract Task Delete(SnapshotMetadata metadata, CancellationToken cancellation);

    private protected abstract Task Delete(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellation);
}
