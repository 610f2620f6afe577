namespace MarsDisk.Conformance.Tests;

public sealed class SupervisionTests : Spec
{
    [Fact]
    public void A_throwing_handler_consumes_its_message_and_the_rest_stays_in_order()
    {
        var echo = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));

        EventFilter.Exception<ProvokedException>().ExpectOne(() =>
        {
            echo.Tell(1, TestActor);
            echo.Tell(new Fail("once"), TestActor);
            echo.Tell(2, TestActor);
            echo.Tell(3, TestActor);
        });

        Assert.Equal([1, 2, 3], ReceiveN(3));
    }

    [Fact]
    public void Restart_ends_the_old_incarnation_and_starts_a_new_one_behind_the_same_reference()
    {
        var echo = ActorOf(Props.Create(() => new Echo(TestActor)));
        ExpectMsg("started");

        EventFilter.Exception<ProvokedException>().ExpectOne(() => echo.Tell(new Fail("restart"), TestActor));

        ExpectMsg("stopped");
        ExpectMsg("started");
        echo.Tell("still there", TestActor);
        ExpectMsg("still there");
    }

    [Fact]
    public void Resume_keeps_the_state()
    {
        var child = ChildOf(new OneForOneStrategy(_ => Directive.Resume), Props.Create(() => new Accumulator()));

        child.Tell(5, TestActor);
        EventFilter.Warning("resume").ExpectOne(() => child.Tell(new Fail("resume"), TestActor));
        child.Tell(2, TestActor);

        Assert.Equal([5, 7], ReceiveN(2));
    }

    [Fact]
    public void Stop_ends_the_child_and_tells_watchers()
    {
        var child = ChildOf(new OneForOneStrategy(_ => Directive.Stop), Props.Create(() => new Accumulator()));
        Watch(child);

        EventFilter.Exception<ProvokedException>().ExpectOne(() => child.Tell(new Fail("stop"), TestActor));

        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_fails_the_supervisor_and_drops_its_children()
    {
        var supervisor = ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Escalate))));
        supervisor.Tell(Props.Create(() => new Accumulator()), TestActor);
        var child = ExpectMsg<IActorRef>();
        Watch(child);

        EventFilter.Exception<ProvokedException>(source: supervisor.Path.ToString())
            .ExpectOne(() => child.Tell(new Fail("escalate"), TestActor));

        ExpectTerminated(child);
        supervisor.Tell("alive", TestActor);
        ExpectMsg("alive");
    }

    [Fact]
    public void The_limit_of_restarts_stops_the_child()
    {
        var child = ChildOf(
            new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart), Props.Create(() => new Accumulator()));
        Watch(child);

        EventFilter.Exception<ProvokedException>().Expect(3, () =>
        {
            for (var i = 0; i < 3; i++)
                child.Tell(new Fail("again"), TestActor);
        });

        ExpectTerminated(child);
    }

    [Fact]
    public void No_retries_means_stop_at_the_first_failure()
    {
        var child = ChildOf(new OneForOneStrategy(0, null, _ => Directive.Restart), Props.Create(() => new Accumulator()));
        Watch(child);

        EventFilter.Exception<ProvokedException>().ExpectOne(() => child.Tell(new Fail("first"), TestActor));

        ExpectTerminated(child);
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
            Watch(ActorOf(Props.Create(() => new Unborn("no")))));

        ExpectMsg<Terminated>();
    }

    [Fact]
    public void A_failing_sibling_leaves_the_others_alone()
    {
        var supervisor = ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Restart))));
        supervisor.Tell(Props.Create(() => new Accumulator()), TestActor);
        var first = ExpectMsg<IActorRef>();
        supervisor.Tell(Props.Create(() => new Accumulator()), TestActor);
        var second = ExpectMsg<IActorRef>();
        second.Tell(3, TestActor);
        ExpectMsg(3);

        EventFilter.Exception<ProvokedException>().ExpectOne(() => first.Tell(new Fail("alone"), TestActor));

        second.Tell(1, TestActor);
        ExpectMsg(4);
    }

    private IActorRef ChildOf(SupervisorStrategy strategy, Props props)
    {
        ActorOf(Props.Create(() => new Supervisor(strategy))).Tell(props, TestActor);
        return ExpectMsg<IActorRef>();
    }

    private sealed class Accumulator : ReceiveActor
    {
        private int _sum;

        public Accumulator()
        {
            Receive<Fail>(m => throw new ProvokedException(m.Why));
            Receive<int>(m => Sender.Tell(_sum += m, Self));
        }
    }

    private sealed class Unborn : ReceiveActor
    {
        public Unborn(string why) => throw new ProvokedException(why);
    }
}
