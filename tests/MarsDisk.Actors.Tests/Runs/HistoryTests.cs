using System.Collections.Concurrent;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs;
using MarsDisk.Actors.Tests.Inputs;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Runs;

/// <summary>A run that keeps its whole history in memory stores it while it goes on, and goes on from it.</summary>
public sealed class HistoryTests : RunSpec
{
    private const double StepSeconds = 6;

    private readonly SmallRun _run = new(Steps: 40, ChunkSteps: 40, Buffers: 1, BatchSteps: 3)
    {
        Histories = new HistorySchedule(9.5 * StepSeconds, TimeSpan.Zero),
    };
    private readonly MemoryDisk _disk;

    public HistoryTests() => _disk = new MemoryDisk(_run);

    private IEnumerable<long> Saved => Journal.Events.OfType<HistorySaved>().Select(saved => saved.Step);

    [Fact]
    public void A_history_is_taken_when_its_interval_of_simulated_time_has_passed_and_changes_no_byte()
    {
        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.Completed(_run.Steps), Outcome());
        Assert.Equal(10, Saved.First());                    // later ones wait until the one before them is durable
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void A_run_that_dies_behind_a_history_goes_on_there_and_ends_with_the_same_bytes()
    {
        Die(PublishErrorKind.LeaseLost);
        var resumed = Saved.Last();

        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.Completed(_run.Steps - resumed) { Steps = _run.Steps }, Outcome());
        Assert.Contains($"take up history of {resumed}", _disk.Deeds, StringComparer.Ordinal);
        Assert.Equal(_run.PlainFiles(), _disk.Files);
        Assert.Single(Journal.Chunks);
    }

    [Fact]
    public void A_run_whose_histories_are_lost_starts_over()
    {
        Die(PublishErrorKind.LeaseLost);
        _disk.LoseHistories();

        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.Completed(_run.Steps), Outcome());
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void A_pipeline_that_breaks_is_put_up_again_at_the_history_with_the_same_buffer()
    {
        _disk.Refuses = attempt => attempt == 1 ? new PublishError(PublishErrorKind.Other, "broken") : null;
        Start(_run, _disk);
        Statuses.FishForMessage<RunStatus>(status => status is { Phase: RunPhase.Rebuilding, Restarts: 1 });

        Clock.Advance(LongestBackOff);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Contains(_disk.Deeds, deed => deed.StartsWith("take up history", StringComparison.Ordinal));
        Assert.Single(_disk.Deeds, deed => deed == "new buffer");
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void A_disk_that_takes_no_history_costs_no_step()
    {
        _disk.RefusesHistory = _ => new PublishError(PublishErrorKind.DiskFull, "full");

        EventFilter.Warning(contains: "is not stored: full").Mute();
        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.Completed(_run.Steps), Outcome());
        Assert.Empty(Saved);
        Assert.Equal(_run.PlainFiles(), _disk.Files);
    }

    [Fact]
    public void Whoever_has_lost_the_run_ends_at_its_next_history()
    {
        _disk.RefusesHistory = _ => new PublishError(PublishErrorKind.LeaseLost, "The lease is lost.");

        Start(_run, _disk);

        Assert.Equal(new RunOutcomeReport.CannotGoOn("The lease is lost.", 5), Outcome());
        Assert.Empty(Journal.Chunks);
    }

    [Fact]
    public void A_run_is_stored_when_the_interval_of_the_node_has_passed()
    {
        var run = new SmallRun(Steps: 2000, ChunkSteps: 2000, Buffers: 1, BatchSteps: 1) { Histories = new HistorySchedule(null, TimeSpan.FromMinutes(10)) };
        var disk = new MemoryDisk(run);
        Start(run, disk);
        Run.Tell(new PauseRun(SmallRun.Id), TestActor);
        Statuses.FishForMessage<RunStatus>(status => status.Phase == RunPhase.Paused);
        Clock.Advance(TimeSpan.FromMinutes(10));

        Run.Tell(new ContinueRun(SmallRun.Id), TestActor);

        Assert.Equal(new RunOutcomeReport.Completed(run.Steps), Outcome());
        Assert.Single(Saved);
        Assert.Equal(run.PlainFiles(), disk.Files);
    }

    [Fact]
    public void A_snapshot_that_a_scenario_asks_for_stores_the_history_too_and_no_input_acts_twice()
    {
        var run = _run with { Histories = new HistorySchedule(null, TimeSpan.Zero) };
        var disk = new MemoryDisk(run);
        RunInput[] inputs =
        [
            new TimedInput(3, default, 12 * StepSeconds, new RunAction.Snapshot("half")),
            new TimedInput(5, default, 20 * StepSeconds, new RunAction.SetKey(Simulation.Inputs.Keys.LiveKeys.Find("radiation.TM_K")!, new Simulation.Inputs.Keys.LiveValue.Number(3000))),
            new RunClosedInput(9, default),
        ];
        disk.Refuses = _ => new PublishError(PublishErrorKind.LeaseLost, "lost");
        Start(run, disk, feed: FeedOf(inputs));
        Outcome();
        disk.Refuses = _ => null;
        Assert.InRange(Assert.Single(Saved), 12, 16);       // asked for at border 13 at the latest; had within one batch behind it

        Start(run, disk, feed: FeedOf(inputs));

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal(run.PlainFiles(inputs), disk.Files);
        Assert.Single(Journal.Events.OfType<SnapshotTaken>());
    }

    private RunFeed FeedOf(RunInput[] inputs) => new(
        ActorOf(Props.Create(() => new ScriptedCoordinator(inputs, 10, new ConcurrentQueue<object>()))), StopsOnFailure: false, PermitsFaults: false);

    // The chunk at the end is refused, as if the process had died there.
    private void Die(PublishErrorKind how)
    {
        _disk.Refuses = _ => new PublishError(how, "lost");
        Start(_run, _disk);
        Assert.IsType<RunOutcomeReport.CannotGoOn>(Outcome());
        _disk.Refuses = _ => null;
        Assert.NotEmpty(Saved);
    }
}
