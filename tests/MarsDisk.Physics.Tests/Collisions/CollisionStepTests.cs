using System.Text.Json;
using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Dynamics;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Supply;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class CollisionStepTests
{
    private const double Radius = 2.45 * PhysicalConstants.MarsRadius;

    [Theory]
    [InlineData("blowout_supply")]
    [InlineData("sublimation_sink")]
    [InlineData("sublimation_mass_conserving")]
    [InlineData("t_sink")]
    [InlineData("ohtsuki")]
    [InlineData("wyatt_eq")]
    [InlineData("energy")]
    public void A_step_of_five_decades_has_the_worked_outputs(string name)
    {
        var example = Examples.Named($"smol.step0d.{name}");
        var changed = example.Inputs.GetProperty("changed");
        var (eccentricity, inclination) = OrbitOf(changed);
        var layer = FiveDecades(eccentricity, inclination, changed.TryGetProperty("v_rel_mode", out _));
        var number = Examples.Named("psd.grid5").Outputs.Numbers("number");
        var step = new CollisionStep(layer.Plan(), Options(changed.TryGetProperty("energy_bookkeeping_enabled", out _)));

        var outcome = step.Advance(InputOf(example.Inputs, changed), number);

        Expect.Matches(example, "e_kernel", eccentricity);
        Expect.Matches(example, "i_kernel", inclination);
        Expect.Relative(example.Outputs.Numbers("number_new"), number, example.RelativeTolerance);
        ExpectOutcome(example, outcome);
        if (example.Outputs.TryGetProperty("energy_stats", out var energy))
            Expect.Relative(energy.Numbers(), EnergyTallyTests.Values(outcome.Energy), example.RelativeTolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_of_ten_bins_meets_the_reference(int index)
    {
        var layer = TestLayer.OfUnitFile("unit/smol_0d_step.json");
        var reference = Examples.File("unit/smol_0d_step.json").GetProperty("cases")[index];
        var args = reference.GetProperty("args");
        var shape = layer.Numbers.Zip(layer.Widths, (count, width) => count / width).ToArray();
        var weights = layer.Numbers.Zip(layer.Masses, (count, mass) => count * mass).ToArray();
        var step = new CollisionStep(layer.Plan(), new CollisionStepOptions(SupplyInjection.InitialPsd(weights)));

        var outcome = step.Advance(
            new CollisionStepInput
            {
                SurfaceDensity = 0.01,
                Seconds = args.Number("dt"),
                SupplyRate = args.Number("prod"),
                BlowoutSize = args.Number("a_blow"),
                BlowoutSeconds = args.GetProperty("enable_blowout").GetBoolean() ? args.Number("t_blow") : 0,
                SizeRate = args.Number("ds_dt_val"),
                IsSublimationMassConserving = args.GetProperty("mass_conserving_sublimation").GetBoolean(),
            },
            shape);

        Expect.Relative(reference.Numbers("N_after"), step.CountsAfter, 1e-10, what: "N");
        Expect.Relative(reference.Number("sigma_after"), outcome.SurfaceDensity, 1e-10);
        Expect.Relative(reference.Number("dt_eff"), outcome.EffectiveSeconds, 1e-10);
        Expect.Relative(reference.Number("mass_error"), outcome.MassError, 1e-10);
        Expect.Relative(reference.Number("blowout_rate"), outcome.BlowoutRate, 1e-10);
        Expect.Relative(reference.Number("sublimation_rate"), outcome.SublimationRate, 1e-10);
        Expect.Relative(reference.Number("gain"), outcome.GainMassRate, 1e-10);
        Expect.Relative(reference.Number("loss"), outcome.LossMassRate, 1e-10);
        Expect.Relative(reference.Number("t_coll"), outcome.CollisionTimeMin, 1e-10);
    }

    [Fact]
    public void An_empty_layer_is_filled_by_supply()
    {
        var layer = FiveDecades(0.5, 0.05, isOhtsuki: false);
        var number = new double[5];
        var step = new CollisionStep(layer.Plan(), Options(withEnergy: false));

        var outcome = step.Advance(
            new CollisionStepInput { SurfaceDensity = 0, Seconds = 10, SupplyRate = 2, SizeMinEffective = 1e-6 }, number);

        Expect.Relative(20, outcome.SurfaceDensity, 1e-15);
        Assert.Equal(10, outcome.EffectiveSeconds);
        Expect.Relative(20 / layer.Masses[0] / layer.Widths[0], number[0], 1e-14);
    }

    [Fact]
    public void A_bin_that_is_not_a_number_is_named_and_the_distribution_left_alone()
    {
        var number = Examples.Named("psd.grid5").Outputs.Numbers("number");
        number[3] = double.NaN;
        var before = number.ToArray();
        var step = new CollisionStep(FiveDecades(0.5, 0.05, isOhtsuki: false).Plan(), Options(withEnergy: false));

        var outcome = step.Advance(new CollisionStepInput { SurfaceDensity = 10, Seconds = 1 }, number);

        Assert.Equal(3, outcome.BadBin);
        Assert.True(double.IsNaN(outcome.SurfaceDensity));
        Assert.Equal(before, number);
    }

    [Fact]
    public void A_supply_rate_that_is_not_a_number_is_not_hidden()
    {
        var number = Examples.Named("psd.grid5").Outputs.Numbers("number");
        var step = new CollisionStep(FiveDecades(0.5, 0.05, isOhtsuki: false).Plan(), Options(withEnergy: false));

        var outcome = step.Advance(
            new CollisionStepInput { SurfaceDensity = 10, Seconds = 1, SupplyRate = double.NaN }, number);

        Assert.Equal(0, outcome.BadBin);
    }

    [Fact]
    public void A_thousand_steps_allocate_nothing()
    {
        var number = Examples.Named("psd.grid5").Outputs.Numbers("number");
        var layer = FiveDecades(0.5, 0.05, isOhtsuki: false);
        var plan = layer.Plan();
        var step = new CollisionStep(plan, Options(withEnergy: true));
        var input = new CollisionStepInput
        {
            SurfaceDensity = 10,
            Seconds = 1,
            SupplyRate = 1e-4,
            BlowoutSize = 2e-6,
            BlowoutSeconds = 4000,
            SizeRate = -1e-9,
        };
        step.Advance(input, number);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 1000; k++)
        {
            plan.Update(layer.Sizes, layer.Edges, 0, layer.Density, layer.Speed + k % 2, layer.ScaleHeight);
            step.Advance(input, number);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static TestLayer FiveDecades(double eccentricity, double inclination, bool isOhtsuki)
    {
        var keplerSpeed = KeplerOrbit.Speed(Radius);
        var speed = isOhtsuki
            ? RelativeSpeed.Ohtsuki(keplerSpeed, eccentricity, inclination)
            : RelativeSpeed.AtPericentre(keplerSpeed, eccentricity);
        return TestLayer.OfGrid5() with
        {
            Speed = speed,
            ScaleHeight = ScaleHeight.OfInclination(1, inclination, Radius),
        };
    }

    private static (double Eccentricity, double Inclination) OrbitOf(JsonElement changed)
    {
        if (!changed.TryGetProperty("tau_eff", out var tau))
            return (0.5, 0.05);
        var dispersion = EquilibriumDispersion.Solve(tau.Number(), 0.5, 0.5, changed.Number("f_wake"));
        return (Math.Max(dispersion, 1e-8), Math.Max(dispersion, 1e-8) / 2);
    }

    private static CollisionStepOptions Options(bool withEnergy) =>
        new(SupplyInjection.MinBin()) { Energy = withEnergy ? new EnergyShares(0.1, 0.25) : null };

    private static CollisionStepInput InputOf(JsonElement inputs, JsonElement changed) => new()
    {
        SurfaceDensity = inputs.Number("Sigma"),
        Seconds = inputs.Number("dt"),
        SupplyRate = inputs.Number("prod"),
        SizeMinEffective = inputs.Number("s_min_effective"),
        BlowoutSize = inputs.Number("a_blow"),
        BlowoutSeconds = 1 / KeplerOrbit.Frequency(Radius),
        SizeRate = changed.TryGetProperty("ds_dt_val", out var rate) ? rate.Number() : 0,
        IsSublimationMassConserving = changed.TryGetProperty("mass_conserving_sublimation", out _),
        SinkSeconds = changed.TryGetProperty("t_sink", out var sink) ? sink.Number() : 0,
    };

    private static void ExpectOutcome(Example example, in CollisionStepOutcome outcome)
    {
        Expect.Matches(example, "sigma_after", outcome.SurfaceDensity);
        Expect.Matches(example, "dt_eff", outcome.EffectiveSeconds);
        Expect.Relative(example.Outputs.Number("mass_error"), outcome.MassError, 0, 1e-12);
        Expect.Matches(example, "t_coll_kernel", outcome.CollisionTimeMin);
        Expect.Matches(example, "dSigma_dt_blowout", outcome.BlowoutRate);
        Expect.Matches(example, "dSigma_dt_sinks", outcome.SinkRate);
        Expect.Matches(example, "dSigma_dt_sublimation", outcome.SublimationRate);
        Expect.Matches(example, "gain_mass_rate", outcome.GainMassRate);
        Expect.Matches(example, "loss_mass_rate", outcome.LossMassRate);
        Expect.Matches(example, "sink_mass_rate", outcome.SinkMassRate);
        Expect.Matches(example, "source_mass_rate", outcome.SourceMassRate);
    }
}
