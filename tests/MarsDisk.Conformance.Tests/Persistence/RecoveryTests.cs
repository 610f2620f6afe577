namespace MarsDisk.Conformance.Tests.Persistence;

public sealed class RecoveryTests() : PersistenceSpec(new JournalFaults())
{
    [Fact]
    public void Events_come_back_in_order_before_recovery_completed()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1, 2, 3);
        Close(ledger);

        Open();

        Assert.Equal(["replayed 1", "replayed 2", "replayed 3", "recovered 6 at 3"], Listener.ReceiveN(4));
    }

    [Fact]
    public void A_snapshot_comes_first_and_only_later_events_follow()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1, 2);
        ledger.Tell(new Save(), TestActor);
        Listener.ExpectMsg("saved at 2");
        Deposit(ledger, 3);
        Close(ledger);

        Open();

        Assert.Equal(["snapshot 3", "replayed 3", "recovered 6 at 3"], Listener.ReceiveN(3));
    }

    [Fact]
    public void Commands_that_arrive_meanwhile_follow_the_recovery()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1, 2);
        Close(ledger);

        Open().Tell("sum", TestActor);

        ExpectMsg(3);
    }

    [Fact]
    public void A_failed_replay_calls_on_recovery_failure_and_stops()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1);
        Close(ledger);
        Faults.ReplayFailure = new IOException("unreadable");

        var again = Open();
        Watch(again);

        Listener.ExpectMsg("recovery failed: unreadable");
        ExpectTerminated(again);
    }

    [Fact]
    public void An_event_that_cannot_be_applied_fails_the_recovery()
    {
        var ledger = OpenFresh();
        Deposit(ledger, -1, 2);
        Close(ledger);

        var again = Open();
        Watch(again);

        Listener.ExpectMsg("recovery failed: negative");
        ExpectTerminated(again);
        Listener.ExpectNoMsg(Soon);
    }

    [Fact]
    public void Numbers_go_on_after_deleted_events()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1, 2, 3);
        ledger.Tell(3L, TestActor);
        Listener.ExpectMsg("deleted to 3");
        Close(ledger);

        var again = Open();

        Listener.ExpectMsg("recovered 0 at 3");
        again.Tell(new Deposit(5), TestActor);
        ExpectMsg("5 at 4");
    }

    [Fact]
    public void Deleted_snapshots_are_not_offered()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1);
        ledger.Tell(new Save(), TestActor);
        Listener.ExpectMsg("saved at 1");
        ledger.Tell(SnapshotSelectionCriteria.Latest, TestActor);
        Listener.ExpectMsg("snapshots deleted");
        Close(ledger);

        Open();

        Assert.Equal(["replayed 1", "recovered 1 at 1"], Listener.ReceiveN(2));
    }

    [Fact]
    public void A_restart_recovers_from_the_journal()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1, 2);

        EventFilter.Exception<ProvokedException>().ExpectOne(() => ledger.Tell("persist and fail", TestActor));

        Assert.Equal(["replayed 1", "replayed 2", "replayed 100", "recovered 103 at 3"], Listener.ReceiveN(4));
    }
}
