namespace MarsDisk.Conformance.Tests;

public sealed class LostMessageTests : Spec
{
    [Fact]
    public void A_message_without_a_rule_is_published_as_unhandled()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));

        EventFilter.Warning(contains: "4.5").ExpectOne(() => actor.Tell(4.5, TestActor));

        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(4.5, unhandled.Message);
        Assert.Equal(TestActor, unhandled.Sender);
        Assert.Equal(actor, unhandled.Recipient);
    }

    [Fact]
    public void An_actor_may_decide_itself_about_messages_without_a_rule()
    {
        var actor = ActorOf(Props.Create(() => new Polite()));

        actor.Tell(4.5, TestActor);

        ExpectMsg("sorry");
    }

    [Fact]
    public void After_become_only_the_new_rules_count()
    {
        var actor = ActorOf(Props.Create(() => new Narrow()));
        actor.Tell("narrow", TestActor);
        Settle(actor);

        EventFilter.Warning(contains: "wide").ExpectOne(() => actor.Tell("wide", TestActor));

        actor.Tell(1, TestActor);
        ExpectMsg(1);
    }

    [Fact]
    public void A_message_to_a_dead_actor_is_published_as_dead_letter()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        EventFilter.DeadLetter<string>().ExpectOne(() => actor.Tell("too late", TestActor));

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal("too late", letter.Message);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public void An_answer_to_no_sender_is_a_dead_letter()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));

        EventFilter.DeadLetter<string>().ExpectOne(() => actor.Tell("who asks?", ActorRefs.NoSender));
    }

    [Fact]
    public void Nobody_swallows_messages()
    {
        ActorRefs.Nobody.Tell("nothing", TestActor);

        Assert.True(ActorRefs.Nobody.IsNobody());
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void The_first_rule_that_fits_takes_the_message()
    {
        var actor = ActorOf(Props.Create(() => new Choosy()));

        actor.Tell(7, TestActor);
        actor.Tell(3, TestActor);
        actor.Tell("text", TestActor);

        Assert.Equal(["large", "small", "any"], ReceiveN(3));
    }

    [Fact]
    public void Identify_is_answered_for_the_actor()
    {
        var actor = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));

        actor.Tell(new Identify(42), TestActor);

        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal(42, identity.MessageId);
        Assert.Equal(actor, identity.Subject);
    }

    private sealed class Polite : ReceiveActor
    {
        public Polite() => Receive<string>(m => Sender.Tell(m, Self));

        protected override void Unhandled(object message) => Sender.Tell("sorry", Self);
    }

    private sealed class Narrow : ReceiveActor
    {
        public Narrow() => Receive<string>(_ => Become(() => Receive<int>(m => Sender.Tell(m, Self))));
    }

    private sealed class Choosy : ReceiveActor
    {
        public Choosy()
        {
            Receive<int>(n => n > 5, _ => Sender.Tell("large", Self));
            Receive<int>(_ => Sender.Tell("small", Self));
            ReceiveAny(_ => Sender.Tell("any", Self));
        }
    }
}
