using System.Text;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>An actor that gives its own mutable state waits with commands until it has been written.</summary>
public sealed class CaptureTests() : StoreSpec(["offer = handle"])
{
    [Fact]
    [Trait("Snapshot", "53")]
    public async Task Commands_wait_for_the_capture_and_the_stored_state_is_that_of_the_call()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listener = Listener.Ref;
        var actor = ActorOf(Props.Create(() => new Counting(listener, gate.Task)));
        actor.Tell("up", TestActor);
        actor.Tell("save", TestActor);
        actor.Tell("up", TestActor);
        actor.Tell("value", TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        gate.SetResult();

        ExpectMsg(2);
        Listener.ExpectMsg("saved");
        var offered = (OffloadedSnapshot)Open("counting").Offered!;
        await using var body = await offered.OpenBody();
        using var reader = new StreamReader(body);
        Assert.Equal("1", await reader.ReadToEndAsync());
    }

    [Fact]
    public void Commands_go_on_when_the_capture_fails()
    {
        var listener = Listener.Ref;
        var failed = Task.FromException(new IOException("the state cannot be written"));
        var actor = ActorOf(Props.Create(() => new Counting(listener, failed)));

        actor.Tell("save", TestActor);
        actor.Tell("up", TestActor);
        actor.Tell("value", TestActor);

        ExpectMsg(1);
        Assert.Contains("the state cannot be written", Listener.ExpectMsg<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_immutable_source_holds_up_nobody()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listener = Listener.Ref;
        var actor = ActorOf(Props.Create(() => new Counting(listener, gate.Task, SnapshotMutability.Immutable)));

        actor.Tell("save", TestActor);
        actor.Tell("up", TestActor);
        actor.Tell("value", TestActor);

        ExpectMsg(1);
        gate.SetResult();
        Listener.ExpectMsg("saved");
    }

    private sealed class Counting : StreamedSnapshotActor
    {
        private readonly IActorRef _listener;
        private readonly Task _gate;
        private readonly SnapshotMutability _mutability;
        private int _value;

        public Counting(IActorRef listener, Task gate, SnapshotMutability mutability = SnapshotMutability.FrozenUntilCaptured)
        {
            _listener = listener;
            _gate = gate;
            _mutability = mutability;
            Recover<SnapshotOffer>(_ => { });
            Commands();
        }

        public override string PersistenceId => "counting";

        private void Commands()
        {
            Command<string>(m => m == "up", _ => _value++);
            Command<string>(m => m == "value", _ => Sender.Tell(_value, Self));
            Command<string>(m => m == "save", _ => SaveSnapshotStreamed(new Live(this), Commands));
            Command<SaveSnapshotSuccess>(_ => _listener.Tell("saved", Self));
            Command<SaveSnapshotFailure>(m => _listener.Tell($"not saved: {m.Cause.Message}", Self));
        }

        /// <summary>The state itself, not a copy.</summary>
        private sealed class Live(Counting owner) : ISnapshotSource
        {
            public string ContentType => "text/plain";

            public string PayloadType => TextSource.Type;

            public int PayloadVersion => 1;

            public SnapshotMutability Mutability => owner._mutability;

            public long? EstimatedBodyBytes => null;

            public async ValueTask WriteBodyAsync(Stream body, CancellationToken cancellation)
            {
                await owner._gate;
                await body.WriteAsync(Encoding.UTF8.GetBytes(owner._value.ToString(System.Globalization.CultureInfo.InvariantCulture)), cancellation);
            }
        }
    }
}
