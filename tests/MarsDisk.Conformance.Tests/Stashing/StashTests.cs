namespace MarsDisk.Conformance.Tests.Stashing;

public sealed class StashTests : Spec
{
    [Fact]
    public void Unstash_gives_back_the_oldest_message_only()
    {
        var actor = ActorOf(Props.Create(() => new Cupboard()));
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("one", TestActor);
        actor.Tell("report", TestActor);

        Assert.Equal<object>([1, "report"], ReceiveN(2));
    }

    [Fact]
    public void What_was_given_back_may_be_stashed_again()
    {
        var actor = ActorOf(Props.Create(() => new Cupboard()));
        actor.Tell(1, TestActor);
        actor.Tell("none", TestActor);
        actor.Tell("report", TestActor);
        ExpectMsg("report");

        actor.Tell("all", TestActor);

        ExpectMsg(1);
    }

    [Fact]
    public void The_sender_of_a_stashed_message_is_kept()
    {
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        var actor = ActorOf(Props.Create(() => new Cupboard()));
        actor.Tell(1, first.Ref);
        actor.Tell(2, second.Ref);

        actor.Tell("all", TestActor);

        first.ExpectMsg(1);
        second.ExpectMsg(2);
    }

    [Fact]
    public void The_stash_of_a_stopped_actor_goes_to_the_dead_letters()
    {
        var actor = ActorOf(Props.Create(() => new Cupboard()));
        Watch(actor);
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        Settle(actor);

        EventFilter.DeadLetter<int>().Expect(2, () => Sys.Stop(actor));

        ExpectTerminated(actor);
    }

    [Fact]
    public void An_empty_stash_gives_nothing_back()
    {
        var actor = ActorOf(Props.Create(() => new Cupboard()));

        actor.Tell("one", TestActor);
        actor.Tell("all", TestActor);
        actor.Tell(7, TestActor);

        ExpectMsg(7);
    }

    [Fact]
    public void Messages_that_are_given_back_go_before_those_that_wait_in_the_mailbox()
    {
        using var go = new ManualResetEventSlim();
        var actor = ActorOf(Props.Create(() => new Cupboard(go)));
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("wait and all", TestActor);
        actor.Tell(3, TestActor);

        go.Set();

        Assert.Equal([1, 2, 3], ReceiveN(3));
    }

    private sealed class Cupboard : ReceiveActor, IWithUnboundedStash
    {
        public Cupboard(ManualResetEventSlim? go = null)
        {
            Receive<int>(_ => Stash.Stash());
            Receive<string>(m => m == "one", _ => Open(Stash.Unstash));
            Receive<string>(m => m == "all", _ => Open(Stash.UnstashAll));
            Receive<string>(m => m == "none", _ => Stash.UnstashAll());
            Receive<string>(m => m == "wait and all", _ =>
            {
                go!.Wait();
                Open(Stash.UnstashAll);
            });
            Receive<string>(m => Sender.Tell(m, Self));
        }

        public IStash Stash { get; set; } = null!;

        private void Open(Action giveBack)
        {
            giveBack();
            Become(() =>
            {
                Receive<int>(m => Sender.Tell(m, Self));
                Receive<string>(m => m == "all", _ => Stash.UnstashAll());
                Receive<string>(m => Sender.Tell(m, Self));
            });
        }
    }
}
