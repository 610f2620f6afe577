namespace MarsDisk.Conformance.Tests.Persistence;

public sealed record Deposit(int Amount);

public sealed record Deposited(int Amount);

public sealed record DepositAll(params int[] Amounts);

public sealed record Save;

/// <summary>A persistent sum that tells a listener what happens to it.</summary>
public sealed class Ledger : ReceivePersistentActor
{
    private readonly IActorRef _listener;
    private int _sum;

    public Ledger(string persistenceId, IActorRef listener)
    {
        PersistenceId = persistenceId;
        _listener = listener;
        Recover<SnapshotOffer>(offer =>
        {
            _sum = (int)offer.Snapshot;
            _listener.Tell($"snapshot {_sum}", Self);
        });
        Recover<Deposited>(Replay);
        Recover<RecoveryCompleted>(_ => _listener.Tell($"recovered {_sum} at {LastSequenceNr}", Self));
        Command<Deposit>(m => Persist(new Deposited(m.Amount), Apply));
        Command<DepositAll>(m => PersistAll(m.Amounts.Select(amount => new Deposited(amount)), Apply));
        Command<string>(m => m == "sum", _ => Sender.Tell(_sum, Self));
        Command<string>(m => m == "nested", _ => Persist(new Deposited(1), first =>
        {
            Apply(first);
            Persist(new Deposited(10), Apply);
        }));
        Command<string>(m => m == "persist and fail", _ =>
        {
            Persist(new Deposited(100), Apply);
            throw new ProvokedException("after persist");
        });
        Command<Save>(_ => SaveSnapshot(_sum));
        Command<SaveSnapshotSuccess>(m => _listener.Tell($"saved at {m.Metadata.SequenceNr}", Self));
        Command<SaveSnapshotFailure>(m => _listener.Tell($"not saved at {m.Metadata.SequenceNr}: {m.Cause.Message}", Self));
        Command<SnapshotSelectionCriteria>(DeleteSnapshots);
        Command<DeleteSnapshotsSuccess>(_ => _listener.Tell("snapshots deleted", Self));
        Command<DeleteSnapshotsFailure>(m => _listener.Tell($"snapshots not deleted: {m.Cause.Message}", Self));
        Command<long>(DeleteMessages);
        Command<DeleteMessagesFailure>(m => _listener.Tell($"not deleted to {m.ToSequenceNr}: {m.Cause.Message}", Self));
        Command<DeleteMessagesSuccess>(m => _listener.Tell($"deleted to {m.ToSequenceNr}", Self));
    }

    public override string PersistenceId { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _listener.Tell($"failed {sequenceNr}: {cause.Message}", Self);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        _listener.Tell($"rejected {sequenceNr}: {cause.Message}", Self);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _listener.Tell($"recovery failed: {reason.Message}", Self);

    private void Replay(Deposited deposited)
    {
        if (deposited.Amount < 0)
            throw new ProvokedException("negative");
        _sum += deposited.Amount;
        _listener.Tell($"replayed {deposited.Amount}", Self);
    }

    private void Apply(Deposited deposited)
    {
        _sum += deposited.Amount;
        Sender.Tell($"{_sum} at {LastSequenceNr}", Self);
    }
}
