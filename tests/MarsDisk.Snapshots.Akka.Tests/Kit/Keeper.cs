namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>Command: save this.</summary>
public sealed record Keep(object Snapshot);

/// <summary>Command: save all of these at once.</summary>
public sealed record KeepAll(IReadOnlyList<object> Snapshots);

/// <summary>A persistent actor whose state is its snapshot; it tells a listener what happens.</summary>
public sealed class Keeper : ReceivePersistentActor
{
    private readonly IActorRef _listener;

    public Keeper(string persistenceId, IActorRef listener)
    {
        PersistenceId = persistenceId;
        _listener = listener;
        Recover<SnapshotOffer>(offer => _listener.Tell(offer.Snapshot, Self));
        Recover<RecoveryCompleted>(_ => _listener.Tell("recovered", Self));
        Command<Keep>(m => SaveSnapshot(m.Snapshot));
        Command<KeepAll>(m =>
        {
            foreach (var snapshot in m.Snapshots)
                SaveSnapshot(snapshot);
        });
        Command<SnapshotSelectionCriteria>(DeleteSnapshots);
        Command<long>(DeleteSnapshot);
        Command<SaveSnapshotSuccess>(m => _listener.Tell("saved", Self));
        Command<SaveSnapshotFailure>(m => _listener.Tell($"not saved: {m.Cause.Message}", Self));
        Command<DeleteSnapshotsSuccess>(_ => _listener.Tell("deleted", Self));
        Command<DeleteSnapshotSuccess>(_ => _listener.Tell("deleted", Self));
    }

    public override string PersistenceId { get; }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _listener.Tell($"recovery failed: {reason.Message}", Self);
}
