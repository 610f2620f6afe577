namespace MarsDisk.Conformance.Tests.Supervision;

public sealed class RestartLimitTests : Spec
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void A_child_is_restarted_as_often_as_allowed(int retries, int restarts)
    {
        var child = ChildOf(new OneForOneStrategy(retries, TimeSpan.FromMinutes(10), _ => Directive.Restart));
        Watch(child);
        ExpectMsg("started");

        EventFilter.Exception<ProvokedException>().Expect(restarts + 1, () =>
        {
            for (var i = 0; i <= restarts; i++)
                child.Tell(new Fail("again"), TestActor);
        });

        var heard = ReceiveN((2 * restarts) + 2);
        Assert.Equal(restarts, heard.Count(m => m is "started"));
        Assert.Equal(restarts + 1, heard.Count(m => m is "stopped"));
        Assert.IsType<Terminated>(heard.Last());
    }

    [Fact]
    public void Without_a_limit_a_child_is_restarted_for_ever()
    {
        var child = ChildOf(new OneForOneStrategy(_ => Directive.Restart));
        ExpectMsg("started");

        EventFilter.Exception<ProvokedException>().Expect(20, () =>
        {
            for (var i = 0; i < 20; i++)
                child.Tell(new Fail("again"), TestActor);
        });
        child.Tell("alive", TestActor);

        Assert.Equal(20, ReceiveN(41).Count(m => m is "started"));
    }

    [Fact]
    public void A_negative_number_of_retries_is_no_limit()
    {
        var child = ChildOf(new OneForOneStrategy(-1, null, _ => Directive.Restart));
        ExpectMsg("started");

        EventFilter.Exception<ProvokedException>().Expect(5, () =>
        {
            for (var i = 0; i < 5; i++)
                child.Tell(new Fail("again"), TestActor);
        });
        child.Tell("alive", TestActor);

        Assert.Equal("alive", ReceiveN(11).Last());
    }

    [Fact]
    public void A_window_without_a_number_allows_one_restart()
    {
        var child = ChildOf(new OneForOneStrategy(null, TimeSpan.FromMinutes(10), _ => Directive.Restart));
        Watch(child);
        ExpectMsg("started");

        EventFilter.Exception<ProvokedException>().Expect(2, () =>
        {
            child.Tell(new Fail("first"), TestActor);
            child.Tell(new Fail("second"), TestActor);
        });

        Assert.Equal(1, ReceiveN(4).Count(m => m is "started"));
    }

    [Fact]
    public void Resuming_does_not_count()
    {
        var child = ChildOf(new OneForOneStrategy(1, TimeSpan.FromMinutes(10), _ => Directive.Resume));
        ExpectMsg("started");

        EventFilter.Warning("again").Expect(4, () =>
        {
            for (var i = 0; i < 4; i++)
                child.Tell(new Fail("again"), TestActor);
        });

        child.Tell("alive", TestActor);
        ExpectMsg("alive");
    }

    private IActorRef ChildOf(SupervisorStrategy strategy)
    {
        var listener = TestActor;
        var supervisor = ActorOf(Props.Create(() => new Supervisor(strategy)));
        var probe = CreateTestProbe();
        supervisor.Tell(Props.Create(() => new Echo(listener)), probe.Ref);
        return probe.ExpectMsg<IActorRef>();
    }
}
