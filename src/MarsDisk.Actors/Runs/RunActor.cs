using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// Owns one run: its ledger, its buffers, its lease and the stages that compute it. The only one that commits. Whatever
/// breaks below it, there is one way to recover: stop all stages, wait until every buffer is home, begin again at the
/// last commit.
/// </summary>
public sealed class RunActor : ReceivePersistentActor, IWithTimers
{
    private sealed record Begin;
    private sealed record Opened(ResumeState State);
    private sealed record Unusable(Exception Error);
    private sealed record TryAgain;
    private sealed record Merged(IReadOnlyList<ChunksMerged> Tables);
    private sealed record Finished;
    private sealed record StatesDeleted;

    private readonly RunSetup _setup;
    private readonly ILease _lease;
    private readonly WorkThread _files;
    private readonly IActorRef _writer;
    private readonly IActorRef _offload;
    private readonly RunPipeline _pipeline;
    private readonly RunFailures _failures = new();
    private RunLedger _ledger = RunLedger.Empty;
    private RunPhase _phase = RunPhase.Recovering;
    private ProgressFacts? _progress;
    private IActorRef? _integrator;
    private string? _waiting;
    private long _firstStepOfAttempt;
    private bool _isLaneOpen;
    private RunFailed? _failure;
    private bool _isComplete;
    private RunState? _finalState;

    /// <summary>Takes the run over; the lease is already held, because opening the journal may cut a torn record.</summary>
    /// <param name="setup">What to run.</param>
    /// <param name="lease">Held; released when the actor stops.</param>
    /// <param name="files">Thread for file work.</param>
    /// <param name="writer">The node's writer.</param>
    /// <param name="offload">The node's offload actor, or <see cref="ActorRefs.Nobody"/>.</param>
    public RunActor(RunSetup setup, ILease lease, WorkThread files, IActorRef writer, IActorRef offload)
    {
        _setup = setup;
        _lease = lease;
        _files = files;
        _writer = writer;
        _offload = offload;
        _pipeline = new RunPipeline(setup, writer);

        Recover<IRunEvent>(happened => _ledger = _ledger.Apply(happened));
        Recover<RecoveryCompleted>(_ => Self.Tell(new Begin(), Self));
        Command<Begin>(_ => Claim());
        Answers();
    }

    /// <inheritdoc />
    public override string PersistenceId => $"run-{_setup.Run.Value}";

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Stages are stopped, never restarted: a restarted one would have lost its buffer and its place.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(error =>
    {
        _failures.Note(error);
        return Directive.Stop;
    });

    /// <inheritdoc />
    protected override void PostStop()
    {
        _lease.Dispose();
        base.PostStop();
    }

    /// <inheritdoc />
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        End(new RunOutcomeReport.CannotGoOn(reason.Message, 5));
        base.OnRecoveryFailure(reason, message);
    }

    private void Answers()
    {
        Command<GetRunStatus>(_ => Sender.Tell(Status(), Self));
        Command<SnapshotOffloaded>(done => Persist(new FileOffloaded(done.File.Name, done.Target, done.File.Sha256), Apply));
        Command<OffloadRefused>(refused => Context.GetLogger().Warning("Offload of {0} refused: {1}", refused.File.Name, refused.Reason));
        Command<StatesDeleted>(_ => { });
    }

    // ---- claimed ----

    private void Claim()
    {
        Enter(RunPhase.Claimed, Claimed);
        _firstStepOfAttempt = _ledger.EndStep;
        if (_ledger.Outcome?.IsCompleted == true)
            Merge();
        else if (_ledger.Outcome?.Failed is { } failed && !_setup.ReopenFailed)
            End(new RunOutcomeReport.Failed(failed.Reason, failed.ExitCode, failed.Step));
        else if (_ledger.Started is null)
            Persist(_setup.Started, started => { Apply(started); TakeOwnership(); });
        else
            TakeOwnership();
    }

    private void Claimed()
    {
        Command<Opened>(opened => Compute(opened.State));
        Command<Unusable>(GiveUp);
        Answers();
    }

    private void TakeOwnership()
    {
        var taken = new OwnershipTaken(_lease.Epoch, _setup.Node, Environment.ProcessId, _setup.Clock.GetUtcNow());
        Persist(taken, owned => { Apply(owned); OpenRun(); });
    }

    private void OpenRun()
    {
        var ledger = _ledger;
        _files.Run(() => _setup.Work.Open(ledger))
            .PipeTo(Self, Self, success: state => new Opened(state), failure: error => new Unusable(error));
    }

    private void GiveUp(Unusable unusable)
    {
        if (unusable.Error is RunUnusableException known)
            End(new RunOutcomeReport.CannotGoOn(known.Message, known.ExitCode));
        else
            End(new RunOutcomeReport.CannotGoOn(unusable.Error.ToString(), 4));
    }

    // ---- running ----

    private void Compute(ResumeState state)
    {
        if (state.Run.Stop.Reason != StopReason.None || state.Run.Step >= _setup.Plan.Time.Steps)
        {
            PersistEnd(state.Run);
            return;
        }

        _waiting = null;
        Enter(RunPhase.Running, Running);
        _isLaneOpen = true;
        _integrator = _pipeline.Start(Context, state, _setup.Work.NewPublisher(_lease));
    }

    private void Running()
    {
        Command<ChunkPublished>(Commit);
        Command<ChunkRefused>(Refuse);
        Command<StepsComputed>(computed => { _progress = computed.Facts; Publish(); });
        Command<BudgetViolated>(violated => Context.GetLogger().Warning("mass budget: error {0} % within the first {1} steps", violated.ErrorPercent, violated.Step));
        Command<StepFailed>(Fail);
        Command<EndReached>(end => { _isComplete = true; Settle(end.State); });
        Command<Terminated>(ended => { if (_pipeline.Ended(ended.ActorRef)) Rebuild(); });
        Answers();
    }

    private void Commit(ChunkPublished chunk)
    {
        _pipeline.BeginCommit();
        Persist(chunk.Event, committed => { Apply(committed); Committed(chunk, committed); });
    }

    private void Committed(ChunkPublished chunk, ChunkCommitted committed)
    {
        _failures.Progressed();
        var isLast = chunk.Cause is FlushCause.RunEnds or FlushCause.BudgetViolated;
        _pipeline.EndCommit(chunk.Buffer, _phase == RunPhase.Running && !isLast ? _integrator : null);

        Context.System.EventStream.Publish(new ChunkFlushed(_setup.Run, committed.Steps, committed.Tables.Sum(table => table.Bytes), chunk.Cause));
        Publish();
        DeleteOldStates();
        _offload.Tell(new OffloadSnapshot(_setup.Run, committed.State, _setup.Work.PathOf(committed.State)), Self);
        if (isLast)
            EndWith(chunk);
    }

    private void EndWith(ChunkPublished chunk)
    {
        if (chunk.Cause == FlushCause.BudgetViolated)
            _failure = new RunFailed("The mass budget was violated and --enforce-mass-budget is on.", 1, _ledger.EndStep, _failures.Restarts);
        _isComplete = _failure is null;
        Settle(chunk.State.Run);
    }

    private void DeleteOldStates()
    {
        var ledger = _ledger;
        _files.Run(() => _setup.Work.DeleteOldStates(ledger))
            .PipeTo(Self, Self, success: _ => new StatesDeleted(), failure: _ => new StatesDeleted());
    }

    private void Refuse(ChunkRefused refused)
    {
        if (refused.Error.Kind == PublishErrorKind.LeaseLost)
        {
            End(new RunOutcomeReport.CannotGoOn(refused.Error.Message, 5));
            return;
        }

        _failures.Note(refused.Error);
        if (_phase == RunPhase.Running)
            Rebuild();
    }

    private void Fail(StepFailed failed)
    {
        _failure = new RunFailed(failed.Failure.Message, 1, failed.Failure.Step, _failures.Restarts);
        Settle(null);
    }

    // ---- taking the pipeline down ----

    private void Rebuild() => Settle(null);

    private void Settle(RunState? end)
    {
        if (_phase != RunPhase.Running)
            return;
        _finalState = end ?? _finalState;
        _integrator = null;
        Enter(RunPhase.Rebuilding, Settling);
        _pipeline.Stop(Context);
        CloseLaneWhenStagesAreGone();
    }

    private void Settling()
    {
        Command<ChunkPublished>(Commit);
        Command<ChunkRefused>(Refuse);
        Command<StepsComputed>(_ => { });
        Command<BudgetViolated>(_ => { });
        Command<StepFailed>(failed => _failure ??= new RunFailed(failed.Failure.Message, 1, failed.Failure.Step, _failures.Restarts));
        Command<EndReached>(end => { _isComplete = true; _finalState = end.State; });
        Command<Terminated>(ended => { if (_pipeline.Ended(ended.ActorRef)) CloseLaneWhenStagesAreGone(); });
        Command<LaneClosed>(_ => { _isLaneOpen = false; Settled(); });
        Command<TryAgain>(_ => TakeUpAgain());
        Command<Opened>(opened => Compute(opened.State));
        Command<Unusable>(GiveUp);
        Answers();
    }

    private void CloseLaneWhenStagesAreGone()
    {
        if (!_pipeline.HasStages && _isLaneOpen)
            _writer.Tell(new CloseLane(_setup.Run), Self);
    }

    // Every stage is gone and the writer has answered for each buffer: all buffers are home.
    private void Settled()
    {
        if (_failure is { } failure)
            Persist(failure, failed => { Apply(failed); AfterFailure(); });
        else if (_isComplete)
            PersistEnd(null);
        else
            RetryLater();
    }

    // A run that its mass budget ended has all its rows; its outputs are written before it fails (runner.md §2.10).
    private void AfterFailure()
    {
        if (_finalState is not null)
            Merge();
        else
            Complete();
    }

    private void RetryLater()
    {
        if (_failures.AreTooMany)
        {
            _failure = new RunFailed(_failures.Sentence, 4, _ledger.EndStep, _failures.Restarts);
            Settled();
            return;
        }

        _failures.CountRestart();
        _waiting = _failures.Waiting;
        Publish();
        Timers.StartSingleTimer("retry", new TryAgain(), _failures.Delay);
    }

    private void TakeUpAgain()
    {
        _waiting = _failures.IsWorld ? _setup.Work.Obstacle() : null;
        if (_waiting is null)
        {
            OpenRun();
            return;
        }

        Publish();
        Timers.StartSingleTimer("retry", new TryAgain(), _failures.Delay);
    }

    // ---- the end ----

    private void PersistEnd(RunState? end)
    {
        var last = end ?? _finalState;
        var bytes = _ledger.TableFiles().Sum(file => file.Bytes);
        var completed = new RunCompleted(_ledger.EndStep, last?.Time ?? _ledger.TimeSeconds, _ledger.Chunks, bytes, (last?.Stop.Reason ?? StopReason.None).ToString());
        Persist(completed, done => { Apply(done); Merge(); });
    }

    private void Merge()
    {
        Enter(RunPhase.Finishing, Finishing);
        var ledger = _ledger;
        _files.Run(() => _setup.Work.Merge(ledger))
            .PipeTo(Self, Self, success: tables => new Merged(tables), failure: error => new Unusable(error));
    }

    private void Finishing()
    {
        Command<Merged>(merged => PersistMerged(merged.Tables, 0));
        Command<Finished>(_ => Complete());
        Command<Unusable>(GiveUp);
        Answers();
    }

    // One append is one event: the merged tables are persisted one after the other.
    private void PersistMerged(IReadOnlyList<ChunksMerged> tables, int next)
    {
        if (next == tables.Count)
            Finish();
        else
            Persist(tables[next], merged => { Apply(merged); PersistMerged(tables, next + 1); });
    }

    private void Finish()
    {
        var ledger = _ledger;
        _files.Run(() => _setup.Work.Finish(ledger))
            .PipeTo(Self, Self, success: _ => new Finished(), failure: error => new Unusable(error));
    }

    private void Complete() => End(_failure is { } failed
        ? new RunOutcomeReport.Failed(failed.Reason, failed.ExitCode, failed.Step)
        : new RunOutcomeReport.Completed(_ledger.EndStep - _firstStepOfAttempt));

    private void End(RunOutcomeReport outcome)
    {
        _phase = RunPhase.Ended;
        Publish();
        var ended = new RunEnded(_setup.Run, outcome);
        Context.Parent.Tell(ended, Self);
        Context.System.EventStream.Publish(ended);
        Context.Stop(Self);
    }

    private void Enter(RunPhase phase, Action vocabulary)
    {
        _phase = phase;
        Become(vocabulary);
        Publish();
    }

    private void Apply(IRunEvent happened) => _ledger = _ledger.Apply(happened);

    private void Publish() => Context.System.EventStream.Publish(Status());

    private RunStatus Status() => new(
        _setup.Run, _phase, _ledger.EndStep, _ledger.Chunks, _pipeline.Free, _setup.Buffers, _progress, _waiting, _failures.Restarts);
}
