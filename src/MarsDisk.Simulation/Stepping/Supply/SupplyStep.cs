using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping.Supply;

/// <summary>The supply of a step: raw, mixed, controlled, gated, routed (physics §13.1, §13.3, §13.4).</summary>
internal sealed class SupplyStep(RunPlan plan, LiveSettings live)
{
    private readonly SupplyControl? _control = plan.Supply.Controls.Act ? new SupplyControl(plan) : null;

    /// <summary>Evaluates the supply over a step or a part of one.</summary>
    /// <param name="state">The run; controls leave their state in it.</param>
    /// <param name="step">The step.</param>
    /// <param name="seconds">Length of the step or of the part, s.</param>
    public void Evaluate(RunState state, StepContext step, double seconds)
    {
        var statistics = state.Statistics;
        step.IsSupplyEvaluated = true;
        step.Flows.SetNeutral();
        step.SupplyRaw = live.IsSupplyEnabled ? live.SupplyRateAt(step.Start) : 0;
        var mixed = Math.Max(step.SupplyRaw * live.Mixing, 0);
        var scaled = _control is null || !live.IsSupplyEnabled ? mixed : _control.Scale(mixed, state.Supply, step, seconds);
        if (double.IsNaN(statistics.SupplyScaledFirst))
            statistics.SupplyScaledFirst = scaled;

        step.SupplyNominal = step.IsSupplyAllowed ? mixed : 0;
        step.Flows.Scaled = step.IsSupplyAllowed ? scaled : 0;
        step.SupplyApplied = _control is null
            ? step.Flows.Scaled
            : _control.Deliver(step.Flows.Scaled, state.Supply, state.Disk, step, seconds);
        if (double.IsNaN(statistics.SupplyNominalFirst) && double.IsFinite(step.SupplyNominal))
            statistics.SupplyNominalFirst = step.SupplyNominal;
    }
}
