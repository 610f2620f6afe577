using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Tests.Node;

public sealed class SnapshotOffloadActorTests : StageSpec
{
    private readonly HandLine _line = new(capacity: 2);
    private readonly Target _target = new();
    private readonly IActorRef _offload;

    public SnapshotOffloadActorTests()
    {
        var (target, lines) = (_target, new Lines(_line));
        _offload = ActorOf(Props.Create(() => new SnapshotOffloadActor(target, 2, lines)));
    }

    [Fact]
    public void A_copied_file_is_answered_with_the_name_of_the_target()
    {
        _offload.Tell(Copy("a"), TestActor);
        _line.Work();

        Assert.Equal("there", ExpectMsg<SnapshotOffloaded>(copied => Assert.Equal("state/a", copied.File.Name)).Target);
        Assert.Equal(["/run/a"], _target.Copied);
    }

    [Fact]
    public void A_copy_that_fails_is_refused_and_the_next_one_is_made()
    {
        _target.Fails = source => source == "/run/a" ? "no route to host" : null;

        _offload.Tell(Copy("a"), TestActor);
        _offload.Tell(Copy("b"), TestActor);
        _line.Work();

        ExpectMsg<OffloadRefused>(refused => Assert.Equal("no route to host", refused.Reason));
        ExpectMsg<SnapshotOffloaded>(copied => Assert.Equal("state/b", copied.File.Name));
    }

    [Fact]
    public void A_full_queue_refuses_at_once_and_forgets_nothing_that_it_took()
    {
        foreach (var name in (string[])["a", "b", "c"])
            _offload.Tell(Copy(name), TestActor);

        ExpectMsg<OffloadRefused>(refused => Assert.Equal(("state/c", "The offload queue is full."), (refused.File.Name, refused.Reason)));
        _line.Work();
        Assert.Equal(["state/a", "state/b"], ReceiveN(2).Cast<SnapshotOffloaded>().Select(copied => copied.File.Name), StringComparer.Ordinal);
    }

    private static OffloadSnapshot Copy(string name) =>
        new(new RunId("run"), new StateFile($"state/{name}", 10, default), $"/run/{name}");

    private sealed class Target : IOffloadTarget
    {
        public string Name => "there";

        public List<string> Copied { get; } = [];

        public Func<string, string?> Fails { get; set; } = _ => null;

        public void Copy(RunId run, StateFile file, string source)
        {
            if (Fails(source) is { } reason)
                throw new IOException(reason);
            Copied.Add(source);
        }
    }

    /// <summary>A queue whose jobs are done when the test says so.</summary>
    private sealed class HandLine(int capacity) : IWorkLine
    {
        private readonly Queue<Action> _jobs = new();

        public bool TryAdd(Action job)
        {
            if (_jobs.Count == capacity)
                return false;
            _jobs.Enqueue(job);
            return true;
        }

        public void Work()
        {
            while (_jobs.TryDequeue(out var job))
                job();
        }

        public void Dispose() => _jobs.Clear();
    }

    private sealed class Lines(IWorkLine line) : IWorkLines
    {
        public IWorkLine Start(string name, int capacity) => line;
    }
}
