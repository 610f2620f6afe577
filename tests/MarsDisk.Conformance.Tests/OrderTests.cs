namespace MarsDisk.Conformance.Tests;

public sealed class OrderTests : Spec
{
    private sealed record From(int Sender, int Number);

    [Fact]
    public void Messages_of_one_sender_arrive_in_order()
    {
        var echo = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));

        for (var i = 0; i < 1000; i++)
            echo.Tell(i, TestActor);

        Assert.Equal(Enumerable.Range(0, 1000).Cast<object>(), ReceiveN(1000));
    }

    [Fact]
    public void Messages_of_many_threads_keep_the_order_of_each()
    {
        var collector = ActorOf(Props.Create(() => new Forwarder(TestActor)));

        Parallel.For(0, 4, sender =>
        {
            for (var i = 0; i < 500; i++)
                collector.Tell(new From(sender, i), ActorRefs.NoSender);
        });

        foreach (var sender in ReceiveN(2000).Cast<From>().GroupBy(m => m.Sender))
            Assert.Equal(Enumerable.Range(0, 500), sender.Select(m => m.Number));
    }

    [Fact]
    public void Actors_that_chat_without_end_do_not_starve_others()
    {
        for (var pair = 0; pair < 2 * Environment.ProcessorCount; pair++)
            ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody))).Tell("again", ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody))));

        for (var question = 0; question < 100; question++)
            Settle(ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody))));
    }

    [Theory]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("compute")]
    public void An_actor_handles_one_message_at_a_time(string dispatcher)
    {
        using var system = NewSystem("order", new SpecSetup
        {
            ThreadPools = new Dictionary<string, int>(StringComparer.Ordinal) { ["compute"] = 2 },
        });
        var counter = system.ActorOf(Props.Create(() => new Counter()).WithDispatcher(dispatcher));

        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 5000; i++)
                counter.Tell("count", ActorRefs.NoSender);
        });

        counter.Tell("report", TestActor);
        Assert.Equal(20_000, ExpectMsg<int>());
    }

    [Fact]
    public void The_sender_is_the_actor_whose_turn_it_is()
    {
        var forwarder = ActorOf(Props.Create(() => new Forwarder(TestActor)));

        forwarder.Tell("hello", TestActor);

        ExpectMsg("hello");
        Assert.Equal(forwarder, LastSender);
    }

    [Fact]
    public void Forward_keeps_the_sender()
    {
        var echo = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));
        var relay = ActorOf(Props.Create(() => new Relay(echo)));

        relay.Tell("hello", TestActor);

        ExpectMsg("hello");
        Assert.Equal(echo, LastSender);
    }

    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef target) => ReceiveAny(message => target.Tell(message));
    }

    private sealed class Relay : ReceiveActor
    {
        public Relay(IActorRef target) => ReceiveAny(message => target.Forward(message));
    }

    private sealed class Counter : ReceiveActor
    {
        private int _count;

        public Counter()
        {
            Receive<string>(m => m == "report", _ => Sender.Tell(_count, Self));
            Receive<string>(_ => _count++);
        }
    }
}
