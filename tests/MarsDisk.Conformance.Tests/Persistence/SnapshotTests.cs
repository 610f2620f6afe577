namespace MarsDisk.Conformance.Tests.Persistence;

/// <summary>Snapshots with a store that is a plugin of the product's making.</summary>
public sealed class SnapshotTests : Spec
{
    private readonly Shelf _shelf;
    private readonly TestProbe _listener;

    public SnapshotTests() : this(new Shelf())
    {
    }

    private SnapshotTests(Shelf shelf)
        : base(new SpecSetup { SnapshotStore = typeof(ShelfStore), Belongings = [shelf] })
    {
        _shelf = shelf;
        _listener = CreateTestProbe();
    }

    [Fact]
    public void The_store_gets_whose_snapshot_it_is_and_the_number_of_the_last_event()
    {
        var ledger = Open();
        _listener.ExpectMsg("recovered 0 at 0");
        ledger.Tell(new DepositAll(1, 2), TestActor);
        ReceiveN(2);

        ledger.Tell(new Save(), TestActor);

        _listener.ExpectMsg("saved at 2");
        var (metadata, state) = Assert.Single(_shelf.Saved);
        Assert.Equal("ledger", metadata.PersistenceId);
        Assert.Equal(2, metadata.SequenceNr);
        Assert.Equal(3, state);
    }

    [Fact]
    public void The_snapshot_that_the_store_loads_is_offered_first()
    {
        _shelf.Saved.Add((new SnapshotMetadata("ledger", 7, DateTime.UnixEpoch), 40));

        var ledger = Open();

        Assert.Equal(["snapshot 40", "recovered 40 at 7"], _listener.ReceiveN(2));
        ledger.Tell(new Deposit(2), TestActor);
        ExpectMsg("42 at 8");
    }

    [Fact]
    public void A_snapshot_that_cannot_be_saved_is_reported_and_the_actor_goes_on()
    {
        var ledger = Open();
        _listener.ExpectMsg("recovered 0 at 0");
        _shelf.Failure = new IOException("full");

        ledger.Tell(new Save(), TestActor);

        _listener.ExpectMsg("not saved at 0: full");
        ledger.Tell("sum", TestActor);
        ExpectMsg(0);
    }

    [Fact]
    public void A_snapshot_that_cannot_be_loaded_fails_the_recovery()
    {
        _shelf.Failure = new IOException("unreadable");

        var ledger = Open();
        Watch(ledger);

        _listener.ExpectMsg("recovery failed: unreadable");
        ExpectTerminated(ledger);
    }

    [Fact]
    public void Snapshots_are_deleted_by_criteria()
    {
        _shelf.Saved.Add((new SnapshotMetadata("ledger", 3, DateTime.UnixEpoch), 5));
        var ledger = Open();
        ReceiveFromListener(2);

        ledger.Tell(new SnapshotSelectionCriteria(3), TestActor);

        _listener.ExpectMsg("snapshots deleted");
        Assert.Empty(_shelf.Saved);
    }

    private void ReceiveFromListener(int count) => _listener.ReceiveN(count);

    private IActorRef Open()
    {
        var listener = _listener.Ref;
        return ActorOf(Props.Create(() => new Ledger("ledger", listener)));
    }

    /// <summary>Where the store keeps its snapshots.</summary>
    private sealed class Shelf
    {
        public List<(SnapshotMetadata Metadata, object State)> Saved { get; } = [];

        public Exception? Failure { get; set; }
    }

    private sealed class ShelfStore : SnapshotStore
    {
        private readonly Shelf _shelf = Belongings.Of<Shelf>(Context.System);

        protected override Task<SelectedSnapshot?> LoadAsync(
            string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
        {
            if (_shelf.Failure is { } failure)
                return Task.FromException<SelectedSnapshot?>(failure);
            var found = _shelf.Saved.Find(each => each.Metadata.PersistenceId == persistenceId);
            return Task.FromResult(found.Metadata is null ? null : new SelectedSnapshot(found.Metadata, found.State));
        }

        protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
        {
            if (_shelf.Failure is { } failure)
                return Task.FromException(failure);
            _shelf.Saved.Add((metadata, snapshot));
            return Task.CompletedTask;
        }

        protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => Task.CompletedTask;

        protected override Task DeleteAsync(
            string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
        {
            _shelf.Saved.RemoveAll(each => each.Metadata.SequenceNr <= criteria.MaxSequenceNr);
            return Task.CompletedTask;
        }
    }
}
