using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Recording;

/// <summary>Facts about losses, the mass budget and fast blow-out.</summary>
internal static class LossFacts
{
    public static void Write(FactColumns facts, int row, RunPlan plan, RunState state, StepContext step)
    {
        WriteRates(facts, row, plan, step);
        WriteTotals(facts, row, state.Losses, step);
        WriteBudget(facts, row, state.Losses, step);
        WriteFastBlowout(facts, row, plan, state.Statistics, step);
    }

    private static void WriteRates(FactColumns facts, int row, RunPlan plan, StepContext step)
    {
        var dt = plan.Time.Step;
        var opticallyThick = step.CollisionsAct && step.Tau > ModelLimits.OpticalDepthMin;
        var collisionTime = opticallyThick ? step.CollisionTime : NoValue.Number;
        facts.Set(StepFact.TColl, row, collisionTime);
        facts.Set(StepFact.TsRatio, row, opticallyThick ? plan.Start.BlowoutTime / collisionTime : NoValue.Number);
        facts.Set(StepFact.OutfluxSurface, row, step.Outflux);
        facts.Set(StepFact.SinkFluxSurface, row, step.SinkFlux);
        facts.Set(StepFact.MOutDot, row, step.OutRate);
        facts.Set(StepFact.MSinkDot, row, step.SinkRate);
        facts.Set(StepFact.DMDtSurfaceTotal, row, step.TotalRate);
        facts.Set(StepFact.MlossTotalRate, row, step.OutRate + step.SinkRate);
        facts.Set(StepFact.MOutDotAvg, row, step.BlowoutMass / dt);
        facts.Set(StepFact.MSinkDotAvg, row, step.SinkMass / dt);
        facts.Set(StepFact.DMDtSurfaceTotalAvg, row, (step.BlowoutMass / dt) + (step.SinkMass / dt));
        facts.Set(StepFact.DSigmaDtBlowout, row, step.SigmaRateBlowout);
        facts.Set(StepFact.DSigmaDtSinks, row, step.SigmaRateSinks);
        facts.Set(StepFact.DSigmaDtTotal, row, step.SigmaRateTotal);
        facts.Set(StepFact.DSigmaDtSublimation, row, step.SigmaRateSublimation);
    }

    private static void WriteTotals(FactColumns facts, int row, LossTotals losses, StepContext step)
    {
        facts.Set(StepFact.MLossCum, row, losses.Total);
        facts.Set(StepFact.MassTotalBins, row, step.MassRemaining);
        facts.Set(StepFact.MassLostByBlowout, row, losses.Blowout);
        facts.Set(StepFact.MassLostBySinks, row, losses.Sinks);
        facts.Set(StepFact.MLossHydro, row, losses.Hydro);
        facts.Set(StepFact.MassLostSinksStep, row, step.SinkMass);
        facts.Set(StepFact.MassLostSublimationStep, row, step.SublimationMass);
        facts.Set(StepFact.MassLostHydroStep, row, step.HydroMass);
        facts.Set(StepFact.MassLostSurfaceSolidMarsRPStep, row, step.BlowoutMass);
        facts.Set(StepFact.DMSinksStep, row, step.SinkMass);
        facts.Set(
            StepFact.DMSublimationStep, row, step.SublimationMass + (step.SublimationDominates ? step.EffectiveSinkMass : 0));
        facts.Set(StepFact.DMGasDragStep, row, step.DragDominates ? step.EffectiveSinkMass : 0);
    }

    private static void WriteBudget(FactColumns facts, int row, LossTotals losses, StepContext step)
    {
        var channels = losses.Blowout + losses.Sinks;
        facts.Set(StepFact.MassDiff, row, step.MassDifference);
        facts.Set(StepFact.ErrorPercent, row, step.ErrorPercent);
        facts.Set(StepFact.DeltaMlossVsChannels, row, channels > 0 ? 100 * (losses.Total - channels) / channels : 0);
    }

    private static void WriteFastBlowout(
        FactColumns facts, int row, RunPlan plan, RunStatistics statistics, StepContext step)
    {
        var fast = plan.FastBlowout;
        var mean = plan.Switches.Blowout ? statistics.FastBlowout / statistics.Elapsed : 0;
        facts.Set(StepFact.FastBlowoutFactorAvg, row, mean);
        facts.Set(StepFact.FastBlowoutFactor, row, fast.Factor);
        facts.Set(StepFact.FastBlowoutRatio, row, fast.Ratio);
        facts.Set(StepFact.FastBlowoutCorrected, row, step.IsFastBlowoutCorrected);
        facts.Set(StepFact.FastBlowoutFlagGt3, row, fast.IsFast);
        facts.Set(StepFact.FastBlowoutFlagGt10, row, fast.IsVeryFast);
        facts.Set(StepFact.NSubsteps, row, (long)step.Substeps);
        facts.Set(StepFact.SubstepActive, row, step.Substeps > 1);
    }
}
