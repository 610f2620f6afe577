namespace MarsDisk.Conformance.Tests;

public sealed class DeathTests : Spec
{
    [Fact]
    public void Stop_ends_after_the_current_message_and_the_rest_goes_to_the_dead_letters()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var actor = ActorOf(Props.Create(() => new Gate(entered, leave)));
        actor.Tell("current", TestActor);
        entered.Wait();

        EventFilter.DeadLetter<string>().Expect(2, () =>
        {
            actor.Tell("second", TestActor);
            actor.Tell("third", TestActor);
            leave.Set();
        });

        Assert.Equal(["current", "after stop"], ReceiveN(2));
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_poison_pill_waits_for_its_turn()
    {
        var actor = ActorOf(Props.Create(() => new Echo(TestActor)));
        ExpectMsg("started");

        EventFilter.DeadLetter<int>().ExpectOne(() =>
        {
            actor.Tell(1, TestActor);
            actor.Tell(PoisonPill.Instance, TestActor);
            actor.Tell(2, TestActor);
        });

        ExpectMsg(1);
        ExpectMsg("stopped");
    }

    [Fact]
    public void Each_watcher_gets_one_terminated()
    {
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        first.Watch(actor);
        first.Watch(actor);
        second.Watch(actor);

        Sys.Stop(actor);

        first.ExpectTerminated(actor);
        second.ExpectTerminated(actor);
        first.ExpectNoMsg(Soon);
    }

    [Fact]
    public void Watching_a_dead_actor_tells_of_its_death()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        var late = CreateTestProbe();
        late.Watch(actor);

        late.ExpectTerminated(actor);
    }

    [Fact]
    public void Unwatch_takes_the_watch_back()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        var other = CreateTestProbe();
        other.Watch(actor);
        Watch(actor);
        Unwatch(actor);

        Sys.Stop(actor);

        other.ExpectTerminated(actor);
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void What_the_dead_actor_said_is_read_before_its_death()
    {
        var actor = ActorOf(Props.Create(() => new Echo(TestActor)));
        ExpectMsg("started");
        Watch(actor);

        actor.Tell("last words", TestActor);
        actor.Tell(PoisonPill.Instance, TestActor);

        ExpectMsg("last words");
        ExpectMsg("stopped");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Children_end_before_their_parent()
    {
        var parent = ActorOf(Props.Create(() => new Family(TestActor)));
        ExpectMsg("started");
        Watch(parent);

        Sys.Stop(parent);

        ExpectMsg("stopped");
        ExpectMsg("family stopped");
        ExpectTerminated(parent);
    }

    [Fact]
    public void A_watcher_without_a_rule_for_terminated_ends_too()
    {
        var subject = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        var dependent = ActorOf(Props.Create(() => new Dependent(subject)));
        Settle(dependent);
        Watch(dependent);

        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(subject));

        ExpectTerminated(dependent);
    }

    [Fact]
    public void A_name_is_free_again_after_terminated()
    {
        var first = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)), "name");
        Assert.Throws<InvalidActorNameException>(() => ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)), "name"));
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);

        AwaitAssert(() => Assert.Null(Record.Exception(
            () => ActorOf(Props.Create(() => new Echo(TestActor)), "name"))));

        ExpectMsg("started");
    }

    [Fact]
    public async Task Terminate_stops_everything_and_ends()
    {
        var system = ActorSystem.Create("short");
        system.ActorOf(Props.Create(() => new Echo(TestActor)));
        ExpectMsg("started");

        await system.Terminate();

        ExpectMsg("stopped");
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    private sealed class Gate : ReceiveActor
    {
        public Gate(ManualResetEventSlim entered, ManualResetEventSlim leave) => Receive<string>(m =>
        {
            Sender.Tell(m, Self);
            entered.Set();
            leave.Wait();
            Context.Stop(Self);
            Sender.Tell("after stop", Self);
        });
    }

    private sealed class Family : ReceiveActor
    {
        private readonly IActorRef _listener;

        public Family(IActorRef listener)
        {
            _listener = listener;
            Context.ActorOf(Props.Create(() => new Echo(listener)));
        }

        protected override void PostStop() => _listener.Tell("family stopped", Self);
    }

    private sealed class Dependent : ReceiveActor
    {
        public Dependent(IActorRef subject) => Context.Watch(subject);
    }
}
