namespace MarsDisk.Conformance.Tests.Supervision;

public sealed class HierarchyTests : Spec
{
    [Fact]
    public void A_restarted_supervisor_stops_its_children_before_it_starts_again()
    {
        var top = ActorOf(Props.Create(() => new Node("top", TestActor, Directive.Restart)), "top");
        top.Tell(new Grow("middle"), TestActor);
        ExpectMsgAllOf(["top starts", "middle starts"]);

        EventFilter.Exception<ProvokedException>().ExpectOne(() => top.Tell(new Fail("top"), TestActor));

        ExpectMsgAllOf(["middle stops", "top stops"]);
        ExpectMsg("top starts");
    }

    [Fact]
    public void A_supervisor_that_keeps_its_children_restarts_them_too()
    {
        var top = ActorOf(Props.Create(() => new Keeper(TestActor)));
        ExpectMsg("started");

        EventFilter.Exception<ProvokedException>().ExpectOne(() => top.Tell(new Fail("keeper"), TestActor));

        ExpectMsg("stopped");
        ExpectMsg("started");
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void An_escalated_failure_is_judged_by_the_supervisor_of_the_supervisor()
    {
        var top = ActorOf(Props.Create(() => new Node("top", TestActor, Directive.Stop)));
        top.Tell(new Grow("middle", Directive.Escalate), TestActor);
        ExpectMsgAllOf(["top starts", "middle starts"]);
        top.Tell(new ToChild(new Grow("leaf")), TestActor);
        ExpectMsg("leaf starts");

        EventFilter.Exception<ProvokedException>("leaf broke").ExpectOne(() =>
            top.Tell(new ToChild(new ToChild(new Fail("leaf broke"))), TestActor));

        Assert.Equal(["leaf stops", "middle stops"], ReceiveN(2));
        top.Tell("alive", TestActor);
        ExpectMsg("alive");
    }

    [Fact]
    public void The_children_of_a_failed_supervisor_wait_until_it_is_decided()
    {
        using var decide = new ManualResetEventSlim();
        var top = ActorOf(Props.Create(() => new Hesitant(decide, TestActor)));
        ExpectMsg("started");
        var child = ExpectMsg<IActorRef>();
        child.Tell(new Fail("leaf"), TestActor);

        EventFilter.Warning("leaf").ExpectOne(() =>
        {
            child.Tell("later", TestActor);
            ExpectNoMsg(TimeSpan.FromMilliseconds(50));
            decide.Set();
        });

        ExpectMsg("later");
        Assert.False(top.IsNobody());
    }

    [Fact]
    public async Task The_decider_sees_the_exception_that_was_thrown()
    {
        var seen = new TaskCompletionSource<Exception>();
        var strategy = new OneForOneStrategy(error =>
        {
            seen.SetResult(error);
            return Directive.Stop;
        });
        var supervisor = ActorOf(Props.Create(() => new Supervisor(strategy)));
        supervisor.Tell(Props.Create(() => new Echo(ActorRefs.Nobody)), TestActor);
        var child = ExpectMsg<IActorRef>();

        EventFilter.Exception<ProvokedException>().ExpectOne(() => child.Tell(new Fail("precisely"), TestActor));

        Assert.Equal("precisely", (await seen.Task).Message);
    }

    [Fact]
    public void A_child_that_cannot_be_constructed_is_stopped_and_its_supervisor_lives()
    {
        var supervisor = ActorOf(Props.Create(() => new Supervisor(SupervisorStrategy.DefaultStrategy)));

        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            supervisor.Tell(Props.Create(() => new Stillborn()), TestActor);
            Watch(ExpectMsg<IActorRef>());
        });

        ExpectMsg<Terminated>();
        supervisor.Tell("alive", TestActor);
        ExpectMsg("alive");
    }

    [Fact]
    public void A_constructor_that_throws_while_restarting_stops_the_actor()
    {
        var births = new Births();
        var actor = ActorOf(Props.Create(() => new OnlyOnce(births)));
        Watch(actor);

        EventFilter.Error().Mute();
        actor.Tell(new Fail("first"), TestActor);

        ExpectTerminated(actor);
        Assert.Equal(2, births.Count);
    }

    [Fact]
    public void A_failure_in_pre_start_stops_the_actor()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => Watch(ActorOf(Props.Create(() => new FalseStart()))));

        ExpectMsg<Terminated>();
    }

    private sealed record Grow(string Name, Directive Decision = Directive.Restart);

    private sealed record ToChild(object Message);

    private sealed class Births
    {
        public int Count { get; set; }
    }

    private sealed class Node : ReceiveActor
    {
        private readonly string _name;
        private readonly IActorRef _listener;
        private readonly Directive _decision;

        public Node(string name, IActorRef listener, Directive decision)
        {
            (_name, _listener, _decision) = (name, listener, decision);
            Receive<Grow>(m => Context.ActorOf(Props.Create(() => new Node(m.Name, _listener, m.Decision)), m.Name));
            Receive<ToChild>(m => Context.GetChildren().Single().Forward(m.Message));
            Receive<Fail>(m => throw new ProvokedException(m.Why));
            Receive<string>(m => Sender.Tell(m, Self));
        }

        protected override SupervisorStrategy SupervisorStrategy()
        {
            var decision = _decision;
            return new OneForOneStrategy(_ => decision);
        }

        protected override void PreStart() => _listener.Tell(_name + " starts", Self);

        protected override void PostStop() => _listener.Tell(_name + " stops", Self);
    }

    /// <summary>Does not stop its child when it is restarted.</summary>
    private sealed class Keeper : ReceiveActor
    {
        private readonly IActorRef _listener;

        public Keeper(IActorRef listener)
        {
            _listener = listener;
            Receive<Fail>(m => throw new ProvokedException(m.Why));
        }

        protected override void PreStart()
        {
            var listener = _listener;
            Context.ActorOf(Props.Create(() => new Echo(listener)), "child");
        }

        protected override void PreRestart(Exception reason, object message)
        {
        }

        protected override void PostRestart(Exception reason)
        {
        }
    }

    /// <summary>Lets its failed child go on when it is told to.</summary>
    private sealed class Hesitant : ReceiveActor
    {
        private readonly ManualResetEventSlim _decide;

        public Hesitant(ManualResetEventSlim decide, IActorRef listener)
        {
            _decide = decide;
            var child = Context.ActorOf(Props.Create(() => new Echo(listener)));
            child.Tell(new Identify(0), Self);
            Receive<ActorIdentity>(_ => listener.Tell(child, Self));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            _decide.Wait();
            return Directive.Resume;
        });
    }

    private sealed class Stillborn : ReceiveActor
    {
        public Stillborn() => throw new ProvokedException("stillborn");
    }

    private sealed class OnlyOnce : ReceiveActor
    {
        public OnlyOnce(Births births)
        {
            if (++births.Count > 1)
                throw new ProvokedException("only once");
            Receive<Fail>(m => throw new ProvokedException(m.Why));
        }
    }

    private sealed class FalseStart : ReceiveActor
    {
        protected override void PreStart() => throw new ProvokedException("false start");
    }
}
