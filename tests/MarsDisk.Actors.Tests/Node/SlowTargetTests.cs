using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Offload;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Offload;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Node;

/// <summary>A whole run on a node whose offload target is slow, or breaks.</summary>
public sealed class SlowTargetTests : RunSpec
{
    private readonly SmallRun _run = new(Steps: 120, ChunkSteps: 4);
    private readonly MemoryDisk _disk;
    private readonly Target _target = new();

    public SlowTargetTests() => _disk = new MemoryDisk(_run);

    [Fact]
    [Trait("Snapshot", "120")]
    public void A_run_ends_with_all_its_bytes_while_its_first_state_is_on_its_way_and_one_waits_whatever_the_number_of_chunks()
    {
        var node = NewNode();
        node.Tell(new StartRun(_run.Setup(_disk)), TestActor);
        Assert.True(_target.Began.Wait(TimeSpan.FromSeconds(20)));

        Assert.Equal(new RunOutcomeReport.Completed(120), ExpectMsg<RunEnded>().Outcome);
        Assert.Equal(_run.PlainFiles(), _disk.Files);
        node.Tell(new GetOffloadStatus(), TestActor);
        var status = ExpectMsg<OffloadStatus>();
        Assert.Equal((OffloadPhase.Shipping, 1, 0), (status.Phase, status.Queued, status.Failures));
        Assert.NotNull(status.BehindSince);

        _target.MayGoOn.Set();
        node.Tell(new DrainOffload(TimeSpan.FromMinutes(1)), TestActor);
        Assert.Equal(0, ExpectMsg<OffloadDrained>().Left);
        Assert.Equal([4L, 120], _target.Steps);
    }

    [Fact]
    [Trait("Snapshot", "122")]
    public void A_node_starts_an_offload_that_breaks_again_and_it_stores_what_it_took()
    {
        _target.MayGoOn.Set();
        _target.Breaks = true;
        EventFilter.Exception<InvalidOperationException>().Mute();
        var node = NewNode();
        node.Tell(new StartRun(_run.Setup(_disk)), TestActor);

        Assert.Equal(new RunOutcomeReport.Completed(120), ExpectMsg<RunEnded>().Outcome);
        node.Tell(new DrainOffload(TimeSpan.FromMinutes(1)), TestActor);

        Assert.Equal(0, ExpectMsg<OffloadDrained>().Left);
        Assert.Equal((4L, 120L), (_target.Steps[0], _target.Steps[^1]));
        Assert.Equal(2, _target.Lines);
    }

    protected override void Dispose(bool disposing)
    {
        _target.MayGoOn.Set();
        base.Dispose(disposing);
    }

    private IActorRef NewNode()
    {
        var (settings, files, target) = (new NodeSettings(Slots: 1, WriterThreads: 1, WriterQueue: 8, OffloadQueue: 4), Files, _target);
        return ActorOf(Props.Create(() => new NodeActor(settings, target, files, target)), "node");
    }

    /// <summary>A target that holds its first file until it may go on; it also gives out the lines, of which the offload's may break.</summary>
    private sealed class Target : IOffloadTarget, IWorkLines
    {
        private readonly WorkThreads _threads = new();
        private int _lines;

        public string Name => "there";

        public ManualResetEventSlim Began { get; } = new();

        public ManualResetEventSlim MayGoOn { get; } = new();

        public List<long> Steps { get; } = [];

        public bool Breaks { get; set; }

        public int Lines => _lines;

        public SnapshotOutcome<OffloadReceipt> Persist(OffloadTask task, Action<SnapshotProgressKind> passed, CancellationToken cancellation)
        {
            Steps.Add(task.Position.Sequence);
            passed(SnapshotProgressKind.Captured);
            Began.Set();
            MayGoOn.Wait(cancellation);
            return SnapshotOutcome.Ok(new OffloadReceipt(Name, default, 1));
        }

        public IWorkLine Start(string name, int capacity)
        {
            if (name != "snapshot-offload")
                return _threads.Start(name, capacity);
            return new Line(_threads.Start(name, capacity), breaks: Interlocked.Increment(ref _lines) == 1 && Breaks);
        }

        public HashThread? StartHashing(string name) => _threads.StartHashing(name);

        private sealed class Line(IWorkLine line, bool breaks) : IWorkLine
        {
            public bool TryAdd(Action job) => breaks ? throw new InvalidOperationException("The line is broken.") : line.TryAdd(job);

            public void Dispose() => line.Dispose();
        }
    }
}
