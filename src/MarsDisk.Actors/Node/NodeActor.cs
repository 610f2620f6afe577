using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Offload;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Runs;
using MarsDisk.Actors.Sweeps;
using MarsDisk.Journal.Events;
using MarsDisk.Snapshots.Offload;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Actors.Node;

/// <summary>Host → NodeActor. Runs one run to its end; the answer is a <see cref="RunEnded"/>.</summary>
/// <param name="Setup">What to run.</param>
public sealed record StartRun(RunSetup Setup) : INoSerializationVerificationNeeded;

/// <summary>
/// The root of a node's actors: the shared writer, the offload and one RunActor per run. Takes the lease of a run
/// before its actor exists, and starts a RunActor that stopped without a word again: even a broken journal takes the
/// ordinary recovery. Submitted runs wait for a slot; what is asked of a run goes on to its actor.
/// </summary>
public sealed class NodeActor : ReceiveActor, IWithTimers
{
    private sealed record LeaseTaken(StartRun Start, ILease Lease, IActorRef ReplyTo);
    private sealed record LeaseRefused(StartRun Start, Exception Error, IActorRef ReplyTo);
    private sealed record Again(StartRun Start, IActorRef ReplyTo);
    private sealed record Active(StartRun Start, IActorRef ReplyTo, RunEnded? Ended = null);

    private const int RestartsMax = 3;
    private const int AlreadyHeld = 3;                       // as a directory that another process holds

    private readonly Dictionary<IActorRef, Active> _active = [];
    private readonly Dictionary<RunId, int> _restarts = [];
    private readonly HashSet<RunId> _taken = [];
    private readonly List<IActorRef> _drainers = [];
    private readonly RunQueue _queue;
    private readonly IWorkLine _files;
    private readonly IActorRef _writer;
    private readonly IActorRef _offload;

    /// <summary>Starts the shared stages.</summary>
    /// <param name="settings">Threads and queues.</param>
    /// <param name="lines">Starts the lines of the writer and of the offload.</param>
    /// <param name="files">Line for file work.</param>
    /// <param name="target">Where state files are copied to; null: nowhere.</param>
    public NodeActor(NodeSettings settings, IWorkLines lines, IWorkLine files, IOffloadTarget? target)
    {
        _files = files;
        _queue = new RunQueue(settings);
        _writer = Context.Watch(Context.ActorOf(Props.Create(() => new ParquetWriterActor(settings.WriterThreads, settings.WriterQueue, lines)), "parquet-writer"));
        _offload = target is null
            ? ActorRefs.Nobody
            : Context.ActorOf(Props.Create(() => new OffloadKeeperActor(target, settings.OffloadQueue, lines)), "snapshot-offload");

        Receive<StartRun>(Begin);
        Receive<Again>(again => TakeLease(again.Start, again.ReplyTo));
        Receive<LeaseTaken>(Start);
        Receive<LeaseRefused>(refused => Answer(refused.Start, refused.ReplyTo, Obstacles.Report(refused.Error)));
        Receive<StartClaimed>(claimed => Start(new LeaseTaken(new StartRun(claimed.Claim.Setup), claimed.Claim.Lease, Sender)));
        Receive<SubmitRun>(submitted => { Sender.Tell(_queue.Add(submitted), Self); BeginNext(); });
        Receive<DrainNode>(_ => { _queue.Close(); _drainers.Add(Sender); TellIdle(); });
        Receive<LimitNode>(limit => { _queue.Limit(limit); BeginNext(); });
        Receive<DrainOffload>(DrainOffload);
        Receive<GetOffloadStatus>(AskOffload);
        Receive<GetNodeStatus>(_ => Sender.Tell(_queue.Status, Self));
        Receive<GetRunStatus>(ask => PassOn(ask.Run, ask));
        Receive<PauseRun>(pause => PassOn(pause.Run, pause));
        Receive<ContinueRun>(go => PassOn(go.Run, go));
        Receive<StopRun>(stop => PassOn(stop.Run, stop));
        Receive<SnapshotRun>(snapshot => PassOn(snapshot.Run, snapshot));
        Receive<TakeRuns>(Claim);
        Receive<WatchSweep>(Watch);
        Receive<RunEnded>(ended => _active[Sender] = _active[Sender] with { Ended = ended });
        Receive<Terminated>(ended => !_active.ContainsKey(ended.ActorRef), _ => Context.Stop(Self));
        Receive<Terminated>(ended => Leave(ended.ActorRef));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>
    /// Stop, never restart: a restarted RunActor would hold a released lease. A node without its writer cannot go on
    /// and stops too.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void DrainOffload(DrainOffload drain)
    {
        if (_offload.IsNobody())
            Sender.Tell(new OffloadDrained(0), Self);
        else
            _offload.Forward(drain);
    }

    private void AskOffload(GetOffloadStatus ask)
    {
        if (_offload.IsNobody())
            Sender.Tell(new OffloadStatus(OffloadPhase.Idle, 0, 0, IsDegraded: false, LastError: null), Self);
        else
            _offload.Forward(ask);
    }

    // Equal plans are one run: its second asker would take the journal away from the first.
    private void Begin(StartRun start)
    {
        if (_taken.Add(start.Setup.Run))
            TakeLease(start, Sender);
        else
            Sender.Tell(new RunEnded(start.Setup.Run, AlreadyHere(start.Setup.Run)), Self);
    }

    private static RunOutcomeReport.CannotGoOn AlreadyHere(RunId run) =>
        new($"this process computes run {run} already; a run with the same plan and name waits for its end.", AlreadyHeld);

    private void TakeLease(StartRun start, IActorRef replyTo) =>
        _ = _files.Run(start.Setup.Work.TakeLease).PipeTo(
            Self, Self,
            success: lease => new LeaseTaken(start, lease, replyTo),
            failure: error => new LeaseRefused(start, error, replyTo));

    private void Start(LeaseTaken taken)
    {
        var setup = taken.Start.Setup;
        var lease = taken.Lease;
        var files = _files;
        var writer = _writer;
        var offload = _offload;
        var run = Context.ActorOf(Props.Create(() => new RunActor(setup, lease, files, writer, offload)), $"run-{setup.Run.Value}");
        _active[Context.Watch(run)] = new Active(taken.Start, taken.ReplyTo);
    }

    private void Claim(TakeRuns take)
    {
        var node = Self;
        var (claims, settings, line) = take;
        Context.Watch(Context.ActorOf(Props.Create(() => new RunClaimerActor(claims, settings, line, node)), "claimer"));
    }

    private void Watch(WatchSweep watch)
    {
        var (sweep, look, line) = watch;
        Context.Watch(Context.ActorOf(Props.Create(() => new SweepCoordinatorActor(look, line)), $"sweep-{sweep}"));
    }

    // Answered when the actor is gone and not when it says so: then the lease is free.
    private void Leave(IActorRef run)
    {
        if (!_active.Remove(run, out var active))
            return;
        if (active.Ended is null)
            StartAgain(active);
        else
            Answer(active.Start, active.ReplyTo, active.Ended.Outcome);
    }

    private void StartAgain(Active active)
    {
        var id = active.Start.Setup.Run;
        var restarts = _restarts[id] = _restarts.GetValueOrDefault(id) + 1;
        if (restarts > RestartsMax)
            Answer(active.Start, active.ReplyTo, Obstacles.JournalUnwritable);
        else
            Timers.StartSingleTimer(id, new Again(active.Start, active.ReplyTo), active.Start.Setup.Retry.DelayAfter(restarts));
    }

    private void Answer(StartRun start, IActorRef replyTo, RunOutcomeReport outcome)
    {
        var run = start.Setup.Run;
        _restarts.Remove(run);
        _taken.Remove(run);
        if (_queue.Release(run))
            Context.System.EventStream.Publish(new RunReleased(run, outcome));
        else
            replyTo.Tell(new RunEnded(run, outcome), Self);
        BeginNext();
        TellIdle();
    }

    // ---- submitted runs ----

    private void BeginNext()
    {
        while (_queue.Next() is { } next)
        {
            if (_taken.Add(next.Setup.Run))
                TakeLease(new StartRun(next.Setup), ActorRefs.Nobody);
            else if (_queue.Release(next.Setup.Run))
                Context.System.EventStream.Publish(new RunReleased(next.Setup.Run, AlreadyHere(next.Setup.Run)));
        }
    }

    private void TellIdle()
    {
        if (!_queue.IsClosed || !_queue.IsIdle)
            return;
        foreach (var drainer in _drainers)
            drainer.Tell(new NodeIdle(), Self);
        _drainers.Clear();
    }

    private void PassOn(RunId run, object request)
    {
        var actor = Context.Child($"run-{run.Value}");
        if (actor.IsNobody())
            Sender.Tell(new RunNotActive(run), Self);
        else
            actor.Forward(request);
    }
}
