namespace MarsDisk.Conformance.Tests.Persistence;

public sealed class FaultTests() : PersistenceSpec(new JournalFaults())
{
    [Fact]
    public void The_third_write_fails_and_the_first_two_are_there_after_recovery()
    {
        Faults.Fail(new IOException("disk full"), write: 3);
        var ledger = OpenFresh();
        Watch(ledger);
        Deposit(ledger, 1, 2);

        ledger.Tell(new Deposit(4), TestActor);

        Listener.ExpectMsg("failed 3: disk full");
        ExpectTerminated(ledger);
        Open();
        Assert.Equal(["replayed 1", "replayed 2", "recovered 3 at 2"], Listener.ReceiveN(3));
    }

    [Fact]
    public void The_second_write_is_rejected_and_its_number_is_used_up()
    {
        Faults.Reject(new NotSupportedException("not this"), write: 2);
        var ledger = OpenFresh();
        Deposit(ledger, 1);

        ledger.Tell(new Deposit(2), TestActor);
        Listener.ExpectMsg("rejected 2: not this");
        ledger.Tell(new Deposit(4), TestActor);

        ExpectMsg("5 at 3");
    }

    [Fact]
    public void A_torn_event_is_not_there_after_recovery()
    {
        Faults.Tear(eventsKept: 0, new IOException("power lost"));
        var ledger = OpenFresh();
        Watch(ledger);

        ledger.Tell(new Deposit(1), TestActor);

        Listener.ExpectMsg("failed 1: power lost");
        ExpectTerminated(ledger);
        Open();
        Listener.ExpectMsg("recovered 0 at 0");
    }

    [Fact]
    public void An_event_whose_answer_was_lost_is_there_after_recovery()
    {
        Faults.Tear(eventsKept: 1, new IOException("power lost"));
        var ledger = OpenFresh();
        Watch(ledger);

        ledger.Tell(new Deposit(1), TestActor);

        Listener.ExpectMsg("failed 1: power lost");
        ExpectTerminated(ledger);
        Open();
        Assert.Equal(["replayed 1", "recovered 1 at 1"], Listener.ReceiveN(2));
    }

    [Fact]
    public void A_torn_unit_keeps_what_was_stored_before_the_tear()
    {
        EventFilter.DeadLetter().Mute();                     // the answers for the other events reach nobody
        Faults.Tear(eventsKept: 2, new IOException("power lost"));
        var ledger = OpenFresh();
        Watch(ledger);

        ledger.Tell(new DepositAll(1, 2, 4), TestActor);

        Listener.ExpectMsg("failed 1: power lost");
        ExpectTerminated(ledger);
        Open();
        Assert.Equal(["replayed 1", "replayed 2", "recovered 3 at 2"], Listener.ReceiveN(3));
    }

    [Fact]
    public void Delayed_writes_keep_their_order()
    {
        var first = Faults.Hold();
        var second = Faults.Hold(write: 2);
        var ledger = OpenFresh();
        ledger.Tell(new Deposit(1), TestActor);
        ledger.Tell(new Deposit(2), TestActor);

        second.SetResult();
        ExpectNoMsg(Soon);
        first.SetResult();

        Assert.Equal(["1 at 1", "3 at 2"], ReceiveN(2));
    }

    [Fact]
    public void A_rejected_unit_is_reported_for_each_of_its_events()
    {
        Faults.Reject(new NotSupportedException("one at a time"));
        var ledger = OpenFresh();

        ledger.Tell(new DepositAll(1, 2), TestActor);

        Assert.Equal(["rejected 1: one at a time", "rejected 2: one at a time"], Listener.ReceiveN(2));
        ledger.Tell("sum", TestActor);
        ExpectMsg(0);
    }

    [Fact]
    public void Deleting_that_fails_is_reported_to_the_actor()
    {
        var ledger = OpenFresh();
        Deposit(ledger, 1);
        Faults.DeleteFailure = new IOException("read-only");

        ledger.Tell(1L, TestActor);

        Listener.ExpectMsg("not deleted to 1: read-only");
    }

    [Fact]
    public void A_failure_in_on_persist_failure_stops_the_actor_all_the_same()
    {
        Faults.Fail(new IOException("disk full"));
        var actor = ActorOf(Props.Create(() => new Clumsy()));
        Watch(actor);

        EventFilter.Error().And.DeadLetter().Mute();
        actor.Tell(1, TestActor);

        ExpectTerminated(actor);
    }

    private sealed class Clumsy : ReceivePersistentActor
    {
        public Clumsy() => Command<int>(m => Persist(m, _ => { }));

        public override string PersistenceId => "clumsy";

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
            throw new ProvokedException("clumsy");
    }
}
