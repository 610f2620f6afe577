using MarsDisk.Physics.Collisions;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Recording;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Adds a finished step to what the summary will say, and to the orbits.</summary>
internal sealed class StepStatistics(RunPlan plan)
{
    private const double RateFloor = 1e-30;

    private readonly double _dt = plan.Time.Step;

    public void Add(RunState state, StepContext step, EnergyTally energy)
    {
        var statistics = state.Statistics;
        statistics.Elapsed += _dt;
        statistics.FastBlowout += plan.FastBlowout.Factor * _dt;
        if (double.IsNaN(statistics.FirstSurfaceDensity))
            statistics.FirstSurfaceDensity = state.Disk.SurfaceDensity;
        statistics.ErrorPercentMax = Math.Max(statistics.ErrorPercentMax, step.ErrorPercent);
        statistics.GateFactor.Add(step.GateFactor);
        statistics.SurvivalTime.Add(step.SurvivalTime);
        AddSupply(statistics, step);
        if (plan.Supply.Controls.Act)
            AddControls(statistics, state.Supply, step);
        AddBranches(statistics, step);
        if (plan.EnergyShares is not null && step.IsCollisionStep)
            state.Energy.Add(energy);
        if (!(step.TotalRate <= statistics.LossRateMax))
            (statistics.LossRateMax, statistics.LossRateMaxTime) = (step.TotalRate, step.Time);
        if (plan.Parameters.Numerics.OrbitRollup)
            AddToOrbit(state, step);
    }

    /// <summary>Applied over raw supply (runner §3.3 column 69).</summary>
    public static double Visibility(StepContext step) =>
        step.IsSupplyEvaluated ? step.SupplyApplied / Math.Max(step.Flows.Scaled, RateFloor) : NoValue.Number;

    /// <summary>Applied over scaled supply; no value while nothing is supplied.</summary>
    public static double ClipFactor(StepContext step) =>
        step.Flows.Scaled > 0 ? step.SupplyApplied / step.Flows.Scaled : NoValue.Number;

    private static void AddSupply(RunStatistics statistics, StepContext step)
    {
        statistics.Visibility.Add(Visibility(step));
        statistics.ClipFactor.Add(ClipFactor(step));
    }

    private static void AddControls(RunStatistics statistics, SupplyState supply, StepContext step)
    {
        ref readonly var flows = ref step.Flows;
        supply.Feedback.Add(flows.FeedbackScale);
        supply.Temperature.Add(flows.TemperatureScale);
        supply.Remaining.Add(flows.ReservoirRemaining);
        supply.Headroom.Add(flows.Headroom);
        if (step.SupplyApplied < flows.Scaled)
            statistics.ClippedSteps++;
        if (flows.IsBlockedByHeadroom)
            supply.BlockedSteps++;
        if (flows.IsMixingLimited)
            supply.MixingLimitedSteps++;
    }

    private void AddBranches(RunStatistics statistics, StepContext step)
    {
        if (step.IsSolid)
            statistics.SolidTime += _dt;
        else
            statistics.VapourTime += _dt;
        if (step.Sink == FactWords.RadiationBlowout)
            statistics.BlowoutBranchTime += _dt;
        else if (step.Sink == FactWords.HydroEscape)
            statistics.HydroBranchTime += _dt;
        else
            statistics.NoBranchTime += _dt;
        if (step.IsTauGateClosed)
            statistics.TauGateTime += _dt;
    }

    private void AddToOrbit(RunState state, StepContext step)
    {
        var end = new OrbitStep(step.Time, state.Losses.Blowout, state.Losses.Sinks, step.Temperature);
        var blowout = step.CollisionsAct ? step.BlowoutMass : 0;
        state.Orbits.Add(_dt, blowout, step.SinkMass, plan.Orbit.Period, end);
    }
}
