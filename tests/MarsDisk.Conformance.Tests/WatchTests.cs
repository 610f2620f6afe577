namespace MarsDisk.Conformance.Tests;

public sealed class WatchTests : Spec
{
    [Fact]
    public void A_restart_is_no_death()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        Watch(actor);

        EventFilter.Exception<ProvokedException>().ExpectOne(() => actor.Tell(new Fail("restart"), TestActor));

        actor.Tell("alive", TestActor);
        ExpectMsg("alive");
    }

    [Fact]
    public void A_parent_hears_of_a_child_only_if_it_watches_it()
    {
        var parent = ActorOf(Props.Create(() => new Guardian(TestActor)));
        parent.Tell("ignored", TestActor);
        var ignored = ExpectMsg<IActorRef>();
        parent.Tell("watched", TestActor);
        var watched = ExpectMsg<IActorRef>();

        ignored.Tell(PoisonPill.Instance, TestActor);
        watched.Tell(PoisonPill.Instance, TestActor);

        ExpectMsg("watched ended");
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_child_that_ended_is_gone_from_the_children_when_its_death_is_heard()
    {
        var parent = ActorOf(Props.Create(() => new Guardian(TestActor)));
        parent.Tell("watched", TestActor);
        ExpectMsg<IActorRef>().Tell(PoisonPill.Instance, TestActor);
        ExpectMsg("watched ended");

        parent.Tell("count", TestActor);

        ExpectMsg(0);
    }

    [Fact]
    public void A_terminated_says_who_ended_and_that_it_had_been_there()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        Watch(actor);

        Sys.Stop(actor);

        var end = ExpectTerminated(actor);
        Assert.True(end.ExistenceConfirmed);
        Assert.False(end.AddressTerminated);
    }

    [Fact]
    public void The_deaths_of_many_arrive_once_each()
    {
        var actors = Enumerable.Range(0, 50).Select(_ => Watch(ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody))))).ToList();

        foreach (var actor in actors)
            Sys.Stop(actor);

        Assert.Equivalent(actors.Select(actor => actor.Path.Name), ReceiveN(50).Cast<Terminated>().Select(end => end.ActorRef.Path.Name), strict: true);
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void Two_that_watch_each_other_can_end()
    {
        var first = ActorOf(Props.Create(() => new Friend()));
        var second = ActorOf(Props.Create(() => new Friend()));
        first.Tell(second, TestActor);
        second.Tell(first, TestActor);
        Settle(first);
        Settle(second);
        Watch(first);
        Watch(second);

        Sys.Stop(first);

        ExpectTerminated(first);
        ExpectTerminated(second);
    }

    [Fact]
    public void A_poison_pill_to_a_dead_actor_is_no_dead_letter()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        EventFilter.DeadLetter<string>().ExpectOne(() =>
        {
            actor.Tell(PoisonPill.Instance, TestActor);
            actor.Tell("too late", TestActor);
        });
    }

    [Fact]
    public void Identify_finds_no_actor_that_ended()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        actor.Tell(new Identify("anybody?"), TestActor);

        Assert.Null(ExpectMsg<ActorIdentity>().Subject);
    }

    private sealed class Guardian : ReceiveActor
    {
        public Guardian(IActorRef listener)
        {
            Receive<string>(m => m == "count", _ => Sender.Tell(Context.GetChildren().Count(), Self));
            Receive<string>(name =>
            {
                var child = Context.ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)), name);
                Sender.Tell(name == "watched" ? Context.Watch(child) : child, Self);
            });
            Receive<Terminated>(end => listener.Tell(end.ActorRef.Path.Name + " ended", Self));
        }
    }

    private sealed class Friend : ReceiveActor
    {
        public Friend()
        {
            Receive<IActorRef>(other => Context.Watch(other));
            Receive<Terminated>(_ => Context.Stop(Self));
        }
    }
}
