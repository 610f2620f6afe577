using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Sinks;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Recording;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Sink times, optical depth and the gates of blow-out (runner §2.5 steps 11 to 13).</summary>
internal sealed class SurfaceGates(RunPlan plan, LiveSettings live)
{
    private readonly TauGateParameters? _tauGate = plan.Parameters.Radiation?.TauGate;
    private readonly bool _isPhaseFree = plan.Parameters.Blowout.TargetPhase != BlowoutPhase.SolidOnly;
    private readonly bool _hasVapourBranch = plan.Parameters.Phase.Enabled;
    private readonly bool _canEscape = plan.Parameters.Phase.Enabled && plan.Parameters.Sinks.HydroEscape.Enable;
    private readonly HydrodynamicEscape _escape = Escape(plan.Parameters.Sinks.HydroEscape);

    private double _gasDensity = double.NaN;
    private double _dragTime = double.PositiveInfinity;

    public void Evaluate(double surfaceDensity, StepContext step)
    {
        EvaluateSinkTimes(step);
        step.Tau = step.Opacity * surfaceDensity * plan.Shielding.LineOfSight;
        step.IsTauGateClosed = _tauGate is { Enable: true } && step.Tau >= live.TauGateMaximum;
        step.DoesPhaseAllowBlowout = _isPhaseFree || step.IsSolid;
        step.BlowoutActs = step.CollisionsAct && plan.Switches.Blowout && step.IsBetaGateOpen
            && step.DoesPhaseAllowBlowout && !step.IsTauGateClosed;
        SelectSink(step);
    }

    // The sublimation time is for diagnosis: sublimation acts by the drift or inside the solver, never twice.
    private void EvaluateSinkTimes(StepContext step)
    {
        var sublimation = double.IsFinite(step.SinkTimeSublimation) ? step.SinkTimeSublimation : double.PositiveInfinity;
        var times = new SinkTimes(sublimation, DragTime());
        step.SinkTimeDrag = Finite(times.GasDrag);
        step.SinkTimeTotal = Finite(times.Total);
        step.SinkTimeSurface = step.SinkTimeDrag;
        step.SublimationDominates = times.Dominant == SinkKind.Sublimation;
        step.DragDominates = times.Dominant == SinkKind.GasDrag;
    }

    // Computed again only when the gas changes.
    private double DragTime()
    {
        if (plan.Switches.GasDrag && live.GasDensity != _gasDensity)
        {
            _gasDensity = live.GasDensity;
            _dragTime = SinkTimes.GasDragSeconds(ModelLimits.SinkReferenceSize, plan.Parameters.Material.Rho, _gasDensity);
        }
        return _dragTime;
    }

    private void SelectSink(StepContext step)
    {
        if (_canEscape && !step.IsSolid)
            step.HydroTime = Finite(_escape.Seconds(step.Temperature, step.VapourFraction));
        var escapes = double.IsFinite(step.HydroTime);
        if (escapes && step.BlowoutActs)
            throw new InvalidOperationException($"Step {step.Step} selects blow-out and hydrodynamic escape at once.");

        step.Sink = escapes ? FactWords.HydroEscape : step.BlowoutActs ? FactWords.RadiationBlowout : FactWords.NoSink;
        if (_hasVapourBranch && !step.IsSolid)
            step.SinkTimeSurface = step.HydroTime;
    }

    private static double Finite(double seconds) => double.IsFinite(seconds) ? seconds : NoValue.Number;

    private static HydrodynamicEscape Escape(HydroEscapeParameters escape) =>
        new(escape.Strength, escape.TempPower, escape.TRefK, escape.FVapFloor);
}
