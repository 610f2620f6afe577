using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Inputs;

/// <summary>What people do to a run: pause, continue, stop, snapshot.</summary>
public sealed class StopTests : RunSpec
{
    private readonly SmallRun _run = new(Steps: 2000, ChunkSteps: 10, Buffers: 2, BatchSteps: 1);
    private readonly MemoryDisk _disk;

    public StopTests() => _disk = new MemoryDisk(_run);

    [Fact]
    public void A_stop_is_durable_before_the_run_ends_at_its_step()
    {
        Start(_run, _disk);
        Run.Tell(new StopRun(SmallRun.Id, "enough"), TestActor);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        var stop = Assert.Single(Journal.Events.OfType<StopAccepted>());
        var completed = Assert.Single(Journal.Events.OfType<RunCompleted>());
        Assert.Equal(("enough", stop.Step), (stop.Why, completed.Steps));
        Assert.True(stop.Step < _run.Steps);
        Assert.Equal("StopRequested", completed.StopReason);
    }

    [Fact]
    public void A_run_that_dies_behind_its_stop_ends_at_the_same_step()
    {
        _disk.Refuses = _ => Journal.Events.OfType<StopAccepted>().Any() ? new PublishError(PublishErrorKind.LeaseLost, "lost") : null;
        Start(_run, _disk);
        Run.Tell(new StopRun(SmallRun.Id, "enough"), TestActor);
        Outcome();
        _disk.Refuses = _ => null;

        Start(_run, _disk);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal(
            Assert.Single(Journal.Events.OfType<StopAccepted>()).Step,
            Assert.Single(Journal.Events.OfType<RunCompleted>()).Steps);
    }

    [Fact]
    public void A_paused_run_computes_nothing_until_it_is_continued_and_nothing_of_that_is_persisted()
    {
        Start(_run, _disk);
        Run.Tell(new PauseRun(SmallRun.Id), TestActor);
        Statuses.FishForMessage<RunStatus>(status => status.Phase == RunPhase.Paused);

        Run.Tell(new ContinueRun(SmallRun.Id), TestActor);

        Assert.Equal(new RunOutcomeReport.Completed(_run.Steps), Outcome());
        Assert.DoesNotContain(Journal.Names, name => name is not ("RunStarted" or "OwnershipTaken" or "ChunkCommitted" or "RunCompleted"));
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void A_paused_run_can_be_stopped()
    {
        Start(_run, _disk);
        Run.Tell(new PauseRun(SmallRun.Id), TestActor);
        Run.Tell(new StopRun(SmallRun.Id, "enough"), TestActor);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Single(Journal.Events.OfType<StopAccepted>());
    }

    [Fact]
    public void A_snapshot_that_a_person_asks_for_does_not_end_a_chunk()
    {
        Start(_run, _disk);
        Run.Tell(new SnapshotRun(SmallRun.Id, "now"), TestActor);

        Assert.Equal(new RunOutcomeReport.Completed(_run.Steps), Outcome());
        Assert.Equal("now", Assert.Single(Journal.Events.OfType<SnapshotTaken>()).Label);
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }
}
