using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Runs;

/// <content>The conversation with the coordinator of a scenario, and with people.</content>
public sealed partial class RunActor
{
    private bool _isOrphaned;

    private void Conversation()
    {
        Command<InputArrived>(arrived => ToIntegrator(arrived.Session, arrived));
        Command<HorizonMoved>(moved => ToIntegrator(moved.Session, moved));
        Command<InputsConsumed>(ToCoordinator);
        Command<ExpectationSettled>(settled => { Log.Warning("not true: {0}, found {1}", settled.Found.Claim, settled.Found.Value); ToCoordinator(settled); });
        Command<RunLogged>(Tell);
        Command<FaultAsked>(Break);

        Command<PauseRun>(_ => Pause());
        Command<ContinueRun>(_ => Continue());
        Command<ScenarioPaused>(paused => { _controls.IsPausedByScenario = paused.IsPaused; Publish(); });
        Command<StopRun>(stop => { _controls.Stop(stop.Why); _pipeline.Tell(new HoldClock(HoldReasons.Stop), Self); });
        Command<ClockHeld>(AcceptStop);

        Command<SnapshotRun>(snapshot => { _controls.Snapshots.Enqueue(snapshot.Label); AskForSnapshots(); });
        Command<SnapshotPublished>(Keep);
        Command<SnapshotRefused>(Refuse);
        Histories();
    }

    // Nobody would ever send another input: the run stops at its last commit and its lease is free for whoever continues the
    // scenario.
    private void BeOrphaned()
    {
        _isOrphaned = true;
        if (_phase == RunPhase.Running)
            TakeDown(null);
    }

    // Inputs for an earlier pipeline are on their way again.
    private void ToIntegrator(int session, object message)
    {
        if (session == _pipeline.Session)
            _pipeline.Tell(message, Self);
    }

    private void ToCoordinator(object message) => _setup.Feed?.Coordinator.Tell(message, Self);

    private void Tell(RunLogged logged)
    {
        Log.Info("t = {0:R} s: {1}", logged.Time, logged.Text);
        Context.System.EventStream.Publish(logged);
        ToCoordinator(logged);
    }

    private void Break(FaultAsked asked)
    {
        if (_faults is null)
            Log.Warning("fault {0} at step {1} ignored: this node does not permit faults", asked.Fault.Kind, asked.Step);
        else if (_faults.Act(asked, Self) is { } sentence)
            Log.Warning("{0}", sentence);
    }

    // Puts the inputs of a pipeline that was just put up on their way.
    private void AskForInputs(RunState state) =>
        ToCoordinator(new SendInputs(_setup.Run, state.NextInputOrdinal, _pipeline.Session));

    private void AskForSnapshots()
    {
        while (_pipeline.Stands && _controls.Snapshots.TryDequeue(out var label))
            _pipeline.Tell(new CaptureState(label), Self);
    }

    // ---- pause, stop ----

    private void Pause()
    {
        _controls.IsPaused = true;
        _pipeline.Tell(new HoldClock(HoldReasons.Operator), Self);
        Publish();
    }

    private void Continue()
    {
        _controls.IsPaused = false;
        _pipeline.Tell(new ReleaseClock(HoldReasons.Operator), Self);
        _pipeline.Tell(new ReleaseClock(HoldReasons.Scenario), Self);
        Publish();
    }

    // The end is durable before anything acts on it: a run that dies in between ends at the same step.
    private void AcceptStop(ClockHeld held)
    {
        if (held.Reason != HoldReasons.Stop || _controls.StopWhy is not { } why)
            return;
        Persist(new StopAccepted(held.Step, why), accepted =>
        {
            Apply(accepted);
            _controls.NoteStop();
            _pipeline.Tell(new EndAt(accepted.Step), Self);
            _pipeline.Tell(new ReleaseClock(HoldReasons.Stop), Self);
            _pipeline.Tell(new ReleaseClock(HoldReasons.Operator), Self);
        });
    }

    // ---- snapshots ----

    // After a crash a scenario asks again for what is durable already; the file has the same bytes.
    private void Keep(SnapshotPublished published)
    {
        var taken = published.Event;
        if (_ledger.Snapshots.Contains(taken))
            _pipeline.Tell(new SnapshotSettled(taken.Step), Self);
        else
            Persist(taken, kept => { Apply(kept); _pipeline.Tell(new SnapshotSettled(kept.Step), Self); OffloadSnapshot(kept); });
    }

    private void Refuse(SnapshotRefused refused)
    {
        if (refused.Error.Kind == PublishErrorKind.LeaseLost)
        {
            End(Obstacles.LeaseLost(refused.Error.Message));
            return;
        }
        Log.Warning("snapshot at step {0} not stored: {1}", refused.Step, refused.Error.Message);
        _pipeline.Tell(new SnapshotSettled(refused.Step), Self);
    }
}
