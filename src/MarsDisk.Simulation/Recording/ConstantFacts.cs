using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Recording;

/// <summary>Facts that have one value during a whole run.</summary>
internal static class ConstantFacts
{
    public static void Write(FactColumns facts, RunPlan plan)
    {
        WriteOrbit(facts, plan);
        WriteStart(facts, plan);
        WriteWords(facts, plan);
        facts.SetConstant(StepFact.SupplyTauClipSpillRate, 0);
        facts.SetConstant(StepFact.MassLostTauClipSpillStep, 0);
        facts.SetConstant(StepFact.CumMassLostTauClipSpill, 0);
        facts.SetConstant(StepFact.MassInitial, plan.Start.Mass);
        facts.SetConstant(StepFact.TolerancePercent, Accounting.TolerancePercent);
        facts.SetConstant(StepFact.MuOrbit10Pct, plan.Parameters.Supply.Const.MuOrbit10pct ?? NoValue.Number);
        facts.SetConstant(StepFact.EpsilonMix, plan.Parameters.Supply.Mixing.EpsilonMix);
    }

    private static void WriteOrbit(FactColumns facts, RunPlan plan)
    {
        facts.SetConstant(StepFact.Dt, plan.Time.Step);
        facts.SetConstant(StepFact.OmegaS, plan.Orbit.Omega);
        facts.SetConstant(StepFact.TOrbS, plan.Orbit.Period);
        facts.SetConstant(StepFact.RM, plan.Orbit.Radius);
        facts.SetConstant(StepFact.RRM, plan.Orbit.RadiusMars);
        facts.SetConstant(StepFact.AreaM2, plan.Orbit.Area);
        facts.SetConstant(StepFact.TBlowS, plan.Start.BlowoutTime);
    }

    private static void WriteStart(FactColumns facts, RunPlan plan)
    {
        facts.SetConstant(StepFact.SMinSurfaceEnergy, plan.Start.SurfaceEnergyFloor);
        facts.SetConstant(StepFact.SMinConfig, plan.Parameters.Sizes.SMin);
        facts.SetConstant(StepFact.BetaAtSminConfig, plan.Start.BetaConfigured);
        facts.SetConstant(StepFact.BetaThreshold, ModelLimits.BlowoutBeta);
        facts.SetConstant(StepFact.SigmaSurf0, plan.Start.TargetSurfaceDensity ?? NoValue.Number);
        facts.SetConstant(StepFact.ChiBlowEff, plan.Start.Chi);
        facts.SetConstant(StepFact.RhoUsed, plan.Parameters.Material.Rho);
    }

    private static void WriteWords(FactColumns facts, RunPlan plan)
    {
        facts.SetConstant(StepFact.RSource, plan.Orbit.Source);
        facts.SetConstant(StepFact.TMSource, plan.Temperature.Source);
        facts.SetConstant(StepFact.PhaseTemperatureInput, plan.Parameters.Phase.TemperatureInput.Word());
        facts.SetConstant(StepFact.PhaseTauField, plan.Parameters.Phase.TauField.Word());
        facts.SetConstant(StepFact.SupplyTransportMode, plan.Parameters.Supply.Transport.Mode.Word());
        facts.SetConstant(StepFact.BlowoutLayerMode, plan.Parameters.Blowout.Layer.Word());
        facts.SetConstant(StepFact.BlowoutTargetPhase, plan.Parameters.Blowout.TargetPhase.Word());
    }
}
