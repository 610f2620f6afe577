namespace MarsDisk.Conformance.Tests.Persistence;

public sealed class RecoveryPermitTests() : Spec(new SpecSetup { RecoveriesMax = 1 })
{
    [Fact]
    public void The_next_recovery_begins_when_the_one_before_it_has_ended()
    {
        using var gate = Stored("first");
        var first = Open("first", gate);
        gate.Entered.Wait();

        var second = Open("second", gate);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        gate.Leave.Set();

        Assert.Equal(["first recovered", "second recovered"], ReceiveN(2));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_recovery_that_fails_gives_its_permit_back()
    {
        using var gate = Stored("first");
        gate.Failure = new ProvokedException("unreadable");
        gate.Leave.Set();

        EventFilter.Error().Mute();
        Watch(Open("first", gate));
        ExpectMsg<Terminated>();

        Open("second", gate);
        ExpectMsg("second recovered");
    }

    [Fact]
    public void An_actor_that_is_stopped_while_it_waits_holds_up_nobody()
    {
        using var gate = Stored("first");
        Open("first", gate);
        gate.Entered.Wait();
        var second = Open("second", gate);
        Watch(second);
        Sys.Stop(second);
        ExpectTerminated(second);
        Open("third", gate);

        gate.Leave.Set();

        Assert.Equal(["first recovered", "third recovered"], ReceiveN(2));
    }

    /// <summary>An actor with one event, which has ended again.</summary>
    private Gate Stored(string id)
    {
        var gate = new Gate();
        var actor = Open(id, gate);
        ExpectMsg(id + " recovered");
        actor.Tell(1, TestActor);
        ExpectMsg(1);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        return gate;
    }

    private IActorRef Open(string id, Gate gate)
    {
        var listener = TestActor;
        return ActorOf(Props.Create(() => new Slow(id, gate, listener)));
    }

    private sealed class Gate : IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Leave { get; } = new();

        public Exception? Failure { get; set; }

        public void Dispose()
        {
            Entered.Dispose();
            Leave.Dispose();
        }
    }

    /// <summary>Waits at the gate while it replays an event.</summary>
    private sealed class Slow : ReceivePersistentActor
    {
        public Slow(string id, Gate gate, IActorRef listener)
        {
            PersistenceId = id;
            Recover<int>(_ =>
            {
                gate.Entered.Set();
                gate.Leave.Wait();
                if (gate.Failure is { } failure)
                    throw failure;
            });
            Recover<RecoveryCompleted>(_ => listener.Tell(id + " recovered", Self));
            Command<int>(m => Persist(m, written => Sender.Tell(written, Self)));
        }

        public override string PersistenceId { get; }
    }
}
