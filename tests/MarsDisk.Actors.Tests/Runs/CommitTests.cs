using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Runs;

public sealed class CommitTests : RunSpec
{
    private readonly SmallRun _run = new(Steps: 20, ChunkSteps: 4, Buffers: 2);
    private readonly MemoryDisk _disk;

    public CommitTests() => _disk = new MemoryDisk(_run);

    [Fact]
    public void A_run_persists_its_start_its_chunks_in_order_and_its_end()
    {
        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
        Assert.Equal(
            ["RunStarted", "OwnershipTaken", "ChunkCommitted", "ChunkCommitted", "ChunkCommitted", "ChunkCommitted", "ChunkCommitted", "RunCompleted"],
            Journal.Names);
        Assert.Equal([0L, 4, 8, 12, 16], Journal.Chunks.Select(chunk => chunk.Steps.First));
        Assert.Equal<object>(["merge", "finish with 0 merged tables"], _disk.Deeds.TakeLast(2));
        Assert.False(_disk.Lease!.IsHeld);
    }

    [Fact]
    public void A_buffer_is_granted_again_only_after_the_commit()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Journal.Before = happened => happened is ChunkCommitted { Steps.First: 0 } ? release.Task : Task.CompletedTask;
        var commitsWhenPublishing = new List<int>();
        _disk.Refuses = _ =>
        {
            commitsWhenPublishing.Add(Journal.Chunks.Count);
            return null;
        };
        Start(_run, _disk);
        AwaitCondition(() => _disk.Files.Any(file => file.Name == "state-8"));
        Assert.Empty(Journal.Chunks);

        release.SetResult();

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal((0, 0), (commitsWhenPublishing[0], commitsWhenPublishing[1]));
        Assert.All(commitsWhenPublishing.Index(), chunk => Assert.True(chunk.Item >= chunk.Index + 1 - _run.Buffers));
    }

    [Fact]
    public void A_lost_lease_ends_the_attempt_and_nothing_is_persisted_any_more()
    {
        _disk.Refuses = attempt => attempt >= 3 ? new PublishError(PublishErrorKind.LeaseLost, "lost") : null;

        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.CannotGoOn("lost", 5), Outcome());
        Assert.Equal(2, Journal.Chunks.Count);
        Assert.Equal("ChunkCommitted", Journal.Names[^1]);
        Assert.False(_disk.Lease!.IsHeld);
    }

    [Fact]
    public void An_append_that_finds_another_owner_ends_the_attempt()
    {
        Journal.Before = happened => happened is ChunkCommitted { Steps.First: 8 }
            ? Task.FromException(new LeaseLostException("another owner"))
            : Task.CompletedTask;

        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.CannotGoOn("another owner", 5), Outcome());
        Assert.Equal(2, Journal.Chunks.Count);
    }

    [Fact]
    public void A_rejected_event_stops_the_actor_without_a_word()
    {
        Journal.Rejects = happened => happened is ChunkCommitted { Steps.First: 8 };

        EventFilter.Error(start: "Rejected to persist").ExpectOne(() => Start(_run, _disk));

        ExpectMsg<Gone>();
        Assert.False(_disk.Lease!.IsHeld);
    }

    [Fact]
    public void A_run_goes_on_from_its_last_commit_and_ends_with_the_same_files()
    {
        _disk.Refuses = attempt => attempt == 3 ? new PublishError(PublishErrorKind.LeaseLost, "lost") : null;
        Start(_run, _disk);
        Outcome();

        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.Completed(12) { Steps = 20 }, Outcome());
        Assert.Equal(_run.PlainFiles(), _disk.Files);
        Assert.Equal(2, Journal.Events.OfType<OwnershipTaken>().Count());
    }

    [Fact]
    public void A_finished_run_computes_nothing_and_makes_up_what_is_missing()
    {
        Start(_run, _disk);
        Outcome();
        _disk.Deeds.Clear();

        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.Completed(0) { Steps = 20 }, Outcome());
        Assert.Equal<object>(["take lease", "merge", "finish with 0 merged tables"], _disk.Deeds);
        Assert.Equal("RunCompleted", Journal.Names[^1]);
    }

    [Fact]
    public void Merged_tables_are_persisted_before_their_chunks_are_deleted()
    {
        _disk.Tables =
        [
            new ChunksMerged("run", new StepRange(0, 20), new TableFile("series/run.parquet", 1, 20, default)),
            new ChunksMerged("diagnostics", new StepRange(0, 20), new TableFile("series/diagnostics.parquet", 1, 20, default)),
        ];

        Start(_run, _disk);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal<object>(["RunCompleted", "ChunksMerged", "ChunksMerged"], Journal.Names.TakeLast(3));
        Assert.Equal("finish with 2 merged tables", _disk.Deeds.Last());
    }
}
