using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Runtime.Persistence;

/// <summary>The actor in front of a store of snapshots.</summary>
[SuppressMessage("Design", "CA1001", Justification = "An actor ends with PostStop, which disposes the token source.")]
public abstract class SnapshotStore : ActorBase
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The latest snapshot that is meant, or null. A task that fails fails the recovery.</summary>
    protected abstract Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken);

    /// <summary>Saves a snapshot.</summary>
    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken);

    /// <summary>Deletes the snapshot of that number.</summary>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken);

    /// <summary>Deletes all snapshots that are meant.</summary>
    protected abstract Task DeleteAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken);

    /// <summary>Messages of the plugin to itself; false if there is no rule.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case LoadSnapshot load: _ = Load(load, _stopping.Token); return true;
            case SaveSnapshot save: Save(save, _stopping.Token); return true;
            case DeleteSnapshot delete: Delete(delete, _stopping.Token); return true;
            case DeleteSnapshots delete: Delete(delete, _stopping.Token); return true;
            default: return ReceivePluginInternal(message);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        base.PostStop();
    }

    private async Task Load(LoadSnapshot load, CancellationToken cancellationToken)
    {
        object reply;
        try
        {
            reply = new SnapshotLoaded(
                await LoadAsync(load.PersistenceId, load.Criteria, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            reply = new ReplayFailed(error);
        }
        load.ReplyTo.Send(reply);
    }

    private void Save(SaveSnapshot save, CancellationToken cancellationToken) =>
        _ = Started(() => SaveAsync(save.Metadata, save.Snapshot, cancellationToken)).PipeTo(Sender, Self,
            success: () => new SaveSnapshotSuccess(save.Metadata),
            failure: error => new SaveSnapshotFailure(save.Metadata, error));

    private void Delete(DeleteSnapshot delete, CancellationToken cancellationToken) =>
        _ = Started(() => DeleteAsync(delete.Metadata, cancellationToken)).PipeTo(Sender, Self,
            success: () => new DeleteSnapshotSuccess(delete.Metadata),
            failure: error => new DeleteSnapshotFailure(delete.Metadata, error));

    private void Delete(DeleteSnapshots delete, CancellationToken cancellationToken) =>
        _ = Started(() => DeleteAsync(delete.PersistenceId, delete.Criteria, cancellationToken)).PipeTo(Sender, Self,
            success: () => new DeleteSnapshotsSuccess(delete.Criteria),
            failure: error => new DeleteSnapshotsFailure(delete.Criteria, error));

    // A plugin that throws before its first await has failed like any other.
    private static async Task Started(Func<Task> work) => await work().ConfigureAwait(false);
}
