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
        facts.Set(StepFact.DotSigmaProd, row, step.Flows.Scaled);
        facts.Set(StepFact.ProdRateRaw, row, step.Flows.Scaled);
        facts.Set(StepFact.SupplyRateNominal, row, step.SupplyNominal);
        facts.Set(StepFact.ProdRateAppliedToSurf, row, step.SupplyApplied);
        facts.Set(StepFact.ProdRateDivertedToDeep, row, step.Flows.Diverted);
        facts.Set(StepFact.ProdRateIntoDeep, row, step.Flows.IntoDeep);
        facts.Set(StepFact.DeepToSurfFluxAttempt, row, step.Flows.DeepAttempt);
        facts.Set(StepFact.DeepToSurfFlux, row, step.Flows.DeepToSurface);
        facts.Set(StepFact.SigmaDeep, row, step.Flows.DeepSurfaceDensity);
        facts.Set(StepFact.Headroom, row, step.Flows.Headroom);
        facts.Set(StepFact.SupplyClipFactor, row, StepStatistics.ClipFactor(step));
        facts.Set(StepFact.SupplyVisibilityFactor, row, StepStatistics.Visibility(step));
    }

    private static void WriteControls(FactColumns facts, int row, StepContext step)
    {
        ref readonly var flows = ref step.Flows;
        facts.Set(StepFact.SupplyBlockedByHeadroom, row, flows.IsBlockedByHeadroom);
        facts.Set(StepFact.SupplyMixingLimited, row, flows.IsMixingLimited);
        facts.Set(StepFact.SupplyTemperatureScale, row, flows.TemperatureScale);
        facts.Set(StepFact.SupplyTemperatureValue, row, flows.TemperatureValue);
        facts.SetWord(StepFact.SupplyTemperatureValueKind, row, flows.TemperatureKind);
        facts.Set(StepFact.SupplyFeedbackScale, row, flows.FeedbackScale);
        facts.Set(StepFact.SupplyFeedbackError, row, flows.FeedbackError);
        facts.Set(StepFact.SupplyReservoirRemainingMmars, row, flows.ReservoirRemaining);
        facts.Set(StepFact.SupplyReservoirFraction, row, flows.ReservoirFraction);
        facts.Set(StepFact.SupplyReservoirClipped, row, flows.IsReservoirClipped);
    }
}
