using MarsDisk.Physics.Collisions;
using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>One Smoluchowski step of the layer (physics §12, runner §2.6).</summary>
internal sealed class CollisionUpdate
{
    private readonly RunPlan _plan;
    private readonly KernelMotion _motion;
    private readonly CollisionPlan _tables;
    private readonly CollisionStep _solver;
    private readonly double _density;
    private readonly bool _isMassConserving;

    public CollisionUpdate(RunPlan plan, LiveSettings live)
    {
        _plan = plan;
        _motion = new KernelMotion(plan, live);
        _density = plan.Parameters.Material.Rho;
        _isMassConserving = plan.Parameters.Sinks.SubParams.MassConserving;
        var distribution = plan.Parameters.Fragments.Distribution == Parameters.FragmentDistribution.Number
            ? Physics.Fragments.FragmentDistribution.Number
            : Physics.Fragments.FragmentDistribution.Mass;
        _tables = new CollisionPlan(
            plan.Start.Sizes.Length, plan.Strength, distribution, isSpeedChanging: IsSpeedChanging(plan));
        _solver = new CollisionStep(_tables, Options(plan));
    }

    /// <summary>Energy of the impacts of the last step.</summary>
    public EnergyTally Energy { get; private set; }

    /// <summary>Builds of the tables at speeds outside the strength table, below and above.</summary>
    public (long Below, long Above) VelocityClamps => (_tables.BuildsBelowVelocities, _tables.BuildsAboveVelocities);

    public void Advance(DiskState disk, StepContext step)
    {
        _motion.Evaluate(disk.SurfaceDensity, step);
        _tables.Update(
            disk.Sizes, disk.Edges, disk.SizeVersion, _density, _motion.Speed, _motion.ScaleHeight);
        var outcome = _solver.Advance(Input(disk, step), disk.Number);
        if (outcome.BadBin >= 0)
            throw StepFailedException.InBin(step, "number", outcome.BadBin, disk);
        Energy = outcome.Energy;
        Take(outcome, disk, step);
    }

    // Decided from the configuration, once: the two evaluators differ in the last bits. Sub-steps and the energy of
    // impacts need the outcome of every pair and therefore its tables.
    private static bool IsSpeedChanging(RunPlan plan)
    {
        var parameters = plan.Parameters;
        var canChange = plan.Switches.SurfaceSublimation
            || parameters.Dynamics.KernelEiMode == KernelVelocityMode.WyattEq
            || parameters.Supply.Injection.Velocity.Mode != InjectionVelocityMode.Inherit;
        return canChange && plan.EnergyShares is null && parameters.Numerics.TimeAdvance != TimeAdvance.Resolved;
    }

    private static CollisionStepOptions Options(RunPlan plan) => new(plan.Supply.Injection)
    {
        Scheme = plan.Parameters.Numerics.Imex == Parameters.ImexScheme.Consistent
            ? Physics.Collisions.ImexScheme.Consistent
            : Physics.Collisions.ImexScheme.Reference,
        BlowoutRule = plan.Parameters.Blowout.PartialBin == PartialBin.Fractional
            ? BlowoutBinRule.Fractional
            : BlowoutBinRule.Edge,
        Energy = plan.EnergyShares,
        Resolved = plan.Parameters.Numerics is { TimeAdvance: TimeAdvance.Resolved } numerics
            ? new ResolvedControl(numerics.Safety, numerics.Atol, numerics.Rtol)
            : null,
    };

    private CollisionStepInput Input(DiskState disk, StepContext step) => new()
    {
        SurfaceDensity = disk.SurfaceDensity,
        Seconds = _plan.Time.Step,
        SupplyRate = step.SupplyApplied,
        SizeMinEffective = step.SizeMinimum,
        BlowoutSize = step.BlowoutSize,
        BlowoutSeconds = step.BlowoutActs ? _plan.Start.BlowoutTime : 0,
        SinkSeconds = step.SinkTimeSurface,
        SizeRate = step.SublimatesInSolver ? step.ShrinkRate : 0,
        IsSublimationMassConserving = _isMassConserving,
    };

    private static void Take(in CollisionStepOutcome outcome, DiskState disk, StepContext step)
    {
        var extra = outcome.BlowoutRate + outcome.SinkRate;
        step.IsCollisionStep = true;
        step.CollisionTime = outcome.CollisionTimeMin;
        step.Outflux = outcome.BlowoutRate;
        step.SolverSublimation = outcome.SublimationRate;
        step.SinkFlux = outcome.SinkRate;
        step.SolverTime = outcome.EffectiveSeconds;
        step.SolverError = outcome.MassError;
        step.SolverSigmaBefore = disk.SurfaceDensity;
        step.SolverSigmaAfter = outcome.SurfaceDensity;
        step.SolverExtraLoss = extra;
        step.SolverDelta = outcome.SurfaceDensity + (outcome.EffectiveSeconds * extra)
            - (disk.SurfaceDensity + (outcome.EffectiveSeconds * step.SupplyApplied));
        step.SolverGain = outcome.GainMassRate;
        step.SolverLoss = outcome.LossMassRate;
        step.SolverSink = outcome.SinkMassRate;
        step.SolverSource = outcome.SourceMassRate;
        disk.SurfaceDensity = outcome.SurfaceDensity;
    }
}
