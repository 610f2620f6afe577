using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Supply;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Supply;

public sealed class SupplyRateTests
{
    [Fact]
    public void Every_mode_has_the_worked_values()
    {
        var example = Examples.Named("supply.modes");
        var (inputs, tolerance) = (example.Inputs, example.RelativeTolerance);
        var constant = inputs.GetProperty("const");
        var power = inputs.GetProperty("powerlaw");
        var rows = inputs.GetProperty("table");

        Expect.Matches(
            example, "const", SupplyRate.Constant(constant.Number("rate")).Mixed(0, 1, constant.Number("eps")));
        Expect.Matches(example, "disabled", SupplyRate.None.Mixed(0, 1, 1));
        var powerLaw = SupplyRate.PowerLaw(power.Number("A"), power.Number("t0"), power.Number("index"));
        Expect.Relative(example.Outputs.Numbers("powerlaw"), At(powerLaw, power.Numbers("t")), tolerance);
        var table = SupplyRate.Table(rows.Numbers("t"), rows.Numbers("rate"));
        Expect.Relative(example.Outputs.Numbers("table"), At(table, rows.Numbers("t_eval")), tolerance);
    }

    [Fact]
    public void A_piecewise_supply_takes_the_first_segment_that_holds_the_time()
    {
        var example = Examples.Named("supply.modes");
        var supply = SupplyRate.Piecewise(
        [
            new SupplySegment(0, 10, SupplyRate.Constant(1)),
            new SupplySegment(10, 20, SupplyRate.PowerLaw(3, 10, 1)),
        ]);

        var found = At(supply, example.Inputs.GetProperty("piecewise").Numbers("t"));

        Expect.Relative(example.Outputs.Numbers("piecewise"), found, example.RelativeTolerance);
    }

    [Fact]
    public void A_power_law_meets_the_reference()
    {
        var reference = Examples.File("unit/supply.json").GetProperty("evaluate")[0];
        var supply = SupplyRate.PowerLaw(1e-6, 100, -0.5);

        var found = reference.Numbers("t").Select(time => supply.Mixed(time, 1, 0.5)).ToArray();

        Expect.Relative(reference.Numbers("rate"), found, 1e-12);
    }

    [Fact]
    public void A_table_over_time_and_radius_interpolates_and_goes_on_beyond_its_ends()
    {
        var supply = SupplyRate.Table([0, 10], [1, 3], [0, 2, 20, 42]);

        Assert.Equal(1, supply.At(0, 2));
        Assert.Equal(16, supply.At(5, 2));
        Assert.Equal(42 + 11, supply.At(10, 4));
        Assert.Equal(40, supply.At(20, 1));
    }

    [Fact]
    public void A_negative_supply_counts_as_none() => Assert.Equal(0, SupplyRate.Constant(-1).Mixed(0, 1, 1));

    [Fact]
    public void A_table_whose_times_do_not_rise_is_refused() =>
        Assert.Throws<ArgumentException>(() => SupplyRate.Table([1, 1], [0, 0]));

    [Theory]
    [InlineData("seed")]
    [InlineData("code_default")]
    [InlineData("phi_los")]
    public void Supply_per_orbit_has_the_worked_values(string name)
    {
        var example = Examples.Named($"supply.mu_orbit.{name}");
        var inputs = example.Inputs;
        var period = KeplerOrbit.Period(inputs.Number("r_RM") * PhysicalConstants.MarsRadius);
        var opacity = inputs.Number("Phi(tau_ref)") * inputs.Number("kappa_surf0");

        var reference = OrbitSupply.ReferenceSurfaceDensity(
            inputs.Number("tau_ref"), opacity, inputs.Number("los_factor"));
        var production = OrbitSupply.ProductionRate(
            inputs.Number("mu"), inputs.Number("orbit_fraction"), reference, period);

        Expect.Matches(example, "T_orb", period);
        Expect.Matches(example, "Sigma_ref", reference);
        var (raw, mixing) = (OrbitSupply.RawRate(production, inputs.Number("epsilon_mix")), inputs.Number("epsilon_mix"));
        Expect.Relative(production, SupplyRate.Constant(raw).Mixed(0, 1, mixing), 1e-15);
        ExpectProduction(example, production, raw);
    }

    [Fact]
    public void Supply_per_orbit_meets_the_reference()
    {
        foreach (var row in Examples.File("unit/supply.json").GetProperty("mu_orbit").EnumerateArray())
        {
            var period = KeplerOrbit.Period(row.Number("r_RM") * PhysicalConstants.MarsRadius);
            var reference = OrbitSupply.ReferenceSurfaceDensity(row.Number("tau_ref"), row.Number("kappa_eff"), 1);
            var rate = OrbitSupply.ProductionRate(
                row.Number("mu"), row.Number("orbit_fraction_at_mu1"), reference, period);

            Expect.Relative(row.Number("Sigma_ref"), reference, 1e-12);
            Expect.Relative(row.Number("dotSigma_applied=mu*frac*Sigma_ref/T_orb"), rate, 1e-12);
        }
    }

    [Fact]
    public void Scaling_without_mixing_or_opacity_is_refused()
    {
        Assert.Throws<PhysicsException>(() => OrbitSupply.RawRate(1, 0));
        Assert.Throws<PhysicsException>(() => OrbitSupply.ReferenceSurfaceDensity(1, double.NaN, 1));
        Assert.Throws<PhysicsException>(() => OrbitSupply.ProductionRate(1, 0, 1, 1));
    }

    // The example calls R_base the area rate of production.
    private static void ExpectProduction(Example example, double production, double raw)
    {
        Expect.Matches(example, "dotSigma_prod", production);
        Expect.Matches(example, "prod_area_rate", raw);
    }

    private static double[] At(SupplyRate supply, double[] times) => [.. times.Select(time => supply.At(time, 1))];
}
