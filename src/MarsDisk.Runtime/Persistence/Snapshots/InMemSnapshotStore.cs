namespace MarsDisk.Runtime.Persistence;

/// <summary>The content of an <see cref="InMemSnapshotStore"/>; given to several systems it outlives each of them.</summary>
public sealed class InMemSnapshots
{
    private readonly List<SelectedSnapshot> _snapshots = [];

    internal SelectedSnapshot? Latest(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (_snapshots)
            return _snapshots.Where(s => IsMeant(s, persistenceId, criteria)).MaxBy(s => s.Metadata.SequenceNr);
    }

    internal void Save(SelectedSnapshot snapshot)
    {
        lock (_snapshots)
            _snapshots.Add(snapshot);
    }

    internal void Delete(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (_snapshots)
            _snapshots.RemoveAll(s => IsMeant(s, persistenceId, criteria));
    }

    private static bool IsMeant(SelectedSnapshot snapshot, string persistenceId, SnapshotSelectionCriteria criteria) =>
        snapshot.Metadata.PersistenceId == persistenceId && criteria.IsMatch(snapshot.Metadata);
}

/// <summary>A snapshot store in memory. For tests, and for actors that need no memory beyond their process.</summary>
public class InMemSnapshotStore(InMemSnapshots snapshots) : SnapshotStore
{
    /// <summary>With snapshots of its own, lost with the store.</summary>
    public InMemSnapshotStore() : this(new InMemSnapshots())
    {
    }

    /// <inheritdoc/>
    protected override Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        Task.FromResult(snapshots.Latest(persistenceId, criteria));

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        snapshots.Save(new SelectedSnapshot(metadata, snapshot));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return DeleteAsync(
            metadata.PersistenceId,
            new SnapshotSelectionCriteria(metadata.SequenceNr, DateTime.MaxValue, metadata.SequenceNr), cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        snapshots.Delete(persistenceId, criteria);
        return Task.CompletedTask;
    }
}
