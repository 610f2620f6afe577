namespace MarsDisk.Conformance.Tests;

public sealed class PropsTests : Spec
{
    private static readonly string StaticWord = "static";

    private string Property { get; } = "property";

    [Fact]
    public void Arguments_are_constants_captured_variables_members_and_calls()
    {
        var captured = "captured";
        var list = new List<string> { "listed" };

        var actor = ActorOf(Props.Create(() => new Speaker("constant", captured, StaticWord, Property, list[0], string.Concat("c", "all"))));

        actor.Tell("speak", TestActor);
        ExpectMsg("constant captured static property listed call");
    }

    [Fact]
    public void Arguments_are_evaluated_once()
    {
        var word = "before";
        var props = Props.Create(() => new Speaker(word, "", "", "", "", ""));
        word = "after";

        ActorOf(props).Tell("speak", TestActor);

        ExpectMsg("before     ");
    }

    [Fact]
    public void Only_a_constructor_call_makes_props()
    {
        var elsewhere = (Speaker)null!;

        Assert.ThrowsAny<Exception>(() => Props.Create(() => elsewhere));
    }

    [Fact]
    public async Task An_actor_cannot_be_made_with_new()
    {
        // On a thread of its own: the thread of the test counts as that of the test actor.
        var made = Task.Factory.StartNew(
            () => new Speaker("", "", "", "", "", ""), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        await Assert.ThrowsAsync<ActorInitializationException>(() => made);
    }

    [Fact]
    public void The_compute_dispatcher_runs_actors_on_its_own_threads()
    {
        using var system = NewSystem("compute", new SpecSetup
        {
            ThreadPools = new Dictionary<string, int>(StringComparer.Ordinal) { ["compute"] = 1 },
        });
        var first = system.ActorOf(Props.Create(() => new ThreadTeller()).WithDispatcher("compute"));
        var second = system.ActorOf(Props.Create(() => new ThreadTeller()).WithDispatcher("compute"));

        first.Tell("where?", TestActor);
        second.Tell("where?", TestActor);

        var place = ExpectMsg<Place>();
        Assert.False(place.IsPool);
        ExpectMsg(place);
    }

    [Fact]
    public void An_unknown_dispatcher_is_named()
    {
        var error = Assert.ThrowsAny<Exception>(() => ActorOf(Props.Create(() => new ThreadTeller()).WithDispatcher("gpu")));

        Assert.Contains("gpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Children_are_found_by_name()
    {
        var parent = ActorOf(Props.Create(() => new Nest()), "nest");

        parent.Tell("egg", TestActor);
        parent.Tell("stone", TestActor);

        Assert.Equal("/user/nest/egg", ExpectMsg<IActorRef>().Path.ToStringWithoutAddress());
        Assert.True(ExpectMsg<IActorRef>().IsNobody());
    }

    private sealed class Speaker : ReceiveActor
    {
        public Speaker(string a, string b, string c, string d, string e, string f) =>
            Receive<string>(_ => Sender.Tell($"{a} {b} {c} {d} {e} {f}", Self));
    }

    private sealed record Place(int Thread, bool IsPool);

    private sealed class ThreadTeller : ReceiveActor
    {
        public ThreadTeller() => ReceiveAny(_ => Sender.Tell(new Place(Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread), Self));
    }

    private sealed class Nest : ReceiveActor
    {
        public Nest()
        {
            Context.ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)), "egg");
            Receive<string>(name => Sender.Tell(Context.Child(name), Self));
        }
    }
}
