using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Temperature;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Planning;

/// <summary>The steps of the run (runner §2.3).</summary>
internal static class TimeGridPlanner
{
    private const double ShareOfBlowout = 0.05;
    private const double StepsOfAutomatic = 200;
    private const double StepMin = 1e-9;

    // The rows of the rollup are part of the state: 100 MB in each state file at this limit.
    private const double OrbitsMax = 1e6;

    public static TimeGrid Grid(PlanInputs inputs, OrbitPlan orbit, TemperaturePlan temperature)
    {
        var numerics = inputs.Parameters.Numerics;
        var minimum = (numerics.MinDurationYears ?? 0) * PhysicalConstants.SecondsPerYear;
        var (end, basis, input) = End(inputs, orbit, temperature);
        if (minimum > end)
            (end, basis, input) = (minimum, "min_duration_years", numerics.MinDurationYears!.Value);

        if (!double.IsFinite(end))
            throw PlanException.Configuration($"numerics.{basis}", $"The end of the run, {input:G4}, is no finite number of seconds.");

        if (numerics.OrbitRollup && end / orbit.Period > OrbitsMax)
            throw PlanException.Configuration("numerics.orbit_rollup", $"The run covers {end / orbit.Period:G4} orbits, and a rollup of more than {OrbitsMax:G4} does not fit into memory; set it to false, or end the run earlier.");

        var sources = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var nominal = Nominal(numerics.DtInit, end, orbit, sources);
        var wanted = Math.Max(1, Math.Ceiling(end / nominal));
        var steps = (long)Math.Min(wanted, ModelLimits.StepsMax);
        return new TimeGrid
        {
            End = end,
            Basis = basis,
            EndInput = input,
            NominalStep = nominal,
            Step = end / steps,
            Steps = steps,
            IsAutomatic = numerics.DtInit is null,
            IsCapped = wanted > ModelLimits.StepsMax,
            Sources = sources,
            MinimumDuration = minimum,
        };
    }

    private static double Nominal(double? configured, double end, OrbitPlan orbit, SortedDictionary<string, double> sources)
    {
        if (configured is { } explicitStep)
        {
            sources["explicit"] = explicitStep;
            return explicitStep;
        }
        sources["0.05*t_blow"] = ShareOfBlowout / orbit.Omega;
        sources["t_end/200"] = end / StepsOfAutomatic;
        return Math.Clamp(Math.Min(ShareOfBlowout / orbit.Omega, end / StepsOfAutomatic), Math.Min(StepMin, end), end);
    }

    private static (double End, string Basis, double Input) End(PlanInputs inputs, OrbitPlan orbit, TemperaturePlan temperature)
    {
        var numerics = inputs.Parameters.Numerics;
        if (numerics.TEndUntilTemperatureK is { } target && SecondsUntil(inputs, target, temperature) is { } seconds)
        {
            var margin = numerics.TEndTemperatureMarginYears * PhysicalConstants.SecondsPerYear;
            return (seconds + margin, "t_end_until_temperature_K", target);
        }
        if (numerics.TEndOrbits is { } orbits)
            return (orbits * orbit.Period, "t_end_orbits", orbits);
        var years = numerics.TEndYears ?? inputs.Parameters.Scope.AnalysisYears;
        return (years * PhysicalConstants.SecondsPerYear, "t_end_years", years);
    }

    // Nothing is found behind the search horizon or the end of the table; then the other ends decide.
    private static double? SecondsUntil(PlanInputs inputs, double target, TemperaturePlan temperature)
    {
        var limit = temperature.Table.LastSecond;
        if (inputs.Parameters.Numerics.TEndTemperatureSearchYears is { } years)
            limit = Math.Min(limit, years * PhysicalConstants.SecondsPerYear);
        return CoolingTime.SecondsUntil(temperature.Table, target, limit) is { } seconds and > 0 ? seconds : null;
    }
}
