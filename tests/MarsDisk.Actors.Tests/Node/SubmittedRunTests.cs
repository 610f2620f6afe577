using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Tests.Node;

/// <summary>Runs that are submitted to a node wait for a slot and for memory.</summary>
public sealed class SubmittedRunTests : RunSpec
{
    private readonly SmallRun _run = new(Steps: 12, ChunkSteps: 4);
    private readonly MemoryDisk _disk;

    public SubmittedRunTests()
    {
        _disk = new MemoryDisk(_run);
        Sys.EventStream.Subscribe(TestActor, typeof(RunReleased));
    }

    [Fact]
    public void A_submitted_run_is_told_of_when_its_lease_is_free()
    {
        NewNode(slots: 1).Tell(Submitted("a"), TestActor);

        Assert.Equal(new RunQueued(new RunId("a"), IsNew: true), ExpectMsg<RunQueued>());
        Assert.Equal(new RunReleased(new RunId("a"), new RunOutcomeReport.Completed(12)), ExpectMsg<RunReleased>());
        Assert.False(_disk.Lease!.IsHeld);
    }

    [Fact]
    public void What_is_asked_of_a_run_that_is_not_active_is_answered_by_the_node()
    {
        var node = NewNode(slots: 1);

        node.Tell(new PauseRun(new RunId("nobody")), TestActor);

        Assert.Equal(new RunNotActive(new RunId("nobody")), ExpectMsg<RunNotActive>());
    }

    [Fact]
    public void A_node_that_drains_takes_no_run_and_says_when_it_is_idle()
    {
        var node = NewNode(slots: 1);
        node.Tell(Submitted("a"), TestActor);
        ExpectMsg<RunQueued>();

        node.Tell(new DrainNode(), TestActor);
        node.Tell(Submitted("b"), TestActor);

        Assert.Equal(new SubmissionRefused(new RunId("b"), SubmissionRefusal.Draining), ExpectMsg<SubmissionRefused>());
        ExpectMsg<RunReleased>();
        ExpectMsg<NodeIdle>();
    }

    [Fact]
    public void The_oldest_begins_first_and_as_many_as_there_are_slots()
    {
        var queue = Queue(slots: 2);
        foreach (var id in (string[])["a", "b", "c"])
            queue.Add(Submitted(id));

        Assert.Equal("a", Next(queue));
        Assert.Equal("b", Next(queue));
        Assert.Null(queue.Next());
        queue.Release(new RunId("a"));
        Assert.Equal("c", Next(queue));
    }

    [Fact]
    public void A_run_that_does_not_fit_beside_the_others_waits_and_is_not_passed_over()
    {
        var queue = Queue(slots: 3, bytes: 100);
        queue.Add(Submitted("a", bytes: 60));
        queue.Add(Submitted("large", bytes: 90));
        queue.Add(Submitted("small", bytes: 10));

        Assert.Equal("a", Next(queue));
        Assert.Null(queue.Next());
        queue.Release(new RunId("a"));
        Assert.Equal("large", Next(queue));
        Assert.Equal("small", Next(queue));
    }

    [Fact]
    public void A_run_is_refused_that_could_never_begin_or_would_wait_behind_too_many()
    {
        var queue = Queue(slots: 1, bytes: 100, places: 1);
        queue.Add(Submitted("a"));

        Assert.Equal(new SubmissionRefused(new RunId("b"), SubmissionRefusal.TooLarge), queue.Add(Submitted("b", bytes: 101)));
        Assert.Equal(new SubmissionRefused(new RunId("c"), SubmissionRefusal.QueueFull), queue.Add(Submitted("c")));
        Assert.Equal(new RunQueued(new RunId("a"), IsNew: false), queue.Add(Submitted("a")));
        Assert.Equal("a", Next(queue));
        Assert.Equal(new RunQueued(new RunId("c"), IsNew: true), queue.Add(Submitted("c")));
    }

    [Fact]
    public void Limits_may_change_while_runs_wait()
    {
        var queue = Queue(slots: 3, bytes: 100);
        foreach (var id in (string[])["a", "b", "c"])
            queue.Add(Submitted(id, bytes: 60));

        Assert.Equal("a", Next(queue));
        queue.Limit(new LimitNode(Slots: 1, QueuedRunsMax: 2, BufferBytesMax: 200));
        Assert.Null(queue.Next());
        Assert.Equal(new SubmissionRefused(new RunId("d"), SubmissionRefusal.QueueFull), queue.Add(Submitted("d")));
        queue.Limit(new LimitNode(Slots: 2, QueuedRunsMax: 2, BufferBytesMax: 50));
        Assert.Null(queue.Next());
        queue.Release(new RunId("a"));
        Assert.Equal("b", Next(queue));              // it fitted when it came
        Assert.Equal(1, queue.Status.Queued);
    }

    [Fact]
    public void A_node_with_another_slot_begins_the_next_run_at_once()
    {
        var node = NewNode(slots: 1);
        node.Tell(new LimitNode(Slots: 0, QueuedRunsMax: 10, BufferBytesMax: 100), TestActor);
        node.Tell(Submitted("a"), TestActor);
        ExpectMsg<RunQueued>();
        node.Tell(new GetNodeStatus(), TestActor);
        Assert.Equal(new NodeStatus(Slots: 0, Active: 0, Queued: 1, IsDraining: false), ExpectMsg<NodeStatus>());

        node.Tell(new LimitNode(Slots: 1, QueuedRunsMax: 10, BufferBytesMax: 100), TestActor);

        Assert.Equal(new RunId("a"), ExpectMsg<RunReleased>().Run);
    }

    [Fact]
    public void A_run_that_is_computed_here_is_not_begun_a_second_time()
    {
        var node = NewNode(slots: 1);
        var setup = Submitted("a").Setup;

        node.Tell(new StartRun(setup), TestActor);
        node.Tell(new StartRun(setup), TestActor);

        var ends = new[] { ExpectMsg<RunEnded>(), ExpectMsg<RunEnded>() };
        Assert.Single(ends, end => end.Outcome is RunOutcomeReport.Completed);
        Assert.Single(ends, end => end.Outcome is RunOutcomeReport.CannotGoOn { ExitCode: 3 });
    }

    private static RunQueue Queue(int slots, long bytes = long.MaxValue, int places = 10) =>
        new(new NodeSettings(slots, 1, 8, 4) { BufferBytesMax = bytes, QueuedRunsMax = places });

    private static string? Next(RunQueue queue) => queue.Next()?.Setup.Run.Value;

    private SubmitRun Submitted(string id, long bytes = 1) => new(_run.Setup(_disk) with { Run = new RunId(id) }, bytes);

    private IActorRef NewNode(int slots)
    {
        var (settings, files) = (new NodeSettings(slots, WriterThreads: 1, WriterQueue: 8, OffloadQueue: 4), Files);
        return Sys.ActorOf(Props.Create(() => new NodeActor(settings, new WorkThreads(), files, null)), "node");
    }
}
