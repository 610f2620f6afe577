namespace MarsDisk.Conformance.Tests;

/// <summary>Timers and the life of the actor that started them.</summary>
public sealed class TimerLifeTests() : Spec(new SpecSetup { HasVirtualTime = true })
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_restart_ends_the_timers_of_the_old_incarnation()
    {
        var actor = Started();
        actor.Tell(new Begin("a", Second), TestActor);

        EventFilter.Exception<ProvokedException>().ExpectOne(() => actor.Tell(new Fail("restart"), TestActor));
        Settle(actor);
        Clock.Advance(Second);
        Settle(actor);

        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_new_incarnation_may_use_the_same_key()
    {
        var actor = Started();
        actor.Tell(new Begin("a", Second), TestActor);
        EventFilter.Exception<ProvokedException>().ExpectOne(() => actor.Tell(new Fail("restart"), TestActor));
        Settle(actor);
        actor.Tell(new Begin("a", Second), TestActor);
        Settle(actor);

        Clock.Advance(Second);

        ExpectMsg("a");
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_stop_ends_the_timers_and_leaves_no_dead_letter()
    {
        var actor = Started();
        Watch(actor);
        actor.Tell(new Begin("a", Second), TestActor);
        Settle(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        Clock.Advance(Second);

        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Timers_of_different_keys_do_not_know_each_other()
    {
        var actor = Started();
        actor.Tell(new Begin("a", Second), TestActor);
        actor.Tell(new Begin("b", Second * 2), TestActor);
        actor.Tell(new End("a"), TestActor);
        Settle(actor);

        Clock.Advance(Second * 2);

        ExpectMsg("b");
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Cancel_all_leaves_none()
    {
        var actor = Started();
        actor.Tell(new Begin("a", Second), TestActor);
        actor.Tell(new Begin("b", Second), TestActor);
        actor.Tell(new End(null), TestActor);
        Settle(actor);

        Clock.Advance(Second);

        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_single_timer_is_active_until_its_message_is_handled()
    {
        var actor = Started();
        actor.Tell("is a active?", TestActor);
        actor.Tell(new Begin("a", Second), TestActor);
        actor.Tell("is a active?", TestActor);
        Assert.Equal([false, true], ReceiveN(2));

        Clock.Advance(Second);

        ExpectMsg("a");
        actor.Tell("is a active?", TestActor);
        ExpectMsg(false);
    }

    [Fact]
    public void A_jump_over_several_intervals_delivers_a_periodic_timer_once()
    {
        var actor = Started();
        actor.Tell(new Begin("a", Second, IsPeriodic: true), TestActor);
        Settle(actor);

        Clock.Advance(Second * 5);
        ExpectMsg("a");
        ExpectNoMsg(TimeSpan.Zero);
        Clock.Advance(Second);

        ExpectMsg("a");
    }

    [Fact]
    public void A_message_of_a_timer_has_no_sender()
    {
        var actor = Started();
        actor.Tell(new Begin("who?", Second), TestActor);
        Settle(actor);

        Clock.Advance(Second);

        ExpectMsg("deadLetters");
    }

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        var before = Clock.Now;

        Clock.Advance(TimeSpan.FromMinutes(1));
        Clock.AdvanceTo(before + TimeSpan.FromMinutes(3));

        Assert.Equal(TimeSpan.FromMinutes(3), Clock.Now - before);
    }

    private IActorRef Started()
    {
        var listener = TestActor;
        var actor = ActorOf(Props.Create(() => new Clockwork(listener)).WithDispatcher(CallingThreadDispatcher.Id));
        Settle(actor);
        return actor;
    }

    private sealed record Begin(string Key, TimeSpan After, bool IsPeriodic = false);

    private sealed record End(string? Key);

    private sealed record Tick(string Key);

    private sealed class Clockwork : ReceiveActor, IWithTimers
    {
        public Clockwork(IActorRef listener)
        {
            Receive<Begin>(Start);
            Receive<End>(m => m.Key is null, _ => Timers.CancelAll());
            Receive<End>(m => Timers.Cancel(m.Key!));
            Receive<Tick>(m => listener.Tell(m.Key == "who?" ? Sender.Path.Name : m.Key, Self));
            Receive<string>(_ => Sender.Tell(Timers.IsTimerActive("a"), Self));
            Receive<Fail>(m => throw new ProvokedException(m.Why));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        private void Start(Begin order)
        {
            if (order.IsPeriodic)
                Timers.StartPeriodicTimer(order.Key, new Tick(order.Key), order.After);
            else
                Timers.StartSingleTimer(order.Key, new Tick(order.Key), order.After);
        }
    }
}
