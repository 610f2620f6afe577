using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Recording;

/// <summary>Facts about the supply and the motion in the collision kernel.</summary>
internal static class SupplyFacts
{
    public static void Write(FactColumns facts, int row, StepContext step)
    {
        WriteRates(facts, row, step);
        WriteControls(facts, row, step);
        facts.Set(StepFact.EKernelUsed, row, step.Eccentricity);
        facts.Set(StepFact.IKernelUsed, row, step.Inclination);
        facts.Set(StepFact.EKernelBase, row, step.EccentricityBase);
        facts.Set(StepFact.IKernelBase, row, step.InclinationBase);
        facts.Set(StepFact.EKernelSupply, row, step.EccentricitySupply);
        facts.Set(StepFact.IKernelSupply, row, step.InclinationSupply);
        facts.Set(StepFact.SupplyVelocityWeightW, row, step.SupplyWeight);
    }

    private static void WriteRates(FactColumns facts, int row, StepContext step)
    {
        facts.Set(StepFact.ProdSubblowAreaRate, row, step.SupplyApplied);
        facts.Set(StepFact.ProdSubblowAreaRateRaw, row, step.SupplyRaw);
        facts.Set(StepFact.DotSigmaProd, row, step.SupplyNominal);
        facts.Set(StepFact.ProdRateRaw, row, step.SupplyNominal);
        facts.Set(StepFact.SupplyRateNominal, row, step.SupplyNominal);
        facts.Set(StepFact.ProdRateAppliedToSurf, row, step.SupplyApplied);
        facts.Set(StepFact.ProdRateDivertedToDeep, row, 0.0);
        facts.Set(StepFact.ProdRateIntoDeep, row, 0.0);
        facts.Set(StepFact.DeepToSurfFluxAttempt, row, 0.0);
        facts.Set(StepFact.DeepToSurfFlux, row, 0.0);
        facts.Set(StepFact.SigmaDeep, row, 0.0);
        facts.Set(StepFact.Headroom, row, NoValue.Number);
        facts.Set(StepFact.SupplyClipFactor, row, StepStatistics.ClipFactor(step));
        facts.Set(StepFact.SupplyVisibilityFactor, row, StepStatistics.Visibility(step));
    }

    private static void WriteControls(FactColumns facts, int row, StepContext step)
    {
        var neutral = step.IsSupplyEvaluated ? 1 : NoValue.Number;
        facts.Set(StepFact.SupplyBlockedByHeadroom, row, false);
        facts.Set(StepFact.SupplyMixingLimited, row, false);
        facts.Set(StepFact.SupplyTemperatureScale, row, neutral);
        facts.Set(StepFact.SupplyTemperatureValue, row, NoValue.Number);
        facts.SetWord(StepFact.SupplyTemperatureValueKind, row, step.IsSupplyEvaluated ? (byte)0 : NoValue.Word);
        facts.Set(StepFact.SupplyFeedbackScale, row, neutral);
        facts.Set(StepFact.SupplyFeedbackError, row, NoValue.Number);
        facts.Set(StepFact.SupplyReservoirRemainingMmars, row, NoValue.Number);
        facts.Set(StepFact.SupplyReservoirFraction, row, NoValue.Number);
        facts.Set(StepFact.SupplyReservoirClipped, row, false);
    }
}
