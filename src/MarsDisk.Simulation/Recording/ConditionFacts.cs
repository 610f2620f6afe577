using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;
using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Recording;

/// <summary>Facts about time, temperature, sizes, opacity, phase and gates.</summary>
internal static class ConditionFacts
{
    public static void Write(FactColumns facts, int row, RunPlan plan, RunState state, StepContext step)
    {
        WriteRadiation(facts, row, plan, step);
        WriteSizes(facts, row, plan, step);
        WriteOpacity(facts, row, state, step);
        WritePhase(facts, row, step);
        WriteGates(facts, row, plan, step);
    }

    private static void WriteRadiation(FactColumns facts, int row, RunPlan plan, StepContext step)
    {
        var dilution = PhysicalConstants.MarsRadius / plan.Orbit.Radius;
        var flux = step.RadiativeFlux * (dilution * dilution);
        facts.Set(StepFact.Time, row, step.Time);
        facts.Set(StepFact.TMUsed, row, step.Temperature);
        facts.Set(StepFact.TPEffective, row, step.GrainTemperature);
        facts.Set(StepFact.RadFluxMars, row, step.RadiativeFlux);
        facts.Set(StepFact.PhaseTemperatureUsedK, row, step.PhaseTemperature);
        facts.Set(StepFact.FAbsGeom, row, flux);
        facts.Set(StepFact.FAbsGeomQpr, row, flux * step.QPrMean);
        facts.Set(StepFact.DtOverTBlow, row, plan.FastBlowout.StepsPerBlowoutTime);
    }

    private static void WriteSizes(FactColumns facts, int row, RunPlan plan, StepContext step)
    {
        facts.Set(StepFact.ABlowStep, row, step.BlowoutSize);
        facts.Set(StepFact.SBlowMEffective, row, step.BlowoutSizeEffective);
        facts.Set(StepFact.SMinEffective, row, step.SizeMinimum);
        facts.Set(StepFact.SMinEffectiveGtConfig, row, step.SizeMinimum > plan.Parameters.Sizes.SMin);
        facts.Set(StepFact.QprMean, row, step.QPrMean);
        facts.Set(StepFact.QPrBlow, row, step.QPrBlow);
        facts.Set(StepFact.BetaAtSminEffective, row, step.Beta);
        facts.Set(StepFact.DsDtSublimation, row, step.ShrinkRate);
        facts.Set(StepFact.DsDtSublimationRaw, row, step.ShrinkRateRaw);
        facts.Set(StepFact.DsStepUniform, row, step.DriftSize);
        facts.Set(StepFact.MassRatioUniform, row, step.DriftMassRatio);
        facts.Set(StepFact.SPeak, row, step.PeakSize);
    }

    private static void WriteOpacity(FactColumns facts, int row, RunState state, StepContext step)
    {
        var tauEffective = step.OpacityEffective * state.Disk.SurfaceDensity;
        facts.Set(StepFact.Tau, row, step.Tau);
        facts.Set(StepFact.KappaSurf, row, step.Opacity);
        facts.Set(StepFact.KappaEff, row, step.OpacityEffective);
        facts.Set(StepFact.PhiEffective, row, step.Phi);
        facts.Set(StepFact.DiagnosticsPhiEffective, row, PhiOrRatio(step));
        facts.Set(StepFact.SigmaSurf, row, state.Disk.SurfaceDensity);
        facts.Set(StepFact.SigmaTau1, row, step.SigmaTau1);
        facts.Set(StepFact.SigmaTau1LastFinite, row, state.Disk.SigmaTau1LastFinite);
        facts.Set(StepFact.TauEff, row, tauEffective);
        facts.Set(StepFact.TauSurf, row, step.Opacity * state.Disk.SurfaceDensity);
        facts.Set(StepFact.BetaEff, row, step.Beta);
        facts.Set(StepFact.SMinEvolved, row, state.Disk.SizeEvolved);
    }

    private static double PhiOrRatio(StepContext step)
    {
        if (double.IsFinite(step.Phi))
            return step.Phi;
        return step.Opacity > 0 ? step.OpacityEffective / step.Opacity : NoValue.Number;
    }

    private static void WritePhase(FactColumns facts, int row, StepContext step)
    {
        facts.SetWord(StepFact.PhaseState, row, step.IsSolid ? FactWords.Solid : FactWords.Vapour);
        facts.SetWord(StepFact.PhaseMethod, row, step.PhaseMethod);
        facts.SetWord(StepFact.PhaseReason, row, step.PhaseMethod);
        facts.SetWord(StepFact.PhaseBulkState, row, step.BulkState);
        facts.Set(StepFact.PhaseFVap, row, step.VapourFraction);
        facts.Set(StepFact.PhaseBulkFLiquid, row, step.LiquidFraction);
        facts.Set(StepFact.PhaseBulkFSolid, row, step.SolidFraction);
        facts.Set(StepFact.PhaseBulkFVapor, row, 0.0);
    }

    private static void WriteGates(FactColumns facts, int row, RunPlan plan, StepContext step)
    {
        facts.Set(StepFact.TauGateBlocked, row, step.IsTauGateClosed);
        facts.Set(StepFact.BlowoutBetaGate, row, step.IsBetaGateOpen);
        facts.Set(StepFact.BlowoutPhaseAllowed, row, step.DoesPhaseAllowBlowout);
        facts.Set(StepFact.SublimationBlockedByPhase, row, step.IsSublimationBlocked);
        facts.SetWord(StepFact.SinkSelected, row, step.Sink);
        facts.SetWord(StepFact.CaseStatus, row, plan.CaseStatusIndex);
        facts.Set(StepFact.TSolidS, row, step.SurvivalTime);
        facts.Set(StepFact.BlowoutGateFactor, row, step.GateFactor);
        facts.Set(StepFact.TSinkTotalS, row, step.SinkTimeTotal);
        facts.Set(StepFact.TSinkSurfaceS, row, step.SinkTimeSurface);
        facts.Set(StepFact.TSinkSublimationS, row, step.SinkTimeSublimation);
        facts.Set(StepFact.TSinkGasDragS, row, step.SinkTimeDrag);
        facts.Set(StepFact.StepDiagnosticsTSink, row, step.SinkTimeSurface);
        facts.Set(StepFact.HydroTimescaleS, row, step.HydroTime);
    }
}
