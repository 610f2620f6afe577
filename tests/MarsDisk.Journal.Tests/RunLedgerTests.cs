using MarsDisk.Journal.Events;

namespace MarsDisk.Journal.Tests;

public class RunLedgerTests
{
    private static readonly RunLedger Running = RunLedger.Replay([Examples.Started, Examples.Owner(1)]);

    [Fact]
    public void Joins_chunks_and_keeps_the_last_two_states()
    {
        var ledger = Running.Apply(Examples.Chunk(0, 10)).Apply(Examples.Chunk(10, 20)).Apply(Examples.Chunk(20, 25, nextInput: 4));

        Assert.Equal(25, ledger.EndStep);
        Assert.Equal(3, ledger.Chunks);
        Assert.Equal(25.0, ledger.TimeSeconds);
        Assert.Equal(4, ledger.NextInputOrdinal);
        Assert.Equal("state/state-000000025.bin", ledger.State!.Name);
        Assert.Equal("state/state-000000020.bin", ledger.PreviousState!.Name);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(9, 20)]
    [InlineData(11, 20)]
    [InlineData(10, 10)]
    public void Refuses_a_chunk_that_repeats_overlaps_leaves_a_gap_or_is_empty(long first, long end)
    {
        var ledger = Running.Apply(Examples.Chunk(0, 10));

        Assert.Throws<LedgerException>(() => ledger.Apply(Examples.Chunk(first, end)));
    }

    [Fact]
    public void Refuses_an_epoch_that_does_not_grow() =>
        Assert.Throws<LedgerException>(() => Running.Apply(Examples.Owner(1)));

    [Fact]
    public void Refuses_a_second_start() =>
        Assert.Throws<LedgerException>(() => Running.Apply(Examples.Started));

    [Fact]
    public void Refuses_anything_before_the_start() =>
        Assert.Throws<LedgerException>(() => RunLedger.Empty.Apply(Examples.Owner(1)));

    [Fact]
    public void Refuses_a_commit_without_an_owner() =>
        Assert.Throws<LedgerException>(() => RunLedger.Empty.Apply(Examples.Started).Apply(Examples.Chunk(0, 10)));

    [Fact]
    public void Remembers_each_owner_with_its_first_step()
    {
        var ledger = Running.Apply(Examples.Chunk(0, 10)).Apply(Examples.Owner(4));

        Assert.Equal([0L, 10L], ledger.Attempts.Select(attempt => attempt.FirstStep));
        Assert.Equal(4, ledger.Epoch);
    }

    [Fact]
    public void Opens_a_failed_run_again_but_never_a_completed_one()
    {
        var failed = Running.Apply(new RunFailed("NaN", 1, 0, 0));
        var completed = Running.Apply(new RunCompleted(0, 0, 0, 0, "t_end"));

        Assert.Equal("NaN", failed.Outcome!.Failed!.Reason);
        Assert.Null(failed.Apply(Examples.Owner(2)).Outcome);
        Assert.True(completed.Outcome!.IsCompleted);
        Assert.Throws<LedgerException>(() => completed.Apply(Examples.Owner(2)));
    }

    [Fact]
    public void Accepts_only_offloads_and_merges_after_the_end()
    {
        var ended = Running.Apply(Examples.Chunk(0, 10)).Apply(new RunCompleted(10, 10, 1, 10, "t_end"));

        Assert.Throws<LedgerException>(() => ended.Apply(Examples.Chunk(10, 20)));
        Assert.Single(ended.Apply(new FileOffloaded("a", "b", default)).Offloads);
    }

    [Fact]
    public void Refuses_a_completion_that_counts_other_steps() =>
        Assert.Throws<LedgerException>(() => Running.Apply(new RunCompleted(5, 0, 0, 0, "t_end")));

    [Fact]
    public void Lets_a_merged_file_stand_for_its_chunks()
    {
        var merged = new TableFile("series/run.parquet", 20, 20, Examples.Hash("merged"));

        var ledger = Running.Apply(Examples.Chunk(0, 10)).Apply(Examples.Chunk(10, 20))
            .Apply(new ChunksMerged("run", new StepRange(0, 20), merged));

        Assert.Equal([merged], ledger.TableFiles());
        Assert.Throws<LedgerException>(() => ledger.Apply(new ChunksMerged("run", new StepRange(0, 19), merged)));
    }

    [Fact]
    public void Ends_a_stopped_run_at_the_earliest_accepted_step()
    {
        var ledger = Running.Apply(new StopAccepted(15, "enough")).Apply(new StopAccepted(18, "again"));

        Assert.Equal(15, ledger.StopStep);
        Assert.Throws<LedgerException>(() => ledger.Apply(Examples.Chunk(0, 16)));
        Assert.Throws<LedgerException>(() => ledger.Apply(Examples.Chunk(0, 15)).Apply(new StopAccepted(14, "too late")));
    }

    [Fact]
    public void Goes_on_at_the_newest_history_until_a_chunk_is_committed()
    {
        var first = new HistorySaved(5, 1, 0, new StateFile("state/history-000000005.bin", 1, default));
        var second = first with { Step = 8 };

        var saved = Running.Apply(first).Apply(second);

        Assert.Equal([first, second], saved.Histories);
        Assert.Equal(8, saved.ResumeStep);
        Assert.Equal((0, 0), (saved.EndStep, saved.Chunks));
        Assert.Equal(5, saved.Apply(first).ResumeStep);                     // the newer one was damaged
        Assert.Equal((0, 10), (saved.Apply(Examples.Chunk(0, 10)).Histories.Count, saved.Apply(Examples.Chunk(0, 10)).ResumeStep));
    }

    [Fact]
    public void Refuses_a_history_of_committed_steps_and_one_behind_a_stop()
    {
        var history = new HistorySaved(10, 1, 0, new StateFile("state/history-000000010.bin", 1, default));

        Assert.Throws<LedgerException>(() => Running.Apply(Examples.Chunk(0, 10)).Apply(history));
        Assert.Throws<LedgerException>(() => Running.Apply(new StopAccepted(9, "enough")).Apply(history));
        Assert.Equal(10, Running.Apply(new StopAccepted(10, "enough")).Apply(history).ResumeStep);
    }

    [Fact]
    public void Keeps_snapshots_in_order()
    {
        var first = new SnapshotTaken(5, "a", new SnapshotFile("snapshots/a-000000005.bin", 1, default));
        var second = new SnapshotTaken(7, "b", new SnapshotFile("snapshots/b-000000007.bin", 1, default));

        Assert.Equal([first, second], Running.Apply(first).Apply(second).Snapshots);
    }
}
