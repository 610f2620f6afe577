using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Radiation;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Recording;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Stepping;

/// <summary>Who lost how much in a step, and the totals (physics §19.4, runner §2.7 and §2.10).</summary>
internal sealed class Accounting(RunPlan plan)
{
    /// <summary>Largest accepted error of the mass budget, percent.</summary>
    public const double TolerancePercent = 0.5;

    private readonly double _dt = plan.Time.Step;
    private readonly double _areaMars = plan.Orbit.Area / PhysicalConstants.MarsMass;
    private readonly double _massInitial = plan.Start.Mass;

    public void Book(RunState state, StepContext step)
    {
        CloseGate(step);
        var (blowout, sink) = Partition(step);
        blowout = step.BlowoutActs ? blowout : 0;
        blowout += step.DriftBlowout;
        step.Outflux += step.DriftBlowout / _dt;
        blowout *= step.GateFactor;
        step.Outflux *= step.GateFactor;

        step.BlowoutMass = blowout * _areaMars;
        BookSinks(sink, step);
        BookRates(step);
        AddTotals(state.Losses, step);
        CheckBudget(state, step);
    }

    private void CloseGate(StepContext step)
    {
        var mode = plan.Parameters.Blowout.GateMode;
        step.SurvivalTime = NoValue.Number;
        step.GateFactor = 1;
        if (mode == BlowoutGateMode.None || !step.BlowoutActs)
            return;

        var opticalDepth = step.Tau / plan.Shielding.LineOfSight;
        if (mode == BlowoutGateMode.SublimationCompetition && step.ShrinkRate < 0)
            step.SurvivalTime = step.SizeMinimum / -step.ShrinkRate;
        else if (mode == BlowoutGateMode.CollisionCompetition && opticalDepth > ModelLimits.OpticalDepthMin)
            step.SurvivalTime = 1 / (plan.Orbit.Omega * opticalDepth);
        step.GateFactor = BlowoutTime.CompetitionFactor(step.SurvivalTime, plan.Start.BlowoutTime);
    }

    // Surface densities lost to blow-out and to sinks.
    private (double Blowout, double Sink) Partition(StepContext step)
    {
        if (!step.CollisionsAct)
            return (0, Math.Max(step.SinkFlux * _dt, 0));

        var loss = Math.Max(step.SigmaBefore + (step.SupplyApplied * _dt) - step.SigmaAfter, 0);
        if (!plan.Switches.Smoluchowski)
            return (Math.Max(loss - step.SinkFluxMass, 0), step.SinkFluxMass);
        if (step.SolverTime < _dt)
            return (Math.Max(step.Outflux, 0) * step.SolverTime, Math.Max(step.SinkFlux, 0) * step.SolverTime);

        var total = step.Outflux + step.SinkFlux;
        if (!(total > 0))
            return (Math.Max(loss - (step.SinkFlux * _dt), 0), step.SinkFlux * _dt);
        var blowout = loss * (step.Outflux / total);    // the quotient first: exactly the loss without sinks
        return (blowout, loss - blowout);
    }

    private void BookSinks(double sink, StepContext step)
    {
        var drift = step.DriftLoss * _areaMars;
        var solver = step.SolverSublimation * _dt * _areaMars;
        step.EffectiveSinkMass = plan.Switches.Smoluchowski
            ? Math.Max((sink * _areaMars) - solver, 0)
            : sink * _areaMars;
        step.SublimationMass = drift + solver;
        step.SinkMass = drift + solver + step.EffectiveSinkMass;
        if (!plan.Switches.Smoluchowski && step.Sink == FactWords.HydroEscape)
            step.HydroMass = step.EffectiveSinkMass;
    }

    private void BookRates(StepContext step)
    {
        var drift = step.DriftLoss / _dt;
        var solver = step.SolverSublimation;
        var other = Math.Max(plan.Switches.Smoluchowski ? step.SinkFlux - solver : step.SinkFlux, 0);
        step.SigmaRateSublimation = drift + solver;
        step.SigmaRateSinks = other + drift + solver;
        step.SinkRate = step.SigmaRateSinks * _areaMars;
        step.SigmaRateTotal = step.Outflux + step.SigmaRateSinks;
        step.TotalRate = (step.Outflux * _areaMars) + step.SinkRate;

        // The totals above are taken before blow-out that is switched off altogether is taken out, as in the reference.
        step.SigmaRateBlowout = plan.Switches.Blowout ? step.Outflux : 0;
        step.OutRate = step.SigmaRateBlowout * _areaMars;
    }

    private static void AddTotals(LossTotals losses, StepContext step)
    {
        if (step.CollisionsAct)
            losses.Blowout += step.BlowoutMass;
        losses.Sinks += step.SinkMass;
        losses.Sublimation += step.SublimationMass;
        if (step.SublimationDominates)
            losses.Sublimation += step.EffectiveSinkMass;
        losses.Hydro += step.HydroMass;
    }

    private void CheckBudget(RunState state, StepContext step)
    {
        var lost = state.Losses.Total;
        step.MassRemaining = _massInitial - lost;
        step.MassDifference = _massInitial - step.MassRemaining - lost;
        var solver = step.IsCollisionStep ? 100 * step.SolverError : 0;
        step.ErrorPercent = Math.Max(solver, 100 * Relative(step.MassDifference));
        AddSupply(state.Statistics, step);
        if (plan.Parameters.Numerics.MassBudget == MassBudgetMode.WithSupply)
        {
            var held = (plan.Start.SurfaceDensity + state.Statistics.Supplied.Value - state.Disk.SurfaceDensity) * _areaMars;
            step.ErrorPercent = Math.Max(step.ErrorPercent, 100 * Relative(held - lost));
        }
        if (step.ErrorPercent > TolerancePercent)
            state.Stop.Violate(step.Time, step.ErrorPercent, step.MassRemaining, lost, step.MassDifference);
    }

    private void AddSupply(RunStatistics statistics, StepContext step)
    {
        var seconds = step.IsCollisionStep ? step.SolverTime : _dt;
        statistics.Supplied.Add(step.SupplyApplied * seconds);
        if (!step.IsCollisionStep)
            return;
        statistics.CollisionTime.Add(step.SolverTime);
        statistics.MassCreated.Add(step.SolverDelta);
        statistics.MassDefect.Add(Math.Abs(step.SolverDelta));
    }

    private double Relative(double mass) => _massInitial == 0 ? 0 : Math.Abs(mass / _massInitial);
}
