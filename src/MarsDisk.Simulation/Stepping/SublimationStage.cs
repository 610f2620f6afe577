using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Sinks;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Sublimation;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Shrinking of the grains, the drift of the surface sizes and the opacity behind it (runner §2.5 steps 7 to 10).</summary>
internal sealed class SublimationStage
{
    private readonly RunPlan _plan;
    private readonly double[] _scratch;
    private readonly double _density;
    private readonly double _grainFactor;
    private readonly bool _isMassConserving;
    private readonly FloorMode _floor;

    public SublimationStage(RunPlan plan)
    {
        _plan = plan;
        _scratch = new double[2 * plan.Start.Sizes.Length];
        _density = plan.Parameters.Material.Rho;
        _grainFactor = RadiationPressure.GrainTemperature(1, plan.Orbit.Radius);
        _isMassConserving = plan.Parameters.Sinks.SubParams.MassConserving;
        _floor = plan.Parameters.Psd.Floor.Mode;
    }

    public void Evaluate(DiskState disk, StepContext step)
    {
        EvaluateRate(step);
        RaiseFloor(disk, step);
        disk.SizeEffective = step.SizeMinimum;
        if (_plan.Switches.SurfaceSublimation && !step.IsSublimationBlocked)
            Drift(disk, step);

        disk.Opacity = _plan.Parameters.Radiation?.FreezeKappa == true
            ? _plan.Start.Opacity
            : Opacity.Of(disk.Sizes, disk.Widths, disk.Number, _density);
        step.Opacity = disk.Opacity;
    }

    private void EvaluateRate(StepContext step)
    {
        step.ShrinkRateRaw = 0;
        if (_plan.Switches.Sublimation)
        {
            var flux = _plan.SublimationLaw.Flux(step.Temperature * _grainFactor);
            step.ShrinkRateRaw = SublimationLaw.SizeRate(flux, _density);
            EvaluateSinkTime(flux, step);
        }
        var isBlocked = step.IsLiquidDominated && !_plan.Parameters.Phase.AllowLiquidHkl;
        step.IsSublimationBlocked = isBlocked && step.ShrinkRateRaw < 0;
        step.ShrinkRate = isBlocked ? 0 : step.ShrinkRateRaw;
        step.SublimatesInSolver = _plan.Switches.SolverSublimation && !isBlocked;
    }

    private void EvaluateSinkTime(double flux, StepContext step)
    {
        if (!_plan.Switches.SurfaceSublimation)
            return;
        var omega = _plan.Orbit.Omega;
        var share = _plan.Parameters.Sinks.SubParams.EtaInstant;
        var sinkSize = SublimationLaw.SinkSize(flux, _density, 1 / omega, share);
        var seconds = SinkTimes.SublimationSeconds(ModelLimits.SinkReferenceSize, sinkSize, omega, share);
        if (double.IsFinite(seconds))
            step.SinkTimeSublimation = seconds;
    }

    private void RaiseFloor(DiskState disk, StepContext step)
    {
        if (_floor != FloorMode.EvolveSmin)
            return;
        var raised = MinimumSize.RaisedFloor(disk.SizeFloor, step.ShrinkRate, _plan.Time.Step);
        disk.SizeFloor = Math.Max(raised, step.BlowoutSizeEffective);
        step.SizeMinimum = Math.Max(step.SizeMinimum, disk.SizeFloor);
        disk.SizeMinimum = step.SizeMinimum;
    }

    private void Drift(DiskState disk, StepContext step)
    {
        var change = step.ShrinkRate * _plan.Time.Step;
        step.DriftSize = change;
        var drift = SizeDrift.Apply(
            disk.Sizes, disk.Number, disk.Edges, disk.Widths, change, DriftFloor(step), disk.SurfaceDensity, _scratch);
        if (!drift.IsApplied)
            return;
        disk.SurfaceDensity = drift.SurfaceDensity;
        disk.SizeMinimum = drift.SizeMin;
        disk.SizeVersion++;
        step.DriftMassRatio = drift.MassRatio;
        if (_isMassConserving && step.ShrinkRate < 0)
            step.DriftBlowout = drift.Loss;
        else
            step.DriftLoss = drift.Loss;
    }

    private double DriftFloor(StepContext step)
    {
        if (_floor != FloorMode.None)
            return step.SizeMinimum;
        return _isMassConserving && step.ShrinkRate < 0 ? 0 : _plan.Parameters.Sizes.SMin;
    }
}
