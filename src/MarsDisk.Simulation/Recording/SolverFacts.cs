using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Physics.Collisions;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Recording;

/// <summary>Facts about the collision solver and the energy of the impacts; without value in a step without them.</summary>
internal static class SolverFacts
{
    public static void Write(FactColumns facts, int row, StepContext step)
    {
        facts.Set(StepFact.SmolDtEff, row, step.SolverTime);
        facts.Set(StepFact.SmolSigmaBefore, row, step.SolverSigmaBefore);
        facts.Set(StepFact.SmolSigmaAfter, row, step.SolverSigmaAfter);
        facts.Set(
            StepFact.SmolSigmaLoss,
            row,
            step.IsCollisionStep ? Math.Max(step.SolverSigmaBefore - step.SolverSigmaAfter, 0) : NoValue.Number);
        facts.Set(StepFact.SmolProdMassRate, row, step.IsCollisionStep ? step.SupplyApplied : NoValue.Number);
        facts.Set(StepFact.SmolExtraMassLossRate, row, step.SolverExtraLoss);
        facts.Set(StepFact.SmolMassBudgetDelta, row, step.SolverDelta);
        facts.Set(StepFact.SmolMassError, row, step.SolverError);
        facts.Set(StepFact.SmolGainMassRate, row, step.SolverGain);
        facts.Set(StepFact.SmolLossMassRate, row, step.SolverLoss);
        facts.Set(StepFact.SmolSinkMassRate, row, step.SolverSink);
        facts.Set(StepFact.SmolSourceMassRate, row, step.SolverSource);
    }

    public static void WriteEnergy(FactColumns facts, int row, EnergyTally energy, double mismatch, StepContext step)
    {
        Set(facts, row, step, StepFact.ERelStep, energy.Relative);
        Set(facts, row, step, StepFact.EDissipatedStep, energy.Dissipated);
        Set(facts, row, step, StepFact.ERetainedStep, energy.Returned);
        Set(facts, row, step, StepFact.FKeMean, energy.ShareMean);
        Set(facts, row, step, StepFact.FKeEnergy, energy.ShareOfEnergy);
        Set(facts, row, step, StepFact.FLfMean, energy.RemnantMean);
        Set(facts, row, step, StepFact.NCratering, energy.CrateringRate);
        Set(facts, row, step, StepFact.NFragmentation, energy.FragmentationRate);
        Set(facts, row, step, StepFact.FracCratering, energy.CrateringShare);
        Set(facts, row, step, StepFact.FracFragmentation, energy.FragmentationShare);
        Set(facts, row, step, StepFact.FKeEpsMismatch, mismatch);
    }

    private static void Set(FactColumns facts, int row, StepContext step, StepFact fact, double value) =>
        facts.Set(fact, row, step.IsCollisionStep ? value : NoValue.Number);
}
