using System.Collections.Concurrent;

namespace MarsDisk.Conformance.Tests.Persistence;

/// <summary>A circuit breaker stands in front of every snapshot store: what takes too long has failed, and is withdrawn.</summary>
public sealed class SnapshotBreakerTests : Spec
{
    private const int FailuresMax = 3;

    private readonly Counter _counter;
    private readonly TestProbe _listener;

    public SnapshotBreakerTests() : this(new Counter())
    {
    }

    private SnapshotBreakerTests(Counter counter) : base(new SpecSetup
    {
        SnapshotStore = typeof(CounterStore),
        Belongings = [counter],
        SnapshotSettings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["circuit-breaker.max-failures"] = "3",
            ["circuit-breaker.call-timeout"] = "300ms",
            ["circuit-breaker.reset-timeout"] = "700ms",
        },
    })
    {
        _counter = counter;
        _listener = CreateTestProbe();
    }

    [Fact]
    public void A_save_that_takes_too_long_has_failed_and_is_deleted_while_it_goes_on()
    {
        var ledger = Open();
        _counter.Answer = _ => _counter.Never.Task;

        ledger.Tell(new Save(), TestActor);

        Assert.StartsWith("not saved at 0: ", _listener.ExpectMsg<string>(), StringComparison.Ordinal);
        AwaitAssert(() => Assert.Equal(["load", "save", "heard of SaveSnapshotFailure", "delete"], _counter.Calls));
        Assert.False(_counter.Never.Task.IsCompleted);
    }

    [Fact]
    public void The_plugin_hears_of_an_outcome()
    {
        var ledger = Open();

        ledger.Tell(new Save(), TestActor);
        _listener.ExpectMsg("saved at 0");
        ledger.Tell(new SnapshotSelectionCriteria(3), TestActor);
        _listener.ExpectMsg("snapshots deleted");

        Assert.Equal(["load", "save", "heard of SaveSnapshotSuccess", "delete many", "heard of DeleteSnapshotsSuccess"], _counter.Calls);
    }

    [Fact]
    public void After_failures_in_a_row_the_store_is_asked_no_more_until_one_call_may_try()
    {
        var ledger = Open();
        _counter.Answer = call => call == "save" ? Task.FromException(new IOException("full")) : Task.CompletedTask;
        _counter.DeleteFails = true;
        EventFilter.Error().Expect(FailuresMax, () =>
        {
            for (var attempt = 0; attempt < FailuresMax; attempt++)
            {
                ledger.Tell(new Save(), TestActor);
                _listener.ExpectMsg<string>();
            }
        });
        var asked = _counter.Calls.Count(call => call is "save");

        Assert.True(asked < FailuresMax, $"The store was asked {asked} times.");
        _counter.Answer = _ => Task.CompletedTask;
        _counter.DeleteFails = false;
        AwaitAssert(() =>
        {
            ledger.Tell(new SnapshotSelectionCriteria(3), TestActor);
            Assert.Contains("delete many", _counter.Calls, StringComparer.Ordinal);
        });
    }

    [Fact]
    public void A_deletion_after_a_failed_save_that_fails_too_is_logged_and_the_actor_is_told_of_the_save_alone()
    {
        var ledger = Open();
        _counter.Answer = _ => Task.FromException(new IOException("full"));
        _counter.DeleteFails = true;

        EventFilter.Error().ExpectOne(() => ledger.Tell(new Save(), TestActor));

        _listener.ExpectMsg("not saved at 0: full");
        ledger.Tell("sum", TestActor);
        ExpectMsg(0);
    }

    private IActorRef Open()
    {
        var listener = _listener.Ref;
        var ledger = ActorOf(Props.Create(() => new Ledger("ledger", listener)));
        _listener.ExpectMsg("recovered 0 at 0");
        return ledger;
    }

    /// <summary>What the store was asked, and what it does then.</summary>
    private sealed class Counter
    {
        private readonly ConcurrentQueue<string> _calls = new();

        public TaskCompletionSource Never { get; } = new();

        public IReadOnlyList<string> Calls => [.. _calls];

        public Func<string, Task> Answer { get; set; } = _ => Task.CompletedTask;

        public bool DeleteFails { get; set; }

        public Task Call(string name)
        {
            _calls.Enqueue(name);
            return name == "delete" && DeleteFails ? Task.FromException(new IOException("gone")) : Task.CompletedTask;
        }

        public Task Save()
        {
            _calls.Enqueue("save");
            return Answer("save");
        }
    }

    private sealed class CounterStore : SnapshotStore
    {
        private readonly Counter _counter = Belongings.Of<Counter>(Context.System);

        protected override bool ReceivePluginInternal(object message)
        {
            _ = _counter.Call($"heard of {message.GetType().Name}");
            return false;
        }

        protected override async Task<SelectedSnapshot?> LoadAsync(
            string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
        {
            await _counter.Call("load");
            return null;
        }

        protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) => _counter.Save();

        protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => _counter.Call("delete");

        protected override Task DeleteAsync(
            string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => _counter.Call("delete many");
    }
}
