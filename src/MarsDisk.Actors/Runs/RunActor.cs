using MarsDisk.Actors.Faults;
using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Runs.Endings;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// Owns one run: its ledger, its buffers, its lease and the stages that compute it. The only one that commits. Whatever
/// breaks below it, there is one way to recover: stop all stages, wait until every buffer is home, begin again at the
/// last commit.
/// </summary>
public sealed partial class RunActor : ReceivePersistentActor, IWithTimers
{
    private sealed record Begin;
    private sealed record TryAgain;

    private readonly RunSetup _setup;
    private readonly ILease _lease;
    private readonly RunJobs _jobs;
    private readonly RunPipeline _pipeline;
    private readonly RunFailures _failures;
    private readonly RunNews _news;
    private readonly RunControls _controls = new();
    private readonly RunFaults? _faults;
    private RunLedger _ledger = RunLedger.Empty;
    private RunPhase _phase = RunPhase.Recovering;
    private RunEnding? _ending;
    private long _firstStepOfAttempt;

    /// <summary>Takes the run over; the lease is already held, because opening the journal may cut a torn record.</summary>
    /// <param name="setup">What to run.</param>
    /// <param name="lease">Held; released when the actor stops.</param>
    /// <param name="files">Line for file work.</param>
    /// <param name="writer">The node's writer.</param>
    /// <param name="offload">The node's offload actor, or <see cref="ActorRefs.Nobody"/>.</param>
    public RunActor(RunSetup setup, ILease lease, IWorkLine files, IActorRef writer, IActorRef offload)
    {
        _setup = setup;
        _lease = lease;
        _jobs = new RunJobs(setup.Work, files, Self);
        _failures = new RunFailures(setup.Retry);
        _faults = setup.Feed is { PermitsFaults: true } ? new RunFaults(setup.Clock) : null;
        _pipeline = new RunPipeline(setup, writer, offload, _faults);
        _news = new RunNews(setup, _pipeline, _failures, _controls);

        Recover<IRunEvent>(Apply);
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
        _pipeline.Release();
        _lease.Dispose();
        base.PostStop();
    }

    /// <inheritdoc />
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        End(Obstacles.Report(reason));
        base.OnRecoveryFailure(reason, message);
    }

    /// <summary>Ends here when the lease is lost; otherwise the NodeActor takes the run up again from its journal.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        if (cause is LeaseLostException)
            End(Obstacles.LeaseLost(cause.Message));
        else
            base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <summary>A rejected event is a broken law, and without it this actor would wait for ever.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    private void Answers()
    {
        Command<GetRunStatus>(_ => Sender.Tell(_news.Status(_phase, _ledger), Self));
        Command<SnapshotOffloaded>(done => Persist(new FileOffloaded(done.File.Name, done.Receipt.Target, done.Receipt.Sha256), fact => { _offloadTrouble = null; Apply(fact); }));
        Command<OffloadRefused>(WarnOf);
        Conversation();
    }

    // ---- claimed ----

    private void Claim()
    {
        if (_setup.Feed is { } feed)
            Context.Watch(feed.Coordinator);
        Enter(RunPhase.Claimed, Claimed);
        _firstStepOfAttempt = _ledger.EndStep;
        if (_ledger.Outcome is { } outcome && (outcome.IsCompleted || !_setup.ReopenFailed))
            Recall();
        else if (_ledger.Started is null)
            Persist(_setup.Started, started => { Apply(started); TakeOwnership(); });
        else
            TakeOwnership();
    }

    private void Claimed()
    {
        Command<RunJobs.Opened>(_ => _isOver, opened => Conclude(new RunEnding.Complete(opened.State.Run)));
        Command<RunJobs.Opened>(opened => { _firstStepOfAttempt = opened.State.Run.Step; OffloadAgain(); Compute(opened); });
        Command<RunJobs.Hashed>(hashed => Conclude(hashed.Hash));
        Command<RunJobs.Unusable>(_ => _isOver, _ => Derive());
        Command<RunJobs.Unusable>(unusable => End(Obstacles.Report(unusable.Error)));
        Answers();
    }

    private void TakeOwnership()
    {
        var taken = new OwnershipTaken(_lease.Epoch, _setup.Node, Environment.ProcessId, _setup.Clock.GetUtcNow());
        Persist(taken, owned => { Apply(owned); OpenRun(); });
    }

    private void OpenRun() => _jobs.Open(_ledger, _pipeline.BuffersMissing, _pipeline.FreeBuffer);

    // ---- running ----

    private void Compute(RunJobs.Opened opened)
    {
        _pipeline.Add(opened.Buffers);
        _news.Waiting = null;
        _ending = RunEnding.Of(_setup.Plan, _ledger, opened.State.Run);
        if (_ending is { } ending)
        {
            Conclude(ending);
            return;
        }

        if (_isOrphaned || (opened.State.Run.IsFed && _setup.Feed is null))
        {
            End(Obstacles.InputsAreMissing);
            return;
        }

        AwaitHistory();
        Enter(RunPhase.Running, Running);
        _pipeline.Start(Context, opened.State, opened.Begun, _setup.Work.NewPublisher(_lease), _ledger.StopStep, _controls.Holds);
        AskForInputs(opened.State.Run);
        AskForSnapshots();
    }

    private void Running()
    {
        Command<Terminated>(ended => { NoteEnd(ended); TakeDown(null); });
        AtWork();
    }

    private void AtWork()
    {
        Command<ChunkPublished>(Commit);
        Command<StepFailed>(failed => TakeDown(new RunEnding.ByStep(failed.Failure)));
        Command<EndReached>(end => TakeDown(new RunEnding.Complete(end.State)));
        Command<ChunkRefused>(Refuse);
        Command<StepsComputed>(computed => { _news.Progress = computed.Facts; Publish(); });
        Command<BudgetViolated>(violated => Log.Error("mass budget: error {0} % within the first {1} steps", violated.ErrorPercent, violated.Step));
        Answers();
    }

    private void Commit(ChunkPublished chunk)
    {
        _pipeline.BeginCommit(chunk.Buffer);
        Persist(chunk.Event, committed => { Apply(committed); Committed(chunk); });
    }

    private void Committed(ChunkPublished chunk)
    {
        var ending = RunEnding.Of(_setup.Plan, _ledger, chunk.State.Run);
        if (ending is not null)
            TakeDown(ending);
        _pipeline.EndCommit(chunk.Buffer, Self);
        ToCoordinator(new InputsCommitted(_setup.Run, chunk.Event.NextInputOrdinal));

        Context.System.EventStream.Publish(_news.Flushed(chunk));
        Publish();
        _jobs.DeleteOldStates(_ledger, Log);
        OffloadState();
    }

    private void Refuse(ChunkRefused refused)
    {
        if (refused.Error.Kind == PublishErrorKind.LeaseLost)
        {
            End(Obstacles.LeaseLost(refused.Error.Message));
            return;
        }

        _failures.Note(refused.Error);
        TakeDown(null);
    }

    // ---- taking the pipeline down ----

    private void TakeDown(RunEnding? ending)
    {
        _ending ??= ending;
        if (_phase == RunPhase.Rebuilding)
            return;
        _controls.NoteTakenDown();
        Enter(RunPhase.Rebuilding, Rebuilding);
        _pipeline.Stop(Context);
    }

    private void Rebuilding()
    {
        Command<Terminated>(ended => _pipeline.NoteEnd(ended.ActorRef, Self));
        Command<LaneClosed>(_ => Settle());
        Command<TryAgain>(_ => _jobs.Look());
        Command<RunJobs.Looked>(TakeUpAgain);
        Command<RunJobs.Opened>(Compute);
        Command<RunJobs.Hashed>(hashed => Conclude(hashed.Hash));
        Command<RunJobs.Unusable>(ReopenLater);
        AtWork();
    }

    private void NoteEnd(Terminated ended)
    {
        _failures.NoteEndOf(ended.ActorRef.Path.Name);
        _pipeline.NoteEnd(ended.ActorRef, Self);
    }

    // Every stage is gone and the writer has answered for each buffer. A failure outweighs what a stage said about the
    // end, because rows before that end may be the ones that were refused.
    private void Settle()
    {
        _pipeline.NoteLaneClosed();
        if (_isOrphaned && _ending is null)
            End(Obstacles.InputsAreMissing);
        else if (_failures.HasFailed || _ending is null)
            RetryLater();
        else
            Conclude(_ending);
    }

    private void RetryLater()
    {
        _ending = null;
        _failures.Count(_ledger.ResumeStep);
        if (_failures.AreTooMany)
            Conclude(new RunEnding.ByFailures(_failures.Sentence));
        else
            Wait(_failures.Waiting);
    }

    private void TakeUpAgain(RunJobs.Looked looked)
    {
        if (_failures.IsWorld && looked.Obstacle is { } obstacle)
            Wait(obstacle);
        else
            OpenRun();
    }

    // The disk that the run waits for may go away again while the run is opened.
    private void ReopenLater(RunJobs.Unusable unusable)
    {
        if (unusable.Error is IOException or UnauthorizedAccessException)
        {
            _failures.Note(unusable.Error);
            RetryLater();
        }
        else
            End(Obstacles.Report(unusable.Error));
    }

    private void Wait(string? what)
    {
        _news.Waiting = what;
        Timers.StartSingleTimer("retry", new TryAgain(), _failures.Delay);
        Publish();
    }

    // ---- everywhere ----

    private void Enter(RunPhase phase, Action vocabulary)
    {
        _phase = phase;
        Become(() =>
        {
            Command<Terminated>(ended => ended.ActorRef.Equals(_setup.Feed?.Coordinator), _ => BeOrphaned());
            vocabulary();
        });
        Publish();
    }

    private void Apply(IRunEvent happened) => _ledger = _ledger.Apply(happened);

    private void Publish() => Context.System.EventStream.Publish(_news.Status(_phase, _ledger));
}
