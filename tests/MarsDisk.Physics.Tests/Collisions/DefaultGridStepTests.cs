using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Dynamics;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Radiation;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Strength;
using MarsDisk.Physics.Supply;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

/// <summary>One step on the 40 bins of a default run: the modules of the package together.</summary>
public sealed class DefaultGridStepTests
{
    [Theory]
    [InlineData("default_qstar")]
    [InlineData("forsterite_qstar")]
    public void A_step_of_the_default_run_has_the_worked_outputs(string name)
    {
        var example = Examples.Named($"smol.step0d.default40.{name}");
        var inputs = example.Inputs;
        var density = inputs.Number("rho");
        var grid = SizeGrid.LogSpaced(inputs.Number("s_min"), inputs.Number("s_max"), 40);
        var number = new double[40];
        new UpperDistribution(inputs.Number("alpha")).Fill(grid, inputs.Number("s_min"), inputs.Number("s_max"), number);
        var opacity = Opacity.Of(grid.Centres, grid.Widths, number, density);
        var (step, input) = Prepare(example, grid, number, 1 / opacity);

        var outcome = step.Advance(input, number);

        Expect.Matches(example, "kappa", opacity);
        Expect.Matches(example, "a_blow", input.BlowoutSize);
        Expect.Matches(example, "prod_rate", input.SupplyRate);
        Expect.Matches(example, "t_coll_min", outcome.CollisionTimeMin);
        Expect.Matches(example, "dt_eff", outcome.EffectiveSeconds);
        Expect.Matches(example, "dSigma_dt_blowout", outcome.BlowoutRate);
        Expect.Matches(example, "gain_mass_rate", outcome.GainMassRate);
        Expect.Matches(example, "loss_mass_rate", outcome.LossMassRate);
        Expect.Relative(example.Outputs.Number("mass_error"), outcome.MassError, 0, 1e-11);
        var change = outcome.SurfaceDensity - 1 / opacity;
        Expect.Relative(example.Outputs.Number("sigma_after_minus_before"), change, 0, 1e-9);
    }

    [Fact]
    public void The_velocity_of_supply_is_blended_as_worked_out()
    {
        var example = Examples.Named("smol.supply_velocity");
        var (inputs, outputs) = (example.Inputs, example.Outputs);

        var weight = SupplyVelocityBlend.WeightOfTotal(inputs.Number("dSigma"), inputs.Number("Sigma"));
        var ofLayer = SupplyVelocityBlend.WeightOfLayer(inputs.Number("dSigma"), inputs.Number("Sigma"));

        Expect.Matches(example, "w_delta_sigma", weight);
        Expect.Matches(example, "w_sigma_ratio", ofLayer);
        Expect.Relative(outputs.Numbers("rms"), Blend(SupplyVelocityBlend.RootMeanSquare), example.RelativeTolerance);
        Expect.Relative(outputs.Numbers("linear"), Blend(SupplyVelocityBlend.Linear), example.RelativeTolerance);

        double[] Blend(Func<double, double, double, double> rule) =>
        [
            rule(weight, inputs.Number("e"), inputs.Number("e_sup")),
            rule(weight, inputs.Number("i"), inputs.Number("i_sup")),
        ];
    }

    private static (CollisionStep Step, CollisionStepInput Input) Prepare(
        Example example, SizeGrid grid, double[] number, double surfaceDensity)
    {
        var inputs = example.Inputs;
        var radius = inputs.Number("r_RM") * PhysicalConstants.MarsRadius;
        var density = inputs.Number("rho");
        var plan = new CollisionPlan(40, StrengthTable.BuiltIn(inputs.Number("coeff_scale")));
        var speed = RelativeSpeed.AtPericentre(KeplerOrbit.Speed(radius), inputs.Number("e"));
        plan.Update(
            grid.Centres, grid.Edges, 0, density, speed, ScaleHeight.OfInclination(1, inputs.Number("i"), radius));
        var weights = new double[40];
        for (var k = 0; k < 40; k++)
            weights[k] = plan.BodyMasses[k] * number[k] * grid.Widths[k];
        var input = new CollisionStepInput
        {
            SurfaceDensity = surfaceDensity,
            Seconds = inputs.Number("dt"),
            SupplyRate = 0.05 * surfaceDensity / KeplerOrbit.Period(radius),
            SizeMinEffective = inputs.Number("s_min"),
            BlowoutSize = RadiationPressure.BlowoutSize(inputs.Number("T_M"), density, 1),
            BlowoutSeconds = 1 / KeplerOrbit.Frequency(radius),
        };
        return (new CollisionStep(plan, new CollisionStepOptions(SupplyInjection.InitialPsd(weights))), input);
    }
}
