namespace MarsDisk.Simulated;

public sealed class DispatcherTests
{
    [Fact]
    public void The_same_seed_gives_the_same_interleaving_and_another_seed_another_one()
    {
        Assert.Equal(OrderOf(4711), OrderOf(4711));
        Assert.Contains(Enumerable.Range(0, 10), seed => OrderOf(seed) != OrderOf(4711));
    }

    [Fact]
    public void Messages_of_one_sender_to_one_receiver_stay_in_order()
    {
        var order = OrderOf(1);

        Assert.Equal("aaaa", new string([.. order.Where(letter => letter == 'a')]));
        Assert.Equal(8, order.Length);
    }

    [Fact]
    public void A_message_can_be_seen_and_taken_away_before_its_turn()
    {
        var dispatcher = new SimulationDispatcher(1);
        var heard = new List<object>();
        using var system = SystemOn(dispatcher);
        var actor = system.ActorOf(Props.Create(() => new Listener(heard)));
        dispatcher.RunUntilIdle();
        actor.Tell("lost", ActorRefs.NoSender);
        actor.Tell("kept", ActorRefs.NoSender);

        var turn = Assert.IsAssignableFrom<IActorTurn>(dispatcher.Pick());
        Assert.True(turn.TryPeek(out var message, out _));
        Assert.Equal("lost", message);
        Assert.Equal(["lost", "kept"], turn.Waiting);
        Assert.True(turn.TryDrop());
        turn.Execute();
        dispatcher.RunUntilIdle();

        Assert.Equal(["kept"], heard);
    }

    [Fact]
    public void Another_thread_is_refused_because_its_moment_could_not_be_repeated()
    {
        var dispatcher = new SimulationDispatcher(1);
        Exception? refusal = null;
        var thread = new Thread(() => refusal = Record.Exception(() => dispatcher.Schedule(new Nothing())));
        thread.Start();
        thread.Join();

        Assert.IsType<InvalidOperationException>(refusal);
    }

    [Fact]
    public void Actors_that_never_come_to_rest_are_reported()
    {
        var dispatcher = new SimulationDispatcher(1);
        using var system = SystemOn(dispatcher);
        var actor = system.ActorOf(Props.Create(() => new Restless()));
        actor.Tell("go", ActorRefs.NoSender);

        Assert.Throws<InvalidOperationException>(() => dispatcher.RunUntilIdle(turnsMax: 1000));
    }

    [Fact]
    public void The_clock_knows_when_its_next_entry_is_due()
    {
        var clock = new TestScheduler();
        Assert.Null(clock.NextDue);
        var first = clock.Schedule(TimeSpan.FromSeconds(1), null, () => { });
        clock.Schedule(TimeSpan.FromSeconds(3), null, () => { });
        Assert.Equal(TimeSpan.FromSeconds(1), clock.NextDue);

        first.Cancel();
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(2), clock.NextDue);
    }

    private static string OrderOf(long seed)
    {
        var dispatcher = new SimulationDispatcher(seed);
        var heard = new List<object>();
        using var system = SystemOn(dispatcher);
        var (one, two) = (system.ActorOf(Props.Create(() => new Listener(heard))), system.ActorOf(Props.Create(() => new Listener(heard))));
        for (var i = 0; i < 4; i++)
        {
            one.Tell("a", ActorRefs.NoSender);
            two.Tell("b", ActorRefs.NoSender);
        }
        dispatcher.RunUntilIdle();
        return string.Concat(heard);
    }

    private static ActorSystem SystemOn(SimulationDispatcher dispatcher)
    {
        var setup = new RuntimeSetup();
        setup.Dispatchers[Dispatchers.DefaultDispatcherId] = () => dispatcher;
        return ActorSystem.Create("simulated", setup);
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(List<object> heard) => ReceiveAny(heard.Add);
    }

    private sealed class Restless : ReceiveActor
    {
        public Restless() => ReceiveAny(message => Self.Tell(message, Self));
    }

    private sealed class Nothing : IThreadPoolWorkItem
    {
        public void Execute()
        {
        }
    }
}
