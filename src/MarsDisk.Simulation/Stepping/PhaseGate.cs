using MarsDisk.Physics.Phases;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Recording;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Phase of the grains and of the bulk, and what they permit in this step (runner §2.5 steps 5 and 6).</summary>
internal sealed class PhaseGate(RunPlan plan)
{
    private readonly double _pressure = plan.Parameters.Sinks.SubParams.PGas;
    private readonly byte _method = !plan.Parameters.Phase.Enabled ? FactWords.PhaseDisabled
        : plan.Parameters.Phase.Source == PhaseSource.Map ? FactWords.PhaseByMap
        : FactWords.PhaseByThresholds;

    public void Evaluate(DiskState disk, StepContext step)
    {
        // The opacity is the one that the previous step left; the drift of this step comes later.
        var tau = disk.Opacity * disk.SurfaceDensity * plan.Shielding.LineOfSight;
        var decision = plan.Phase.Evaluate(step.PhaseTemperature, _pressure, double.IsFinite(tau) ? tau : 0);
        step.IsSolid = decision.State == PhaseState.Solid;
        step.IsLiquidDominated = decision.Bulk == BulkState.LiquidDominated;
        step.VapourFraction = decision.VapourShare;
        step.LiquidFraction = decision.LiquidShare;
        step.SolidFraction = decision.SolidShare;
        step.PhaseMethod = _method;
        step.BulkState = decision.Bulk switch
        {
            BulkState.SolidDominated => FactWords.SolidDominated,
            BulkState.Mixed => FactWords.Mixed,
            _ => FactWords.LiquidDominated,
        };
        step.CollisionsAct = plan.Switches.Collisions && !step.IsLiquidDominated;
        step.IsSupplyAllowed = step.Step > 0 && step.IsSolid && !step.IsLiquidDominated;
    }
}
