using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Runs;

public sealed class RebuildTests : RunSpec
{
    private static readonly PublishError Broken = new(PublishErrorKind.Other, "the disk is broken");
    private static readonly PublishError Full = new(PublishErrorKind.DiskFull, "the disk is full");

    private readonly SmallRun _run = new(Steps: 20, ChunkSteps: 4, Buffers: 2);
    private readonly MemoryDisk _disk;

    public RebuildTests() => _disk = new MemoryDisk(_run);

    [Fact]
    public void One_refused_chunk_costs_time_and_changes_no_byte()
    {
        _disk.Refuses = attempt => attempt == 2 ? Broken : null;
        Start(_run, _disk);
        AwaitRestart(1);

        Clock.Advance(LongestBackOff);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal(_run.PlainFiles(), _disk.Files);
        Assert.Equal(2, _disk.Deeds.Count(deed => deed == "new buffer"));
    }

    [Fact]
    public void The_third_failure_at_the_same_commit_fails_the_run()
    {
        _disk.Refuses = attempt => attempt >= 2 ? Broken : null;
        Start(_run, _disk);
        AwaitRestart(1);
        Clock.Advance(LongestBackOff);
        AwaitRestart(2);

        Clock.Advance(LongestBackOff);

        Assert.Equal(new RunOutcomeReport.Failed("the disk is broken", 4, 4), Outcome());
        Assert.Equal(new RunFailed("the disk is broken", 4, 4, 2), Journal.Events[^1]);
    }

    [Fact]
    public void A_failed_run_is_taken_up_again_only_on_request()
    {
        _disk.Refuses = attempt => attempt is >= 2 and <= 4 ? Broken : null;
        Start(_run, _disk);
        AwaitRestart(1);
        Clock.Advance(LongestBackOff);
        AwaitRestart(2);
        Clock.Advance(LongestBackOff);
        Assert.IsType<RunOutcomeReport.Failed>(Outcome());

        Start(_run, _disk);
        Assert.IsType<RunOutcomeReport.Failed>(Outcome());
        Start(_run, _disk, reopensFailed: true);

        Assert.Equal(new RunOutcomeReport.Completed(16) { Steps = 20 }, Outcome());
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void A_full_disk_is_waited_for_however_long_it_takes()
    {
        _disk.Refuses = attempt => attempt is >= 2 and <= 6 ? Full : null;
        Start(_run, _disk);
        for (var restart = 1; restart <= 5; restart++)
        {
            Assert.Equal("the disk is full", AwaitRestart(restart).Waiting);
            Clock.Advance(LongestBackOff);
        }

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void Nothing_is_computed_while_there_is_no_room()
    {
        _disk.Refuses = attempt => attempt == 2 ? Full : null;
        _disk.InTheWay = "no room yet";
        Start(_run, _disk);
        AwaitRestart(1);
        Clock.Advance(LongestBackOff);
        Statuses.FishForMessage<RunStatus>(status => status.Waiting == "no room yet");
        Assert.Equal("look", _disk.Deeds.Last());

        _disk.InTheWay = null;
        Clock.Advance(LongestBackOff);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void A_step_that_cannot_be_computed_fails_the_run_at_once()
    {
        _disk.Poison = state => state.Disk.Number[3] = double.NaN;

        Start(_run, _disk);

        var failed = Assert.IsType<RunOutcomeReport.Failed>(Outcome());
        Assert.Equal((1, 0L), (failed.ExitCode, failed.Step));
        Assert.Equal(["RunStarted", "OwnershipTaken", "RunFailed"], Journal.Names);
    }

    [Fact]
    public void An_enforced_mass_budget_fails_the_run_after_its_outputs_are_written()
    {
        var run = new SmallRun(Steps: 20, ChunkSteps: 4, Buffers: 1, EnforcesMassBudget: true);
        var disk = new MemoryDisk(run) { CauseOf = Violated };

        Start(run, disk);

        var failed = Assert.IsType<RunOutcomeReport.Failed>(Outcome());
        Assert.Equal((1, 8L), (failed.ExitCode, failed.Step));
        Assert.Equal<object>(["ChunkCommitted", "ChunkCommitted", "RunFailed"], Journal.Names.TakeLast(3));
        Assert.Equal<object>(["merge", "finish with 0 merged tables"], disk.Deeds.TakeLast(2));
    }

    [Fact]
    public void A_run_that_died_between_the_violation_and_its_failure_computes_nothing_more()
    {
        var run = new SmallRun(Steps: 20, ChunkSteps: 4, Buffers: 1, EnforcesMassBudget: true);
        var disk = new MemoryDisk(run) { CauseOf = Violated };
        Journal.Before = happened => happened is RunFailed ? Task.FromException(new IOException("died")) : Task.CompletedTask;
        EventFilter.Error(start: "Failed to persist").ExpectOne(() => Start(run, disk));
        ExpectMsg<Gone>();
        disk.Deeds.Clear();
        Journal.Before = _ => Task.CompletedTask;

        Start(run, disk);

        Assert.IsType<RunOutcomeReport.Failed>(Outcome());
        Assert.DoesNotContain(disk.Deeds, deed => deed.StartsWith("publish", StringComparison.Ordinal));
        Assert.Equal("RunFailed", Journal.Names[^1]);
        Assert.Equal<object>(["merge", "finish with 0 merged tables"], disk.Deeds.TakeLast(2));
    }

    private static FlushCause Violated(StepRange steps, FlushCause cause) => steps.First == 4 ? FlushCause.BudgetViolated : cause;

    private RunStatus AwaitRestart(int number) =>
        Statuses.FishForMessage<RunStatus>(status => status.Restarts == number && status.Phase == RunPhase.Rebuilding);
}
