using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs.Acting;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// Computes steps while it holds a buffer (law 2), one batch per message to itself, so that other messages are served
/// between batches. Runs on the compute dispatcher.
/// </summary>
public sealed class IntegratorActor : ReceiveActor, IWithTimers
{
    private sealed record Continue
    {
        public static readonly Continue Instance = new();
    }

    private readonly Queue<BufferGranted> _granted = new();
    private readonly HashSet<string> _holds = new(StringComparer.Ordinal);
    private readonly Integrator _integrator;
    private readonly InputNews _news;
    private readonly SnapshotQueue _snapshots;
    private readonly HistoryMarks _histories;
    private readonly int _batchSteps;
    private readonly IActorRef _aggregation;
    private readonly IActorRef _run;
    private ChunkBuffer? _filling;
    private FilledWindow? _unsent;
    private HistoryMark? _mark;
    private bool _ticking;
    private bool _isWaiting;
    private bool _hasEnded;

    /// <summary>Takes over an integrator that stands at the last commit.</summary>
    /// <param name="id">The run.</param>
    /// <param name="session">Which pipeline of the run this is.</param>
    /// <param name="integrator">Positioned behind the last committed step.</param>
    /// <param name="batchSteps">Steps between two looks at the mailbox; never changes a result.</param>
    /// <param name="aggregation">Next stage.</param>
    /// <param name="writer">Stores snapshots.</param>
    /// <param name="run">The RunActor, for ends, failures and news of the inputs.</param>
    /// <param name="histories">When the history in memory is stored; null: it leaves memory by chunks.</param>
    public IntegratorActor(
        RunId id, int session, Integrator integrator, int batchSteps, IActorRef aggregation, IActorRef writer, IActorRef run,
        HistorySchedule? histories)
    {
        _integrator = integrator;
        _batchSteps = batchSteps;
        _aggregation = aggregation;
        _run = run;
        _news = new InputNews(id, session, integrator, run);
        _snapshots = new SnapshotQueue(id, writer, run);
        _histories = new HistoryMarks(histories, integrator.StepSeconds, integrator.NextStep);

        Receive<BufferGranted>(granted => { _granted.Enqueue(granted); Pump(); });
        Receive<Continue>(_ => { _ticking = false; FillOneBatch(); Pump(); });
        Receive<InputArrived>(arrived => { _integrator.Receive(arrived.Input); LookAgain(); });
        Receive<HorizonMoved>(moved => { _integrator.MoveHorizon(moved.Time); LookAgain(); });
        Receive<HoldClock>(hold => { _holds.Add(hold.Reason); _run.Tell(new ClockHeld(hold.Reason, _integrator.NextStep), Self); });
        Receive<ReleaseClock>(Release);
        Receive<EndAt>(end => { _integrator.EndAt(end.Step); LookAgain(); });
        Receive<CaptureState>(Capture);
        Receive<SaveHistory>(_ => _histories.Ask());
        Receive<HistorySettled>(_ => _histories.Settle());
        Receive<SnapshotSettled>(_ => { _snapshots.Settle(); SendWindow(); Pump(); });
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    // One message to itself per batch: control messages are served between batches, and a test can count them.
    private void Pump()
    {
        if (_ticking || !MayFill)
            return;

        _ticking = true;
        Self.Tell(Continue.Instance, Self);
    }

    // What the integrator waits for may be here now.
    private void LookAgain()
    {
        _isWaiting = false;
        Pump();
    }

    private bool MayFill => !_hasEnded && !_isWaiting && _unsent is null && _holds.Count == 0 && (_filling is not null || _granted.Count > 0);

    private void FillOneBatch()
    {
        if (!MayFill)
            return;
        _filling ??= Begin();
        try
        {
            _unsent = _integrator.Fill(_histories.StepsMax(_batchSteps, _integrator.NextStep));
            _isWaiting = _integrator.IsWaiting;
            CrashPoints.Reach(CrashPoints.WhileComputing);
        }
        catch (StepFailedException failed)
        {
            Become(Failed);
            _run.Tell(new StepFailed(failed), Self);
            return;
        }
        Perform(_integrator.TakeEffects());
        _mark = _histories.Take(_integrator, _unsent!.Value);
        SendWindow();
        _news.Tell(Self);
    }

    // The run takes this stage down. A buffer that was granted meanwhile comes home with all the others.
    private void Failed() => ReceiveAny(_ => { });

    private ChunkBuffer Begin()
    {
        var granted = _granted.Dequeue();
        if (granted.IsBegun)
            _integrator.GoOn(granted.Buffer);
        else
            _integrator.Begin(granted.Buffer);
        return granted.Buffer;
    }

    private void Perform(IReadOnlyList<InputEffect> effects)
    {
        foreach (var effect in effects)
        {
            if (effect is InputEffect.StoreSnapshot snapshot)
                Store(() => _snapshots.Add(snapshot));
            else if (effect is InputEffect.HoldClock { WallSeconds: { } seconds })
                Timers.StartSingleTimer(HoldReasons.Scenario, new ReleaseClock(HoldReasons.Scenario), TimeSpan.FromSeconds(seconds));
            else if (effect is InputEffect.ReleaseClock)
                Timers.Cancel(HoldReasons.Scenario);
            _news.Tell(effect, Self);
        }
    }

    // Whoever wants the state of a run kept wants it to go on from there, too.
    private void Store(Action add)
    {
        add();
        _histories.Ask();
    }

    // Snapshots are durable before the rows behind them leave, so none of them comes when the run has ended already.
    private void SendWindow()
    {
        if (_unsent is not { } window || !_snapshots.IsSettled)
            return;
        _unsent = null;
        Hand(_filling!, window);
    }

    private void Hand(ChunkBuffer buffer, FilledWindow window)
    {
        _hasEnded = _integrator.HasEnded;
        if (window.EndRow > window.FirstRow || window.Seal is not null)
            _aggregation.Tell(new StepBatch(buffer, buffer.Generation, window.FirstRow, window.EndRow, window.Seal) { Mark = _mark }, Self);
        _mark = null;
        if (window.Seal is not null)
            _filling = null;                       // the batch that carries the seal took the buffer along
        if (_hasEnded || (_filling is null && _granted.Count == 0))
            _aggregation.Tell(new BatchesEnded(_integrator.NextStep), Self);
        if (_hasEnded && window.Seal is null)
            _run.Tell(new EndReached(_integrator.Capture()), Self);
    }

    private void Release(ReleaseClock release)
    {
        _holds.Remove(release.Reason);
        if (release.Reason == HoldReasons.Scenario && _integrator.IsPaused)
        {
            Timers.Cancel(HoldReasons.Scenario);
            _integrator.ReleasePause();
            _run.Tell(new ScenarioPaused(false), Self);
        }
        LookAgain();
    }

    private void Capture(CaptureState capture)
    {
        if (!_hasEnded)
            Store(() => _snapshots.Add(_integrator.NextStep, capture.Label, _integrator.Capture()));
    }
}
