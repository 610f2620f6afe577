using MarsDisk.Simulation.Recording;
using MarsDisk.Simulation.Stepping.Supply;

namespace MarsDisk.Simulation.Stepping;

/// <summary>
/// The quantities of the step being computed, in the order in which the step finds them. One object serves a whole
/// run; nothing in it is read before the same step has written it. Missing values are not numbers.
/// </summary>
internal sealed class StepContext
{
    // Clock and radiation.
    public long Step;
    public double Start;
    public double Time;
    public double Temperature;
    public double RadiativeFlux;
    public double GrainTemperature;
    public double PhaseTemperature;
    public double BlowoutSize;
    public double BlowoutSizeEffective;
    public double SizeMinimum;
    public double QPrBlow;
    public double QPrMean;
    public double Beta;
    public bool IsBetaGateOpen;

    // Phase and sublimation.
    public bool IsSolid;
    public bool IsLiquidDominated;
    public double VapourFraction;
    public double LiquidFraction;
    public double SolidFraction;
    public byte BulkState;
    public byte PhaseMethod;
    public bool CollisionsAct;
    public bool IsSupplyAllowed;
    public double ShrinkRateRaw;
    public double ShrinkRate;
    public bool IsSublimationBlocked;
    public bool SublimatesInSolver;
    public double DriftSize;
    public double DriftMassRatio;
    public double DriftLoss;
    public double DriftBlowout;

    // Surface gates.
    public double Opacity;
    public double Tau;
    public double SinkTimeTotal;
    public double SinkTimeSublimation;
    public double SinkTimeDrag;
    public double SinkTimeSurface;
    public double HydroTime;
    public bool SublimationDominates;
    public bool DragDominates;
    public bool IsTauGateClosed;
    public bool DoesPhaseAllowBlowout;
    public bool BlowoutActs;
    public byte Sink;

    // Shielding and supply.
    public double OpacityEffective;
    public double Phi;
    public double SigmaTau1;
    public double VerticalTau;
    public double SupplyRaw;
    public double SupplyNominal;
    public double SupplyApplied;
    public bool IsSupplyEvaluated;
    public SupplyFlows Flows;

    // Update of the surface layer.
    public double SigmaBefore;
    public double SigmaAfter;
    public double Outflux;
    public double SinkFlux;
    public double SolverSublimation;
    public double SinkFluxMass;
    public bool IsCollisionStep;
    public double CollisionTime;
    public int Substeps;
    public bool IsFastBlowoutCorrected;

    // Results of the collision solver.
    public double SolverTime;
    public double SolverError;
    public double SolverSigmaBefore;
    public double SolverSigmaAfter;
    public double SolverExtraLoss;
    public double SolverDelta;
    public double SolverGain;
    public double SolverLoss;
    public double SolverSink;
    public double SolverSource;
    public double EccentricityBase;
    public double InclinationBase;
    public double EccentricitySupply;
    public double InclinationSupply;
    public double Eccentricity;
    public double Inclination;
    public double SupplyWeight;

    // Accounting, all masses in Mars masses.
    public double GateFactor;
    public double SurvivalTime;
    public double BlowoutMass;
    public double SinkMass;
    public double SublimationMass;
    public double HydroMass;
    public double EffectiveSinkMass;
    public double OutRate;
    public double SinkRate;
    public double SigmaRateBlowout;
    public double SigmaRateSinks;
    public double SigmaRateSublimation;
    public double TotalRate;
    public double SigmaRateTotal;
    public double MassRemaining;
    public double MassDifference;
    public double ErrorPercent;

    // Record and stop.
    public double PeakSize;
    public double StopTau;
    public bool EndsRun;
    public bool EndsByBudget;

    /// <summary>Forgets the values that a step may leave unset.</summary>
    public void Begin(long step, double start, double dt, double deepSurfaceDensity = 0)
    {
        Flows.Clear(deepSurfaceDensity);
        Step = step;
        Start = start;
        Time = start + dt;
        ClearSurface();
        ClearSolver();
        ClearKernel();
        EndsRun = EndsByBudget = false;
    }

    private void ClearSurface()
    {
        DriftSize = DriftLoss = DriftBlowout = 0;
        DriftMassRatio = 1;
        SinkTimeTotal = SinkTimeSublimation = SinkTimeDrag = SinkTimeSurface = HydroTime = NoValue.Number;
        SublimationDominates = DragDominates = false;
        Phi = SigmaTau1 = VerticalTau = NoValue.Number;
        SupplyRaw = SupplyNominal = NoValue.Number;
        SupplyApplied = 0;
        IsSupplyEvaluated = false;
        Outflux = SinkFlux = SolverSublimation = SinkFluxMass = 0;
        CollisionTime = NoValue.Number;
        Substeps = 1;
        IsFastBlowoutCorrected = false;
        HydroMass = 0;
    }

    private void ClearSolver()
    {
        IsCollisionStep = false;
        SolverTime = SolverError = SolverSigmaBefore = SolverSigmaAfter = NoValue.Number;
        SolverExtraLoss = SolverDelta = SolverGain = SolverLoss = SolverSink = SolverSource = NoValue.Number;
    }

    private void ClearKernel()
    {
        EccentricityBase = InclinationBase = EccentricitySupply = InclinationSupply = NoValue.Number;
        Eccentricity = Inclination = SupplyWeight = NoValue.Number;
    }
}
