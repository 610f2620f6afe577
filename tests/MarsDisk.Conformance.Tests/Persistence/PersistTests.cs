namespace MarsDisk.Conformance.Tests.Persistence;

public sealed class PersistTests() : PersistenceSpec(new JournalFaults())
{
    [Fact]
    public void Later_commands_wait_until_the_handler_has_run()
    {
        var ledger = OpenFresh();
        var release = Faults.Hold();

        ledger.Tell(new Deposit(1), TestActor);
        ledger.Tell("sum", TestActor);
        ledger.Tell(new Deposit(2), TestActor);
        ledger.Tell("sum", TestActor);
        ExpectNoMsg(Soon);
        release.SetResult();

        Assert.Equal<object>(["1 at 1", 1, "3 at 2", 3], ReceiveN(4));
    }

    [Fact]
    public void The_sender_inside_the_handler_is_that_of_the_command()
    {
        var ledger = OpenFresh();
        var first = CreateTestProbe();
        var second = CreateTestProbe();

        ledger.Tell(new Deposit(1), first.Ref);
        ledger.Tell(new Deposit(2), second.Ref);

        first.ExpectMsg("1 at 1");
        second.ExpectMsg("3 at 2");
    }

    [Fact]
    public void Persist_all_runs_the_handler_for_each_event_in_order()
    {
        var ledger = OpenFresh();

        ledger.Tell(new DepositAll(1, 2, 3), TestActor);

        Assert.Equal(["1 at 1", "3 at 2", "6 at 3"], ReceiveN(3));
    }

    [Fact]
    public void Persist_all_of_nothing_lets_the_next_command_in()
    {
        var ledger = OpenFresh();

        ledger.Tell(new DepositAll(), TestActor);
        ledger.Tell("sum", TestActor);

        ExpectMsg(0);
    }

    [Fact]
    public void A_handler_may_persist_again_before_the_next_command()
    {
        var ledger = OpenFresh();

        ledger.Tell("nested", TestActor);
        ledger.Tell("sum", TestActor);

        Assert.Equal<object>(["1 at 1", "11 at 2", 11], ReceiveN(3));
    }

    [Fact]
    public void A_failed_write_stops_the_actor_after_on_persist_failure()
    {
        var ledger = OpenFresh();
        Watch(ledger);
        Faults.Fail(new IOException("disk full"));

        EventFilter.DeadLetter<string>().ExpectOne(() =>
        {
            ledger.Tell(new Deposit(1), TestActor);
            ledger.Tell("sum", TestActor);
        });

        Listener.ExpectMsg("failed 1: disk full");
        ExpectTerminated(ledger);
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_rejected_write_leaves_the_actor_running_and_skips_the_handler()
    {
        var ledger = OpenFresh();
        Faults.Reject(new InvalidOperationException("not an event"));

        ledger.Tell(new Deposit(1), TestActor);
        ledger.Tell("sum", TestActor);

        Listener.ExpectMsg("rejected 1: not an event");
        ExpectMsg(0);
        ledger.Tell(new Deposit(2), TestActor);
        ExpectMsg("2 at 2");
    }

    [Fact]
    public void What_a_command_persisted_before_it_threw_is_written_and_replayed()
    {
        var ledger = OpenFresh();

        EventFilter.Exception<ProvokedException>().ExpectOne(() => ledger.Tell("persist and fail", TestActor));

        Assert.Equal(["replayed 100", "recovered 100 at 1"], Listener.ReceiveN(2));
    }

    [Fact]
    public void A_stop_while_writing_takes_effect_at_once()
    {
        var ledger = OpenFresh();
        var release = Faults.Hold();
        ledger.Tell(new Deposit(1), TestActor);
        AwaitCondition(() => Faults.IsEmpty);

        EventFilter.DeadLetter().Mute();                     // the journal's answer reaches nobody
        Close(ledger);
        release.SetResult();

        ExpectNoMsg(Soon);
    }

    [Fact]
    public void After_a_handler_that_throws_and_resume_the_remaining_handlers_run_before_the_next_command()
    {
        var supervisor = ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Resume))));
        supervisor.Tell(Props.Create(() => new Stumbling()), TestActor);
        var actor = ExpectMsg<IActorRef>();

        EventFilter.Warning("stumbled").ExpectOne(() =>
        {
            actor.Tell(1, TestActor);
            actor.Tell("next command", TestActor);
        });

        Assert.Equal<object>([2, 3, "next command"], ReceiveN(3));
    }

    [Fact]
    public void A_stash_gives_commands_back_after_the_handler_has_run()
    {
        var actor = ActorOf(Props.Create(() => new Opening()));

        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("open", TestActor);
        actor.Tell(3, TestActor);

        Assert.Equal<object>(["opened", 1, 2, 3], ReceiveN(4));
    }

    private sealed class Stumbling : ReceivePersistentActor
    {
        public Stumbling()
        {
            Command<int>(_ => PersistAll([1, 2, 3], Handle));
            CommandAny(m => Sender.Tell(m, Self));
        }

        public override string PersistenceId => "stumbling";

        private void Handle(int number)
        {
            if (number == 1)
                throw new ProvokedException("stumbled");
            Sender.Tell(number, Self);
        }
    }

    private sealed class Opening : ReceivePersistentActor
    {
        public Opening()
        {
            Command<int>(_ => Stash.Stash());
            Command<string>(_ => Persist("opened", Open));
        }

        public override string PersistenceId => "opening";

        private void Open(string opened)
        {
            Sender.Tell(opened, Self);
            Become(() => Command<int>(m => Sender.Tell(m, Self)));
            Stash.UnstashAll();
        }
    }
}
