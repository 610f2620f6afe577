using MarsDisk.Physics;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Saved;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Inputs.Acting;

/// <summary>
/// The inputs of a run at its step borders. A border is left only when everything that acts at it is known, so what happens does
/// not depend on when an input arrives: a step is computed when the horizon lies behind its begin.
/// </summary>
internal sealed class RunInputs
{
    // What acted stays with whoever sent it until it is durable, so a chunk takes only so much of it. Counted, not measured:
    // the border of a chunk must depend on the inputs alone.
    private const long ChunkInputBytesMax = 4 * 1024 * 1024;
    private const int InputBytes = 256;

    private readonly double _dt;
    private readonly RunState _run;
    private readonly InputState _state;
    private readonly PendingInputs _pending = new();
    private readonly KeyBook _keys;
    private readonly ClaimBook _claims;
    private readonly List<InputEffect> _effects;
    private bool _isLastBorderDone;
    private long _flushBorder = -1;
    private long _chunkInputBytes;

    public RunInputs(RunPlan plan, RunState run, LiveSettings live, StepContext step, List<InputEffect> effects)
    {
        _dt = plan.Time.Step;
        _run = run;
        _state = run.Inputs!;
        _effects = effects;
        _pending.Expected = run.NextInputOrdinal;
        if (_state.Driver is { IsClosed: true })
            _pending.MoveHorizon(double.PositiveInfinity);
        _keys = new KeyBook(plan, _state, live, _pending);
        _claims = new ClaimBook(_state, new MetricReader(plan, run, step, _keys, _state), effects);
    }

    /// <summary>Whether a pause of the scenario holds the clock.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Whether a <c>stop</c> has acted.</summary>
    public bool StopsHere { get; private set; }

    /// <summary>Whether the chunk ends at this border: an input asks for it, or enough of them acted in the chunk.</summary>
    public bool FlushesHere => _flushBorder == _run.Step || _chunkInputBytes >= ChunkInputBytesMax;

    /// <summary>Whether everything that belongs to the end has acted.</summary>
    public bool IsEndDone => _state.IsEndDone;

    /// <summary>Whether the next step's border was left.</summary>
    public bool IsBorderLeft => _state.BordersLeft > _run.Step;

    /// <summary>Inputs below it take no place in a queue any more.</summary>
    public long ConsumedBelow => _pending.ConsumedBelow;

    /// <summary>Whether the clock waits for the next row of the driver and for nothing else.</summary>
    public bool NeedsRow => !_state.IsEndDone && IsDriven && _pending.LastRow < Now && _pending.Horizon > Now;

    /// <summary>
    /// Whether the next step may be computed: everything that it reads is known. What comes acts behind it, for the horizon lies
    /// behind its begin; were the horizon asked to lie behind its end, two events within one step could fill a queue for ever.
    /// </summary>
    public bool IsReady => IsClosed || (_pending.Horizon > Now && !(IsDriven && _pending.LastRow < Now));

    private bool IsClosed => _state.IsClosed || _pending.IsClosed;

    private bool IsDriven => _state.Driver is { IsClosed: false } && !_pending.IsDriverClosed;

    private double Now => _run.Step * _dt;

    public void Receive(RunInput input) => _pending.Add(input);

    public void MoveHorizon(double time) => _pending.MoveHorizon(time);

    public void Release() => IsPaused = false;

    /// <summary>A chunk begins.</summary>
    public void BeginChunk() => _chunkInputBytes = 0;

    /// <summary>Puts the values of the next step in force.</summary>
    /// <exception cref="PhysicsException">The driver has ended, and its last row does not hold.</exception>
    public void Apply() => _keys.Apply(Now);

    /// <summary>Lets everything act that is due at this border and known.</summary>
    /// <param name="isLast">Whether the run ends here and nothing more is waited for.</param>
    /// <returns>Whether nothing that is known is left to act here.</returns>
    public bool Act(bool isLast = false)
    {
        while (true)
        {
            TakeRows();
            var head = _pending.Head;
            if (IsPaused && !isLast && !IsResume(head))
                return false;
            if (head is not null && IsRule(head))
                Consume(head);
            else if (NextRecurrence() is { } recurrence && recurrence.Next <= TimeOf(head, isLast))
                Perform(recurrence.Rule, recurrence.Rule.Action, recurrence.Pass(Now));
            else if (head is TimedInput timed && timed.Time <= Now)
            {
                Consume(timed);
                Perform(timed, timed.Action, timed.Time);
            }
            else
                return true;
        }
    }

    /// <summary>Leaves this border, which has to be ready: claims are looked at.</summary>
    /// <returns>Whether a claim failed.</returns>
    public bool Leave()
    {
        _state.BordersLeft = _run.Step + 1;
        _state.IsTimelineBegun = true;
        return _run.Step > 0 && _claims.LookAt(_run.Step, Now);
    }

    /// <summary>Lets everything act that belongs to the end, once all of it is known.</summary>
    /// <param name="isForced">Whether nothing more is waited for.</param>
    /// <returns>Whether the end is done.</returns>
    public bool Finish(bool isForced)
    {
        if (_state.IsEndDone)
            return true;
        if (!_isLastBorderDone && !FinishBorder(isForced))
            return false;
        Drain();
        if (!IsClosed && !isForced)
            return false;

        foreach (var end in _state.EndActions)
            PerformAtEnd(end.Action);
        _claims.LookAtEnd(_run.Step, Now);
        return _state.IsEndDone = true;
    }

    // The values at the last border lie between the rows around it: claims are looked at before the rows behind it are dropped.
    private bool FinishBorder(bool isForced)
    {
        if (!Act(isForced) || !(isForced || IsReady))
            return false;
        if (_run.Step > 0)
            _claims.LookAt(_run.Step, Now);
        return _isLastBorderDone = true;
    }

    // What stands behind the end has no effect but to be read.
    private void Drain()
    {
        while (true)
        {
            if (_pending.IsRowNext)
                TakeRow();
            else if (_pending.Head is { } head)
                Consume(head);
            else
                return;
        }
    }

    // Without a head nothing before the horizon can come; behind a head without a time, nothing of the time line.
    private double TimeOf(RunInput? head, bool isLast) => head switch
    {
        TimedInput timed => timed.Time,
        null when !isLast && !IsClosed => _pending.Horizon,
        _ => double.PositiveInfinity,
    };

    // What has no time acts where it stands until the time line begins; behind that it belongs to the end.
    private bool IsRule(RunInput head) => head is DriverOpenedInput or DriverClosedInput || (head is not TimedInput && !_state.IsTimelineBegun);

    private bool IsResume(RunInput? head) => head is TimedInput { Action: RunAction.Resume } timed && timed.Time <= Now;

    private Recurrence? NextRecurrence()
    {
        Recurrence? next = null;
        foreach (var recurrence in _state.Recurrences)
        {
            if (recurrence.Next <= Now && (next is null || recurrence.Next < next.Next))
                next = recurrence;
        }
        return next;
    }

    private void TakeRows()
    {
        while (_state.Driver is not null && _pending.NextRow <= Now)
            TakeRow();
    }

    private void TakeRow()
    {
        var driver = _state.Driver!;
        driver.Rows++;
        driver.Time = _pending.NextRow!.Value;
        for (var column = 0; column < driver.Values.Length; column++)
            driver.Values[column] = _pending.RowValue(column);
        _run.NextInputOrdinal = _pending.RowOrdinal + 1;
        _chunkInputBytes += (driver.Values.Length + 1) * sizeof(double);
        _pending.TakeRow();
    }

    private void Consume(RunInput head)
    {
        _pending.Take();
        _run.NextInputOrdinal = head.NextOrdinal;
        _chunkInputBytes += InputBytes;
        _state.IsTimelineBegun |= head is TimedInput or DriverOpenedInput;
        switch (head)
        {
            case RecurringInput rule:
                _state.Recurrences.Add(new Recurrence(rule, 0));
                break;
            case ExpectationInput expectation:
                _state.Claims.Add(new ClaimTrack(expectation));
                break;
            case EndInput end:
                _state.EndActions.Add(end);
                break;
            case DriverOpenedInput opened:
                _state.Driver = new DriverCourse(opened.Shape);
                break;
            case DriverClosedInput:
                _state.Driver!.IsClosed = true;
                break;
            case RunClosedInput:
                _state.IsClosed = true;
                break;
        }
    }

    private void Perform(RunInput source, RunAction action, double time)
    {
        switch (action)
        {
            case RunAction.SetKey set:
                _keys.Set(set.Key, set.Value);
                break;
            case RunAction.RampKey ramp:
                _keys.Ramp(ramp, time);
                break;
            case RunAction.Flush:
                _flushBorder = _run.Step;
                break;
            case RunAction.Pause pause:
                IsPaused = true;
                _effects.Add(new InputEffect.HoldClock(_run.Step, pause.WallSeconds));
                break;
            case RunAction.Resume when IsPaused:
                IsPaused = false;
                _effects.Add(new InputEffect.ReleaseClock());
                break;
            case RunAction.Stop stop:
                StopsHere = true;
                _effects.Add(new InputEffect.WriteLog(_run.Step, time, stop.Reason is null ? "stopped" : $"stopped: {stop.Reason}"));
                break;
            case RunAction.Fault fault:
                _effects.Add(new InputEffect.Break(source.Ordinal, _run.Step, fault));
                break;
            default:
                PerformAtEnd(action);
                break;
        }
    }

    // At the end only what leaves something behind makes sense.
    private void PerformAtEnd(RunAction action)
    {
        if (action is RunAction.Snapshot snapshot)
            _effects.Add(new InputEffect.StoreSnapshot(_run.Step, snapshot.Label, _run.Copy()));
        else if (action is RunAction.Log log)
            _effects.Add(new InputEffect.WriteLog(_run.Step, Now, log.Text));
    }
}
