using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>The conditions under which a run ends before its planned steps (physics §19.5, runner §2.9).</summary>
internal sealed class StopTests(RunPlan plan, LiveSettings live)
{
    private readonly NumericsParameters _numerics = plan.Parameters.Numerics;
    private readonly OpticalDepthParameters? _opticalDepth = plan.Parameters.OpticalDepth;
    private readonly double _dt = plan.Time.Step;

    /// <summary>Whether the run ends before this step is computed; nothing of the step is recorded then.</summary>
    public bool EndsBefore(StopState stop, StepContext step)
    {
        if (!_numerics.StopOnBlowoutBelowSmin
            || step.BlowoutSize > plan.Parameters.Sizes.SMin
            || step.Start < plan.Time.MinimumDuration)
            return false;

        Note(stop, StopReason.BlowoutBelowSmallestSize, step.Step, step.Start);
        return true;
    }

    /// <summary>Tests the state behind the step; the step itself is recorded.</summary>
    public void TestAfter(RunState state, StepContext step)
    {
        if (ExceedsTau(state.Disk, step))
        {
            Note(state.Stop, StopReason.TauExceeded, step.Step, step.Time + _dt);
            state.Stop.Tau = step.StopTau;
            step.EndsRun = true;
        }
        else if (FallsBelowLossRate(step))
        {
            Note(state.Stop, StopReason.LossRateBelowThreshold, step.Step, step.Time + _dt);
            step.EndsRun = true;
        }
        step.EndsByBudget = plan.EnforcesMassBudget && state.Stop.IsBudgetViolated;
    }

    /// <summary>Notes that the run ends behind the given step because somebody asked for it.</summary>
    public void EndOnRequest(RunState state) => End(state, StopReason.StopRequested);

    /// <summary>Notes that the run ends behind the last step, and why.</summary>
    public void End(RunState state, StopReason reason) => Note(state.Stop, reason, state.Step - 1, state.Time + _dt);

    private bool ExceedsTau(DiskState disk, StepContext step)
    {
        if (_opticalDepth is null || !step.IsSolid)
            return false;
        step.StopTau = OpacityForStop(step) * disk.SurfaceDensity * plan.Shielding.LineOfSight;
        return step.StopTau > live.TauStop * (1 + live.TauStopTolerance);
    }

    private double OpacityForStop(StepContext step)
    {
        if (_opticalDepth!.StopTau == StopOpticalDepth.InitialPhi)
            return plan.Shielding.InitialPhi * step.Opacity;
        return double.IsFinite(step.OpacityEffective) ? step.OpacityEffective : step.Opacity;
    }

    private bool FallsBelowLossRate(StepContext step) =>
        Math.Max(step.OutRate, 0) + Math.Max(step.SinkRate, 0) <= live.LossRateStop     // never, while that is not a number
        && step.Time >= plan.Time.MinimumDuration;

    private static void Note(StopState stop, StopReason reason, long step, double time)
    {
        stop.Reason = reason;
        stop.Step = step;
        stop.Time = time;
    }
}
