using MarsDisk.History.Columns;
using MarsDisk.Physics;
using MarsDisk.Simulation.Flushing;
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
    private ChunkBuffer? _buffer;
    private long _end;
    private double _flushAt = double.PositiveInfinity;
    private bool _endsByBudget;

    /// <summary>Positions an integrator behind the last step of a state.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="state">The state to go on from; the integrator owns it from now on.</param>
    /// <param name="policy">When chunks end.</param>
    public Integrator(RunPlan plan, RunState state, FlushPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);

        _plan = plan;
        _state = state;
        _policy = policy;
        _end = plan.Time.Steps;
        _radiation = new RadiationEnvironment(plan);
        _phase = new PhaseGate(plan);
        _sublimation = new SublimationStage(plan);
        _gates = new SurfaceGates(plan);
        _surface = new SurfaceUpdate(plan);
        _accounting = new Accounting(plan);
        _statistics = new StepStatistics(plan);
        _stops = new StopTests(plan);
        _recorder = new Recorder(plan);
        if (plan.Parameters.Numerics.OrbitRollup)
            state.Orbits.Reserve((long)(plan.Time.End / plan.Orbit.Period) + 2);
    }

    /// <summary>Whether it holds a buffer to fill.</summary>
    public bool HasBuffer => _buffer is not null;

    /// <summary>Whether no further step will be computed.</summary>
    public bool HasEnded => _endsByBudget || _state.Stop.Reason != StopReason.None || _state.Step >= _end;

    /// <summary>The next step.</summary>
    public long NextStep => _state.Step;

    /// <summary>End of the last step, s.</summary>
    public double Time => _state.Time;

    /// <summary>No step may end behind this simulated time, s.</summary>
    public double Horizon { get; set; } = double.PositiveInfinity;

    /// <summary>Whether the horizon stops the next step.</summary>
    public bool IsAtHorizon => !HasEnded && StartOf(_state.Step) + _plan.Time.Step > Horizon;

    /// <summary>Takes a buffer to fill. It belongs to the integrator until a window carries a seal.</summary>
    public void Begin(ChunkBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (_buffer is not null)
            throw new InvalidOperationException("The integrator already holds a buffer.");
        if (buffer.Capacity < _policy.Capacity)
            throw new ArgumentException($"The buffer holds {buffer.Capacity} steps, a chunk {_policy.Capacity}.", nameof(buffer));

        buffer.Rent(_state.Step);
        _recorder.BeginChunk(buffer);
        _buffer = buffer;
    }

    /// <summary>Computes up to so many steps, fewer at a chunk border, at the horizon or at the end of the run.</summary>
    /// <exception cref="StepFailedException">A step gave a state that is not finite, or left the domain of the model.</exception>
    public FilledWindow Fill(int stepsMax)
    {
        var buffer = _buffer ?? throw new InvalidOperationException("The integrator holds no buffer.");
        var first = buffer.Rows;
        while (buffer.Rows - first < stepsMax && !HasEnded && !IsAtHorizon)
        {
            AdvanceOrFail(buffer);
            if (IsDue(buffer))
                break;
        }
        return new FilledWindow(first, buffer.Rows, Seal(buffer));
    }

    /// <summary>No step at or above this one is computed; the run ends there if it has not ended before.</summary>
    public void EndAt(long step)
    {
        _end = Math.Min(_end, Math.Max(step, _state.Step));
        if (_state.Step >= _end)
            NoteRequestedEnd();
    }

    /// <summary>Ends the chunk behind the first step that reaches a simulated time (s).</summary>
    public void RequestFlushAt(double time) => _flushAt = Math.Min(_flushAt, time);

    /// <summary>Every input with a smaller ordinal has been consumed.</summary>
    public void NoteInputsBelow(long ordinal) => _state.NextInputOrdinal = ordinal;

    /// <summary>A copy of the state behind the last step.</summary>
    public RunState Capture() => _state.Copy();

    private bool IsFlushRequested => _state.Time >= _flushAt;

    private double StartOf(long step) => step * _plan.Time.Step;

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

    private bool IsDue(ChunkBuffer buffer) => _policy.IsDue(buffer.Rows, IsFlushRequested, HasEnded);

    private SealedChunk? Seal(ChunkBuffer buffer)
    {
        if (buffer.Rows == 0 || !IsDue(buffer))
            return null;
        var cause = _endsByBudget ? FlushCause.BudgetViolated : _policy.CauseOf(buffer.Rows, IsFlushRequested, HasEnded);
        if (IsFlushRequested)
            _flushAt = double.PositiveInfinity;
        _buffer = null;
        return new SealedChunk(_state.Copy(), null, cause);
    }

    private void NoteRequestedEnd()
    {
        if (_state.Stop.Reason == StopReason.None && !_endsByBudget)
            _stops.EndOnRequest(_state);
    }
}
