using MarsDisk.History.Columns;
using MarsDisk.Physics;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.Inputs;
using MarsDisk.Simulation.Inputs.Acting;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Recording;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation;

/// <summary>
/// Computes the steps of a run and writes their rows into the buffer it holds. Chunk borders follow from the policy
/// and the inputs alone, never from how many steps one call computes.
/// </summary>
public sealed class Integrator
{
    private readonly RunPlan _plan;
    private readonly RunState _state;
    private readonly FlushPolicy _policy;
    private readonly StepContext _step = new();
    private readonly RadiationEnvironment _radiation;
    private readonly PhaseGate _phase;
    private readonly SublimationStage _sublimation;
    private readonly SurfaceGates _gates;
    private readonly SurfaceUpdate _surface;
    private readonly Accounting _accounting;
    private readonly StepStatistics _statistics;
    private readonly StopTests _stops;
    private readonly Recorder _recorder;
    private readonly List<InputEffect> _effects = [];
    private readonly RunInputs? _inputs;
    private readonly bool _stopsOnFailure;
    private ChunkBuffer? _buffer;
    private long _end;
    private int _handedRows;
    private bool _endsByBudget;

    /// <summary>Positions an integrator behind the last step of a state.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="state">The state to go on from; the integrator owns it from now on.</param>
    /// <param name="policy">When chunks end.</param>
    /// <param name="isFed">Whether inputs decide how far the run may go; a state that was fed stays so.</param>
    /// <param name="stopsOnFailure">Whether the first claim that fails ends the run at its border.</param>
    public Integrator(RunPlan plan, RunState state, FlushPolicy policy, bool isFed = false, bool stopsOnFailure = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);

        _plan = plan;
        _state = state;
        _policy = policy;
        _end = plan.Time.Steps;
        _stopsOnFailure = stopsOnFailure;
        var live = new LiveSettings(plan);
        if (isFed)
            state.BeginInputs();
        _inputs = state.IsFed ? new RunInputs(plan, state, live, _step, _effects) : null;
        _radiation = new RadiationEnvironment(plan, live);
        _phase = new PhaseGate(plan);
        _sublimation = new SublimationStage(plan);
        _gates = new SurfaceGates(plan, live);
        _surface = new SurfaceUpdate(plan, live);
        _accounting = new Accounting(plan);
        _statistics = new StepStatistics(plan);
        _stops = new StopTests(plan, live);
        _recorder = new Recorder(plan);
        if (plan.Parameters.Numerics.OrbitRollup)
            state.Orbits.Reserve((long)(plan.Time.End / plan.Orbit.Period) + 2);
    }

    /// <summary>Whether it holds a buffer to fill.</summary>
    public bool HasBuffer => _buffer is not null;

    /// <summary>Whether no further step will be computed, and everything that belongs to the end has acted.</summary>
    public bool HasEnded => IsOver && (_inputs is null || _inputs.IsEndDone);

    /// <summary>The next step.</summary>
    public long NextStep => _state.Step;

    /// <summary>Length of a step, s.</summary>
    public double StepSeconds => _plan.Time.Step;

    /// <summary>End of the last step, s.</summary>
    public double Time => _state.Time;

    /// <summary>Whether the last call of <see cref="Fill"/> ended because something has to arrive or to be released first.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Whether a pause of the scenario holds the clock.</summary>
    public bool IsPaused => _inputs is { IsPaused: true };

    /// <summary>Inputs with a smaller ordinal take no place in a queue any more.</summary>
    public long ConsumedBelow => _inputs?.ConsumedBelow ?? _state.NextInputOrdinal;

    /// <summary>Whether the clock waits for the next row of the driver and for nothing else.</summary>
    public bool NeedsRow => _inputs is { NeedsRow: true };

    /// <summary>Takes a buffer to fill. It belongs to the integrator until a window carries a seal.</summary>
    public void Begin(ChunkBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        RequireRoom(buffer);
        buffer.Rent(_state.Step);
        Take(buffer);
    }

    /// <summary>Takes a buffer that holds the rows of the chunk before the state already (<see cref="States.Histories.RunHistory"/>).</summary>
    public void GoOn(ChunkBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        RequireRoom(buffer);
        if (buffer.EndStep != _state.Step)
            throw new ArgumentException($"The buffer has rows up to step {buffer.EndStep}, the next step is {_state.Step}.", nameof(buffer));
        Take(buffer);
    }

    /// <summary>The border behind the last row, for a history; null where a run cannot be taken up: it has ended, or waits within a border.</summary>
    public HistoryMark? Mark() =>
        _buffer is { Rows: > 0 } buffer && !IsWaiting && !HasEnded ? new HistoryMark(_state.Copy(), null, FilledRows.Of(buffer)) : null;

    /// <summary>
    /// Computes up to so many steps, fewer at a chunk border, where an input is missing or at the end of the run. A row is
    /// handed out when the border behind it has been left, so a seal goes with the last row of its chunk.
    /// </summary>
    /// <exception cref="StepFailedException">A step gave a state that is not finite, or left the domain of the model.</exception>
    public FilledWindow Fill(int stepsMax)
    {
        var buffer = _buffer ?? throw new InvalidOperationException("The integrator holds no buffer.");
        IsWaiting = false;
        for (var computed = 0; LeaveBorder(); computed++)
        {
            if (HasEnded || computed == stepsMax || IsDue(buffer))
                return Hand(buffer, buffer.Rows, Seal(buffer));
            AdvanceOrFail(buffer);
        }
        IsWaiting = true;
        return Hand(buffer, _inputs!.IsBorderLeft ? buffer.Rows : Math.Max(buffer.Rows - 1, _handedRows), null);
    }

    /// <summary>No step at or above this one is computed; the run ends there if it has not ended before, and waits for no input.</summary>
    public void EndAt(long step)
    {
        _end = Math.Min(_end, Math.Max(step, _state.Step));
        if (_state.Step >= _end)
            NoteRequestedEnd();
    }

    /// <summary>Takes an input. One that was consumed by a step behind is dropped.</summary>
    /// <exception cref="InvalidOperationException">The run takes no inputs.</exception>
    public void Receive(RunInput input) => Inputs.Receive(input);

    /// <summary>No input of the time line before this time (s) will come.</summary>
    /// <exception cref="InvalidOperationException">The run takes no inputs.</exception>
    public void MoveHorizon(double time) => Inputs.MoveHorizon(time);

    /// <summary>Ends a pause of the scenario.</summary>
    public void ReleasePause() => _inputs?.Release();

    /// <summary>What inputs asked for since the last call, in order.</summary>
    public IReadOnlyList<InputEffect> TakeEffects()
    {
        if (_effects.Count == 0)
            return [];
        InputEffect[] taken = [.. _effects];
        _effects.Clear();
        return taken;
    }

    /// <summary>A copy of the state behind the last step.</summary>
    public RunState Capture() => _state.Copy();

    private void RequireRoom(ChunkBuffer buffer)
    {
        if (_buffer is not null)
            throw new InvalidOperationException("The integrator already holds a buffer.");
        if (buffer.Capacity < _policy.Capacity)
            throw new ArgumentException($"The buffer holds {buffer.Capacity} steps, a chunk {_policy.Capacity}.", nameof(buffer));
    }

    private void Take(ChunkBuffer buffer)
    {
        _recorder.BeginChunk(buffer);
        _inputs?.BeginChunk();
        _buffer = buffer;
        _handedRows = buffer.Rows;
    }

    private RunInputs Inputs => _inputs ?? throw new InvalidOperationException("The run takes no inputs.");

    private bool IsOver => _endsByBudget || _state.Stop.Reason != StopReason.None || _state.Step >= _end;

    private double StartOf(long step) => step * _plan.Time.Step;

    // Whether the next step may be computed, or the end is done. The border is left once, also across a restart.
    private bool LeaveBorder()
    {
        if (_inputs is null)
            return true;
        if (!IsOver && !_inputs.IsBorderLeft)
            PassBorder(_inputs);
        return IsOver
            ? _inputs.Finish(isForced: _state.Step >= _end && _end < _plan.Time.Steps)
            : _inputs is { IsBorderLeft: true, IsReady: true };
    }

    private void PassBorder(RunInputs inputs)
    {
        var isDone = inputs.Act();
        if (inputs.StopsHere)
            _stops.EndOnRequest(_state);
        else if (isDone && inputs.IsReady && inputs.Leave() && _stopsOnFailure)
            _stops.End(_state, StopReason.ExpectationFailed);
    }

    private FilledWindow Hand(ChunkBuffer buffer, int endRow, SealedChunk? seal)
    {
        var window = new FilledWindow(_handedRows, endRow, seal);
        _handedRows = endRow;
        if (seal is not null)
            _buffer = null;
        return window;
    }

    // What the model does not cover ends the run like a state that is not finite: one sentence, no crash.
    private void AdvanceOrFail(ChunkBuffer buffer)
    {
        try
        {
            Advance(buffer);
        }
        catch (PhysicsException error)
        {
            throw StepFailedException.OutsideModel(_step, error);
        }
    }

    // One step in the order of the reference; an early stop in the middle leaves no row.
    private void Advance(ChunkBuffer buffer)
    {
        _step.Begin(_state.Step, StartOf(_state.Step), _plan.Time.Step, _state.Supply.DeepSurfaceDensity);
        _inputs?.Apply();
        _radiation.Evaluate(_state, _step);
        if (_stops.EndsBefore(_state.Stop, _step))
            return;

        _phase.Evaluate(_state.Disk, _step);
        _sublimation.Evaluate(_state.Disk, _step);
        _gates.Evaluate(_state.Disk.SurfaceDensity, _step);
        _surface.Advance(_state, _step);
        RequireFinite();
        _accounting.Book(_state, _step);
        _statistics.Add(_state, _step, _surface.Collisions.Energy);
        _recorder.Record(buffer, _state, _step, _surface.Collisions.Energy);
        _stops.TestAfter(_state, _step);
        _endsByBudget = _step.EndsByBudget;
        _state.Time = _step.Time;
        _state.Step++;
        if (_state.Step >= _end && _end < _plan.Time.Steps)
            NoteRequestedEnd();
    }

    private void RequireFinite()
    {
        if (!double.IsFinite(_state.Disk.SurfaceDensity))
            throw StepFailedException.Of(_step, "Sigma_surf", _state.Disk.SurfaceDensity, _step.SigmaBefore);
        if (!double.IsFinite(_step.Outflux) || !double.IsFinite(_step.SinkFlux))
            throw StepFailedException.Of(_step, "the flux out of the layer", _step.Outflux + _step.SinkFlux, 0);
    }

    private bool IsDue(ChunkBuffer buffer) => _policy.IsDue(buffer.Rows, IsFlushRequested(buffer), HasEnded);

    private bool IsFlushRequested(ChunkBuffer buffer) => _inputs is { FlushesHere: true } && buffer.Rows > 0;

    private SealedChunk? Seal(ChunkBuffer buffer)
    {
        if (buffer.Rows == 0 || !IsDue(buffer))
            return null;
        var cause = _endsByBudget
            ? FlushCause.BudgetViolated
            : _policy.CauseOf(buffer.Rows, IsFlushRequested(buffer), HasEnded);
        return new SealedChunk(_state.Copy(), null, cause);
    }

    private void NoteRequestedEnd()
    {
        if (_state.Stop.Reason == StopReason.None && !_endsByBudget)
            _stops.EndOnRequest(_state);
    }
}
