using System.Collections.Concurrent;
using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Metrics;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Tests.Inputs;

/// <summary>A whole run in memory whose inputs come from a coordinator.</summary>
public sealed class FedRunTests : RunSpec
{
    private static readonly LiveKey Temperature = LiveKeys.Find("radiation.TM_K")!;

    private readonly SmallRun _run = new(Steps: 20, ChunkSteps: 4, Buffers: 2);
    private readonly MemoryDisk _disk;
    private readonly ConcurrentQueue<object> _heard = new();
    private readonly double _step;
    private long _ordinal = 5;

    public FedRunTests()
    {
        _disk = new MemoryDisk(_run);
        _step = _run.Plan.Time.Step;
    }

    [Fact]
    [Trait("Item", "105")]
    public void Inputs_from_a_coordinator_give_the_files_that_one_thread_makes_with_all_of_them_at_hand()
    {
        var inputs = Inputs(Set(2, 3900), Ramp(5, 3500, 6), At(7, new RunAction.Flush()), Set(13, 3800));

        Feed(inputs, capacity: 2);

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
        Assert.Equal(_run.PlainFiles(inputs), _disk.Files);
        Assert.Equal("Requested", Journal.Chunks[1].Cause);
        Assert.Equal(inputs[^1].NextOrdinal, Journal.Chunks[^1].NextInputOrdinal);
    }

    [Fact]
    public void Inputs_are_acknowledged_when_they_are_committed_and_asked_for_again_behind_the_last_commit()
    {
        var inputs = Inputs([.. Enumerable.Range(1, 19).Select(step => Set(step, 3500 + step))]);
        _disk.Refuses = attempt => attempt == 3 ? new Storage.Publishing.PublishError(Storage.Publishing.PublishErrorKind.Other, "no") : null;

        Feed(inputs, capacity: 3);
        PassBackOff();

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal(_run.PlainFiles(inputs), _disk.Files);
        Assert.Equal([(0L, 1), (Journal.Chunks[1].NextInputOrdinal, 2)], _heard.OfType<SendInputs>().Select(send => (send.FromOrdinal, send.Session)));
        Assert.Equal(Journal.Chunks.Select(chunk => chunk.NextInputOrdinal), _heard.OfType<InputsCommitted>().Select(done => done.NextOrdinal));
    }

    [Fact]
    public void A_snapshot_is_published_persisted_once_and_holds_the_state_of_its_border()
    {
        var inputs = Inputs(At(6, new RunAction.Snapshot("half")), At(6, new RunAction.Log("taken")));
        var end = Ended(new RunAction.Snapshot("final"));

        Feed([.. inputs.SkipLast(1), end, new RunClosedInput(_ordinal++, default)]);

        Assert.IsType<RunOutcomeReport.Completed>(Outcome());
        Assert.Equal([(6L, "half"), (20L, "final")], Journal.Events.OfType<SnapshotTaken>().Select(taken => (taken.Step, taken.Label)));
        Assert.Equal(6, RunState.ReadFrom(new MemoryStream(_disk.Snapshots.First().Bytes)).Step);
        Assert.Equal("taken", Assert.Single(_heard.OfType<RunLogged>()).Text);
    }

    [Fact]
    public void A_pause_of_the_scenario_holds_the_clock_for_its_wall_time()
    {
        Feed(Inputs(At(8, new RunAction.Pause(30))));
        Statuses.FishForMessage<RunStatus>(status => status.Phase == RunPhase.Paused);
        Assert.True(Journal.Chunks.Count <= 2);

        Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
    }

    [Fact]
    public void An_operator_releases_a_pause_of_the_scenario()
    {
        Feed(Inputs(At(8, new RunAction.Pause(null))));
        Statuses.FishForMessage<RunStatus>(status => status.Phase == RunPhase.Paused);

        Run.Tell(new ContinueRun(SmallRun.Id), TestActor);

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
    }

    [Fact]
    public void An_expectation_that_fails_is_reported_and_the_run_ends_failed_with_all_its_files()
    {
        Feed(Inputs(Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Greater, 3000), Set(9, 2900)));

        var failed = Assert.IsType<RunOutcomeReport.Failed>(Outcome());
        Assert.Equal((7, 20L), (failed.ExitCode, failed.Step));
        Assert.StartsWith("An expectation failed: expect always radiation.TM_K > 3000", failed.Reason, StringComparison.Ordinal);
        var reports = _heard.OfType<ExpectationSettled>().Select(settled => settled.Found).ToList();
        Assert.All(reports, report => Assert.Equal((Verdict.Failed, 9L, 2900d), (report.Verdict, report.Step, report.Value)));
        Assert.Equal("finish with 0 merged tables", _disk.Deeds.Last());
    }

    [Fact]
    public void An_expectation_that_stops_the_run_ends_it_at_its_border()
    {
        Feed(Inputs(Expect(ClaimTime.Always, "radiation.TM_K", Comparison.Greater, 3000), Set(9, 2900)), stopsOnFailure: true);

        Assert.Equal(9, Assert.IsType<RunOutcomeReport.Failed>(Outcome()).Step);
    }

    [Fact]
    public void Claims_about_the_run_itself_are_settled_when_it_has_ended()
    {
        Feed(Inputs(
            Expect(ClaimTime.End, "pipeline.restarts", Comparison.Equal, 0),
            Expect(ClaimTime.End, "pipeline.lost_batches", Comparison.Equal, 0),
            new ExpectationInput(_ordinal++, default, Hash(new ExpectedValue.Text("4711"))),
            new ExpectationInput(_ordinal++, default, Hash(new ExpectedValue.OtherRun("reference")))));

        Assert.Equal(new RunOutcomeReport.Completed(20), Outcome());
        Assert.Equal(
            [(Verdict.Held, null), (Verdict.Held, null), (Verdict.Held, "4711"), (Verdict.Open, "4711")],
            _heard.OfType<ExpectationSettled>().Select(settled => (settled.Found.Verdict, settled.Found.Text)));
    }

    [Fact]
    public void A_state_that_was_fed_does_not_go_on_without_its_scenario()
    {
        _disk.Refuses = attempt => attempt == 3 ? new Storage.Publishing.PublishError(Storage.Publishing.PublishErrorKind.LeaseLost, "lost") : null;
        Feed(Inputs(Set(2, 3900)));
        Outcome();

        Start(_run, _disk);

        Assert.Equal(5, Assert.IsType<RunOutcomeReport.CannotGoOn>(Outcome()).ExitCode);
    }

    private void Feed(IReadOnlyList<RunInput> inputs, int capacity = 256, bool stopsOnFailure = false)
    {
        var heard = _heard;
        var coordinator = ActorOf(Props.Create(() => new ScriptedCoordinator(inputs, capacity, heard)));
        Start(_run, _disk, feed: new RunFeed(coordinator, stopsOnFailure, PermitsFaults: false));
    }

    private void PassBackOff()
    {
        Statuses.FishForMessage<RunStatus>(status => status.Phase == RunPhase.Rebuilding && status.Restarts == 1);
        Clock.Advance(LongestBackOff);
    }

    private IReadOnlyList<RunInput> Inputs(params RunInput[] inputs) => [.. inputs, new RunClosedInput(_ordinal++, default)];

    private TimedInput At(double steps, RunAction action) => new(_ordinal++, default, steps * _step, action);

    private TimedInput Set(double steps, double kelvin) => At(steps, new RunAction.SetKey(Temperature, new LiveValue.Number(kelvin)));

    private TimedInput Ramp(double steps, double kelvin, double over) => At(steps, new RunAction.RampKey(Temperature, kelvin, over * _step));

    private EndInput Ended(RunAction action) => new(_ordinal++, default, action);

    private ExpectationInput Expect(ClaimTime when, string metric, Comparison comparison, double value) =>
        new(_ordinal++, default, new Claim(when, 0, MetricNames.Find(metric)!, comparison, new ExpectedValue.Number(value), 0, false));

    private static Claim Hash(ExpectedValue value) => new(ClaimTime.End, 0, MetricNames.SeriesHash, Comparison.Equal, value, 0, false);
}
