namespace MarsDisk.History.Schemas;

// The schema defines every member in one sentence, with its unit, beside the column that
// shows it; the members are the names of those columns. Saying it twice would let it differ.
#pragma warning disable CS1591

/// <summary>
/// The distinct quantities of one step. The recorder writes each exactly once;
/// the columns of all tables are views of them (<see cref="HistorySchemas"/>).
/// </summary>
public enum StepFact
{
    // Time, place, temperature, sizes, opacity, surface density.
    Time, Dt, OmegaS, TOrbS, TBlowS, TColl, TsRatio, RM, RRM, RSource, TMUsed, TMSource, TPEffective, PhaseTemperatureInput,
    RadFluxMars, DtOverTBlow, Tau, ABlowStep, SMinEffective, SMinSurfaceEnergy, KappaEff, KappaSurf, QprMean, BetaAtSminConfig,
    BetaAtSminEffective, BetaThreshold, SigmaSurf, SigmaSurf0, SigmaTau1, SigmaTau1LastFinite, PhaseTauField, SigmaDeep, Headroom,
    OutfluxSurface, TSolidS, BlowoutGateFactor, SinkFluxSurface,

    // Supply and motion.
    ProdSubblowAreaRate, ProdSubblowAreaRateRaw, DotSigmaProd, MuOrbit10Pct, EpsilonMix, ProdRateRaw, ProdRateAppliedToSurf,
    ProdRateDivertedToDeep, ProdRateIntoDeep, DeepToSurfFluxAttempt, DeepToSurfFlux, SupplyRateNominal, SupplyTauClipSpillRate,
    SupplyClipFactor, SupplyVisibilityFactor, SupplyBlockedByHeadroom, SupplyMixingLimited, SupplyTransportMode, EKernelUsed,
    IKernelUsed, EKernelBase, IKernelBase, EKernelSupply, IKernelSupply, SupplyVelocityWeightW, SupplyTemperatureScale,
    SupplyTemperatureValue, SupplyTemperatureValueKind, SupplyFeedbackScale, SupplyFeedbackError, SupplyReservoirRemainingMmars,
    SupplyReservoirFraction, SupplyReservoirClipped,

    // Losses.
    MLossHydro, MOutDot, MSinkDot, DMDtSurfaceTotal, MOutDotAvg, MSinkDotAvg, DMDtSurfaceTotalAvg, FastBlowoutFactorAvg,
    DSigmaDtBlowout, DSigmaDtSinks, DSigmaDtTotal, DSigmaDtSublimation, MLossCum, MassTotalBins, MassLostByBlowout,
    MassLostBySinks, MassLostSinksStep, MassLostSublimationStep, MassLostHydroStep, MassLostTauClipSpillStep,
    CumMassLostTauClipSpill, MassLostSurfaceSolidMarsRPStep,

    // Fast blow-out, sizes, sublimation, phase, gates.
    FastBlowoutFactor, FastBlowoutCorrected, FastBlowoutFlagGt3, FastBlowoutFlagGt10, FastBlowoutRatio, NSubsteps, SubstepActive,
    ChiBlowEff, CaseStatus, SBlowMEffective, RhoUsed, QPrBlow, SMinConfig, SMinEffectiveGtConfig, DsDtSublimation,
    DsDtSublimationRaw, PhiEffective, PhaseState, PhaseFVap, PhaseMethod, PhaseReason, PhaseBulkState, PhaseBulkFLiquid,
    PhaseBulkFSolid, PhaseBulkFVapor, TauGateBlocked, BlowoutBetaGate, BlowoutPhaseAllowed, BlowoutLayerMode, BlowoutTargetPhase,
    SinkSelected, SublimationBlockedByPhase,

    // Extensions of run.
    SMinEvolved, MlossTotalRate, BetaEff, TauEff,

    // Diagnostics.
    PhaseTemperatureUsedK, FAbsGeom, FAbsGeomQpr, TSinkTotalS, TSinkSurfaceS, TSinkSublimationS, TSinkGasDragS,
    DiagnosticsPhiEffective, SPeak, AreaM2, DsStepUniform, MassRatioUniform, HydroTimescaleS, SmolDtEff, SmolSigmaBefore,
    SmolSigmaAfter, SmolSigmaLoss, SmolProdMassRate, SmolExtraMassLossRate, SmolMassBudgetDelta, SmolMassError, SmolGainMassRate,
    SmolLossMassRate, SmolSinkMassRate, SmolSourceMassRate,

    // Mass budget and step diagnostics.
    MassInitial, MassDiff, ErrorPercent, TolerancePercent, DeltaMlossVsChannels, TauSurf, StepDiagnosticsTSink, DMSinksStep,
    DMSublimationStep, DMGasDragStep,

    // Energy.
    ERelStep, EDissipatedStep, ERetainedStep, FKeMean, FKeEnergy, FLfMean, NCratering, NFragmentation, FracCratering,
    FracFragmentation, FKeEpsMismatch,
}
