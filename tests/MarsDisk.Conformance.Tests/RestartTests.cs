namespace MarsDisk.Conformance.Tests;

public sealed class RestartTests : Spec
{
    [Fact]
    public void Restart_drops_become()
    {
        var actor = ActorOf(Props.Create(() => new Moody()));
        actor.Tell("angry", TestActor);
        actor.Tell("mood", TestActor);
        ExpectMsg("angry");

        Break(actor);

        actor.Tell("mood", TestActor);
        ExpectMsg("calm");
    }

    [Fact]
    public void Restart_gives_stashed_messages_back_before_the_mailbox()
    {
        var actor = ActorOf(Props.Create(() => new Moody()));
        actor.Tell("stash", TestActor);
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);

        EventFilter.Exception<ProvokedException>().ExpectOne(() =>
        {
            actor.Tell(new Fail("restart"), TestActor);
            actor.Tell(3, TestActor);
        });

        Assert.Equal([1, 2, 3], ReceiveN(3));
    }

    [Fact]
    public void Restart_stops_children_before_the_new_incarnation_starts()
    {
        var parent = ActorOf(Props.Create(() => new Parent(TestActor)));
        ExpectMsg("parent");
        ExpectMsg("started");

        Break(parent);

        ExpectMsg("stopped");
        ExpectMsg("parent");
        ExpectMsg("started");
    }

    [Fact]
    public void Restart_keeps_watchers()
    {
        var actor = ActorOf(Props.Create(() => new Moody()));
        Watch(actor);

        Break(actor);
        Sys.Stop(actor);

        ExpectTerminated(actor);
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void Unstash_all_puts_messages_in_front_in_their_order()
    {
        var actor = ActorOf(Props.Create(() => new Moody()).WithDispatcher(CallingThreadDispatcher.Id));

        actor.Tell("stash", TestActor);
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("open", TestActor);
        actor.Tell(3, TestActor);

        Assert.Equal([1, 2, 3], ReceiveN(3));
    }

    [Fact]
    public void A_message_cannot_be_stashed_twice()
    {
        var actor = ActorOf(Props.Create(() => new Moody()));

        actor.Tell("twice", TestActor);

        ExpectMsg("refused");
    }

    private void Break(IActorRef actor) =>
        EventFilter.Exception<ProvokedException>().ExpectOne(() => actor.Tell(new Fail("restart"), TestActor));

    private sealed class Moody : ReceiveActor, IWithUnboundedStash
    {
        public Moody()
        {
            Receive<string>(m => m == "angry", _ => Become(Angry));
            Receive<string>(m => m == "stash", _ => Become(Stashing));
            Receive<string>(m => m == "twice", _ => StashTwice());
            Receive<string>(m => m == "mood", _ => Sender.Tell("calm", Self));
            Receive<int>(m => Sender.Tell(m, Self));
            Receive<Fail>(m => throw new ProvokedException(m.Why));
        }

        public IStash Stash { get; set; } = null!;

        private void StashTwice()
        {
            try
            {
                Stash.Stash();
                Stash.Stash();
            }
            catch (IllegalActorStateException)
            {
                Become(() => ReceiveAny(_ => Sender.Tell("refused", Self)));
                Stash.UnstashAll();
            }
        }

        private void Angry()
        {
            Receive<string>(_ => Sender.Tell("angry", Self));
            Receive<Fail>(m => throw new ProvokedException(m.Why));
        }

        private void Stashing()
        {
            Receive<int>(_ => Stash.Stash());
            Receive<Fail>(m => throw new ProvokedException(m.Why));
            Receive<string>(_ =>
            {
                Stash.UnstashAll();
                Become(() => Receive<int>(m => Sender.Tell(m, Self)));
            });
        }
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _listener;

        public Parent(IActorRef listener)
        {
            _listener = listener;
            Receive<Fail>(m => throw new ProvokedException(m.Why));
        }

        protected override void PreStart()
        {
            _listener.Tell("parent", Self);
            var listener = _listener;
            Context.ActorOf(Props.Create(() => new Echo(listener)), "child");
        }
    }
}
