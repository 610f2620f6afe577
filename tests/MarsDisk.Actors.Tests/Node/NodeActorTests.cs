using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;

namespace MarsDisk.Actors.Tests.Node;

/// <summary>The root of a node: it takes leases, starts runs and answers for them.</summary>
public sealed class NodeActorTests : RunSpec
{
    private const int StorageUnusable = 3;

    private readonly SmallRun _run = new(Steps: 12, ChunkSteps: 4);
    private readonly MemoryDisk _disk;

    public NodeActorTests() => _disk = new MemoryDisk(_run);

    [Fact]
    public void A_run_is_answered_when_it_has_ended_and_its_lease_is_free()
    {
        NewNode().Tell(new StartRun(_run.Setup(_disk)), TestActor);

        Assert.Equal(new RunEnded(SmallRun.Id, new RunOutcomeReport.Completed(12)), ExpectMsg<RunEnded>());
        Assert.False(_disk.Lease!.IsHeld);
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void A_run_that_is_started_again_is_finished_already()
    {
        var node = NewNode();
        node.Tell(new StartRun(_run.Setup(_disk)), TestActor);
        ExpectMsg<RunEnded>();

        node.Tell(new StartRun(_run.Setup(_disk)), TestActor);

        Assert.Equal(new RunOutcomeReport.Completed(0) { Steps = 12 }, ExpectMsg<RunEnded>().Outcome);
    }

    [Fact]
    public void A_journal_that_fails_for_good_is_given_up_after_three_restarts_and_nothing_is_lost()
    {
        Journal.Before = happened => happened is ChunkCommitted ? Task.FromException(new IOException("the journal is gone")) : Task.CompletedTask;
        EventFilter.Error().Mute();
        NewNode().Tell(new StartRun(_run.Setup(_disk)), TestActor);

        var ended = WhileTimePasses();
        Assert.Equal(StorageUnusable, Assert.IsType<RunOutcomeReport.CannotGoOn>(ended.Outcome).ExitCode);
        Assert.Equal(4, _disk.Deeds.Count(deed => deed == "take lease"));
        Assert.Empty(Journal.Chunks);
        Assert.False(_disk.Lease!.IsHeld);

        Journal.Before = _ => Task.CompletedTask;
        NewNode("again").Tell(new StartRun(_run.Setup(_disk)), TestActor);
        Assert.Equal(new RunOutcomeReport.Completed(12), ExpectMsg<RunEnded>().Outcome);
        Assert.Equal([0L, 4, 8], Journal.Chunks.Select(chunk => chunk.Steps.First));
        Assert.Empty(_run.PlainFiles().Except(_disk.Files));
    }

    [Fact]
    public void A_journal_that_fails_once_costs_a_restart_and_no_byte()
    {
        var failures = 1;
        Journal.Before = happened => happened is ChunkCommitted && Interlocked.Decrement(ref failures) == 0
            ? Task.FromException(new IOException("a hiccup"))
            : Task.CompletedTask;
        EventFilter.Error().Mute();
        NewNode().Tell(new StartRun(_run.Setup(_disk)), TestActor);

        Assert.Equal(new RunOutcomeReport.Completed(12), WhileTimePasses().Outcome);
        Assert.Equal(2, _disk.Deeds.Count(deed => deed == "take lease"));
        Assert.Equal([0L, 4, 8], Journal.Chunks.Select(chunk => chunk.Steps.First));
    }

    // The back-off of the node stands on the clock of the test; how many there are is what the test asks.
    private RunEnded WhileTimePasses()
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (ReceiveOne(TimeSpan.FromMilliseconds(100)) is RunEnded ended)
                return ended;
            Clock.Advance(LongestBackOff);
        }

        throw new InvalidOperationException("The run did not end.");
    }

    private IActorRef NewNode(string name = "node")
    {
        var (settings, files) = (new NodeSettings(Slots: 1, WriterThreads: 1, WriterQueue: 8, OffloadQueue: 4), Files);
        return ActorOf(Props.Create(() => new NodeActor(settings, new WorkThreads(), files, null)), name);
    }
}
