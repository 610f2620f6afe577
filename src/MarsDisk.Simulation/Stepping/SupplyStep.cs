using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>The supply of a step: raw, mixed, gated (physics §13.1, §13.3).</summary>
internal sealed class SupplyStep(RunPlan plan)
{
    private readonly SupplyPlan _supply = plan.Supply;

    public void Evaluate(RunStatistics statistics, StepContext step)
    {
        step.IsSupplyEvaluated = true;
        step.SupplyRaw = _supply.IsEnabled ? _supply.Rate.At(step.Start, plan.Orbit.Radius) : 0;
        var mixed = Math.Max(step.SupplyRaw * _supply.Mixing, 0);
        if (double.IsNaN(statistics.SupplyScaledFirst))
            statistics.SupplyScaledFirst = mixed;
        step.SupplyNominal = step.IsSupplyAllowed ? mixed : 0;
        step.SupplyApplied = step.SupplyNominal;
        if (double.IsNaN(statistics.SupplyNominalFirst) && double.IsFinite(step.SupplyNominal))
            statistics.SupplyNominalFirst = step.SupplyNominal;
    }
}
