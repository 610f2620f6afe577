using System.Diagnostics.CodeAnalysis;
using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime.Persistence;

/// <summary>
/// The actor in front of a store of snapshots. A circuit breaker guards every call; its limits are in the settings of the
/// plugin (<see cref="RuntimeSetup.PluginSettings"/>, <c>circuit-breaker</c>).
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An actor ends with PostStop, which disposes the token source.")]
public abstract class SnapshotStore : ActorBase
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CircuitBreaker _breaker;

    /// <summary>Reads the limits of the breaker.</summary>
    protected SnapshotStore()
    {
        var settings = Plugins.SettingsOf(Context.System, Self.Path.Name);
        _breaker = CircuitBreaker.Create(
            Context.System.Scheduler,
            settings.Count("circuit-breaker.max-failures", 5),
            settings.Time("circuit-breaker.call-timeout", TimeSpan.FromSeconds(20)),
            settings.Time("circuit-breaker.reset-timeout", TimeSpan.FromSeconds(60)));
    }

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

    /// <summary>
    /// Messages of the plugin to itself, and outcomes of saves and deletions before their actor hears of them; false if there
    /// is no rule.
    /// </summary>
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
            case SaveSnapshotFailure failure: Report(failure, () => Withdraw(failure)); return true;
            case SaveSnapshotSuccess or DeleteSnapshotSuccess or DeleteSnapshotFailure or DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                Report(message);
                return true;
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
            reply = new SnapshotLoaded(await _breaker.WithCircuitBreaker(
                () => LoadAsync(load.PersistenceId, load.Criteria, cancellationToken)).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            reply = new ReplayFailed(error);
        }
        load.ReplyTo.Send(reply);
    }

    private void Save(SaveSnapshot save, CancellationToken cancellationToken) =>
        _ = _breaker.WithCircuitBreaker(() => SaveAsync(save.Metadata, save.Snapshot, cancellationToken)).PipeTo(Self, Sender,
            success: () => new SaveSnapshotSuccess(save.Metadata),
            failure: error => new SaveSnapshotFailure(save.Metadata, error));

    private void Delete(DeleteSnapshot delete, CancellationToken cancellationToken) =>
        _ = _breaker.WithCircuitBreaker(() => DeleteAsync(delete.Metadata, cancellationToken)).PipeTo(Self, Sender,
            success: () => new DeleteSnapshotSuccess(delete.Metadata),
            failure: error => new DeleteSnapshotFailure(delete.Metadata, error));

    private void Delete(DeleteSnapshots delete, CancellationToken cancellationToken) =>
        _ = _breaker.WithCircuitBreaker(() => DeleteAsync(delete.PersistenceId, delete.Criteria, cancellationToken)).PipeTo(Self, Sender,
            success: () => new DeleteSnapshotsSuccess(delete.Criteria),
            failure: error => new DeleteSnapshotsFailure(delete.Criteria, error));

    // The plugin hears of an outcome first; the actor hears of it whatever the plugin does.
    private void Report(object outcome, Action? further = null)
    {
        try
        {
            ReceivePluginInternal(outcome);
            further?.Invoke();
        }
        finally
        {
            Sender.Tell(outcome);
        }
    }

    // A save that was reported as failed may go on and succeed; what it stores is not wanted. A breaker that is open does
    // not even ask the plugin.
    private void Withdraw(SaveSnapshotFailure failure) => _ = WithdrawAsync(failure, new EventStreamLog(Context.System, Self.Path.ToString()));

    private async Task WithdrawAsync(SaveSnapshotFailure failure, EventStreamLog log)
    {
        try
        {
            await _breaker.WithCircuitBreaker(() => DeleteAsync(failure.Metadata, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            log.Log(LogLevel.Error, error, "The snapshot that could not be saved could not be deleted either: {0}", error.Message);
        }
    }
}
