namespace MarsDisk.Conformance.Tests;

public sealed class TimerTests() : Spec(new SpecSetup { HasVirtualTime = true })
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_single_timer_fires_once()
    {
        var actor = Started();
        actor.Tell("single", TestActor);

        Clock.Advance(Second);
        Clock.Advance(Second);

        ExpectMsg("tick 1");
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_cancelled()
    {
        var actor = Started();
        actor.Tell("periodic", TestActor);

        Clock.Advance(Second);
        Clock.Advance(Second);
        actor.Tell("cancel", TestActor);
        Clock.Advance(Second);

        Assert.Equal(["tick 1", "tick 2"], ReceiveN(2));
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_timer_that_was_cancelled_delivers_nothing_even_if_its_message_was_queued()
    {
        var actor = Started();

        actor.Tell("fire and cancel", TestActor);

        ExpectMsg("cancelled");
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_timer_of_an_earlier_incarnation_delivers_nothing_even_if_its_message_was_queued()
    {
        var actor = Started();

        EventFilter.Exception<ProvokedException>().ExpectOne(() => actor.Tell("fire and fail", TestActor));
        Clock.Advance(Second);

        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_new_timer_replaces_the_old_one_of_the_same_key()
    {
        var actor = Started();
        actor.Tell("single", TestActor);
        Clock.Advance(Second / 2);
        actor.Tell("single", TestActor);

        Clock.Advance(Second / 2);
        ExpectNoMsg(TimeSpan.Zero);
        Clock.Advance(Second / 2);

        ExpectMsg("tick 1");
    }

    [Fact]
    public void The_scheduler_sends_once_and_repeatedly()
    {
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "once", ActorRefs.NoSender);
        var repeated = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(Second * 2, Second, TestActor, "again", ActorRefs.NoSender);

        for (var i = 0; i < 3; i++)
            Clock.Advance(Second);
        repeated.Cancel();
        Clock.Advance(Second);

        Assert.Equal(["once", "again", "again"], ReceiveN(3));
        ExpectNoMsg(TimeSpan.Zero);
    }

    private IActorRef Started()
    {
        var listener = TestActor;
        var clock = Clock;
        var actor = ActorOf(Props.Create(() => new Ticker(listener, clock)).WithDispatcher(CallingThreadDispatcher.Id));
        Settle(actor);
        return actor;
    }

    private sealed class Ticker : ReceiveActor, IWithTimers
    {
        private int _ticks;

        public Ticker(IActorRef listener, TestScheduler clock)
        {
            Receive<string>(m => m == "tick", _ => listener.Tell($"tick {++_ticks}", Self));
            Receive<string>(m => m == "single", _ => Timers.StartSingleTimer("key", "tick", Second));
            Receive<string>(m => m == "periodic", _ => Timers.StartPeriodicTimer("key", "tick", Second));
            Receive<string>(m => m == "cancel", _ => Timers.Cancel("key"));
            Receive<string>(m => m == "fire and cancel", _ =>
            {
                Fire(clock);
                Timers.Cancel("key");
                listener.Tell("cancelled", Self);
            });
            Receive<string>(m => m == "fire and fail", _ =>
            {
                Fire(clock);
                throw new ProvokedException("restart");
            });
        }

        public ITimerScheduler Timers { get; set; } = null!;

        // Moves the clock inside the turn: the timer's message lies in the mailbox when the turn goes on.
        private void Fire(TestScheduler clock)
        {
            Timers.StartSingleTimer("key", "tick", Second);
            clock.Advance(Second);
        }
    }
}
