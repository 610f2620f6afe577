using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Shielding;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Supply;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Planning;

/// <summary>External supply: scaled to the layer by mu, or given as a rate (runner §2.2 step 18, D-09, D-10).</summary>
internal static class SupplyPlanner
{
    public static SupplyPlan Supply(PlanInputs inputs, OrbitPlan orbit, PhiTable1D? phi, StartValues start)
    {
        var supply = inputs.Parameters.Supply;
        var reference = ReferenceDensity(inputs, phi, start);
        var constant = supply.Mode == SupplyMode.Constant ? ConstantRate(supply, orbit, reference, start) : (double?)null;
        return new SupplyPlan
        {
            IsEnabled = supply.Enabled,
            ConstantRate = constant,
            Mixing = supply.Mixing.EpsilonMix,
            ReferenceSurfaceDensity = supply.Const.MuOrbit10pct is null && supply.Const.MuReferenceTau is null ? start.SurfaceDensity : reference,
            Rate = constant is { } rate
                ? SupplyRate.Constant(rate)
                : Rate(inputs, supply.Mode, supply.Const, supply.Powerlaw, supply.Table, supply.Piecewise),
            Injection = Injection(supply.Injection, start),
            Controls = SupplyControlPlanner.Controls(inputs, orbit),
        };
    }

    private static double ReferenceDensity(PlanInputs inputs, PhiTable1D? phi, StartValues start)
    {
        if (inputs.Parameters.Supply.Const.MuReferenceTau is not { } tau)
            return start.SurfaceDensity;
        var opacity = ShieldingPlanner.PhiAt(phi, tau) * start.Opacity;
        return PlanInputs.Guard("supply.const.mu_reference_tau", () => OrbitSupply.ReferenceSurfaceDensity(
            tau, opacity, ShieldingPlanner.LineOfSightFactor(inputs.Parameters)));
    }

    private static double ConstantRate(SupplyParameters supply, OrbitPlan orbit, double reference, StartValues start)
    {
        var mixing = supply.Mixing.EpsilonMix;
        if (supply.Const.MuOrbit10pct is { } mu)
            return PlanInputs.Guard("supply.mixing.epsilon_mix", () => OrbitSupply.RawRate(
                OrbitSupply.ProductionRate(mu, supply.Const.OrbitFractionAtMu1, reference, orbit.Period), mixing));
        if (supply.Const.AutoFromTau1TfillYears is not { } years)
            return supply.Const.ProdAreaRateKgM2S;
        var sigma = start.SigmaTau1 ?? (1 / start.OpacityEffective);
        return PlanInputs.Guard("supply.mixing.epsilon_mix", () => OrbitSupply.RawRate(
            sigma / (years * PhysicalConstants.SecondsPerYear), mixing));
    }

    private static SupplyRate Rate(
        PlanInputs inputs,
        SupplyMode mode,
        ConstantSupplyParameters constant,
        PowerLawSupplyParameters power,
        SupplyTableParameters table,
        IReadOnlyList<SupplySegmentParameters> segments)
    {
        switch (mode)
        {
            case SupplyMode.PowerLaw:
                var amplitude = power.AKgM2S
                    ?? throw PlanException.Configuration("supply.powerlaw.A_kg_m2_s", "A supply by power law needs its amplitude.");
                return SupplyRate.PowerLaw(amplitude, power.T0S, power.Index);
            case SupplyMode.Table:
                return FromTable(inputs.Read("supply.table.path", table.Path), table.TimeUnit);
            case SupplyMode.Piecewise:
                return SupplyRate.Piecewise(segments.Select(segment => new SupplySegment(
                    segment.TStartS,
                    segment.TEndS,
                    Rate(inputs, segment.Mode, segment.Const, segment.Powerlaw, segment.Table, []))));
            default:
                return SupplyRate.Constant(constant.ProdAreaRateKgM2S);
        }
    }

    private static SupplyRate FromTable(NumericTable table, SupplyTimeUnit unit) => PlanInputs.Guard("supply.table", () =>
    {
        var second = unit == SupplyTimeUnit.Years ? PhysicalConstants.SecondsPerYear : 1;
        string[] names = [.. table.Names];
        if (!table.Has("r"))
            return SupplyRate.Table(Array.ConvertAll(table[names[0]], time => time * second), table[names[^1]]);

        var (times, radii, rates) = (table["t"], table["r"], table[names[^1]]);
        double[] timeAxis = [.. times.Distinct().Order()];
        double[] radiusAxis = [.. radii.Distinct().Order()];
        if (rates.Length != timeAxis.Length * radiusAxis.Length)
            throw new TableException($"{table.Path} is not a complete grid of times and radii.");
        var grid = new double[rates.Length];
        for (var row = 0; row < rates.Length; row++)
        {
            var i = Array.BinarySearch(timeAxis, times[row]);
            grid[(i * radiusAxis.Length) + Array.BinarySearch(radiusAxis, radii[row])] = rates[row];
        }
        return SupplyRate.Table(Array.ConvertAll(timeAxis, time => time * second), radiusAxis, grid);
    });

    private static SupplyInjection Injection(SupplyInjectionParameters injection, StartValues start)
    {
        var smallest = injection.SInjMin ?? 0;
        if (injection.Mode == Parameters.InjectionMode.MinBin)
            return SupplyInjection.MinBin(smallest);
        if (injection.Mode == Parameters.InjectionMode.PowerLawBins)
            return SupplyInjection.PowerLaw(injection.Q, smallest, injection.SInjMax ?? double.PositiveInfinity);
        var weights = new double[start.Sizes.Length];
        SizeDistribution.MassShares(start.Sizes, start.Widths, start.Number, weights);
        return PlanInputs.Guard("supply.injection.mode", () => SupplyInjection.InitialPsd(weights));
    }
}
