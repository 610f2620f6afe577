using System.Text.Json;
using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Surface;
using MarsDisk.Physics.Tests.Collisions;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Surface;

public sealed class SurfaceLayerTests
{
    [Fact]
    public void The_surface_equation_has_the_worked_values()
    {
        var example = Examples.Named("surface.step_S1");
        var omega = KeplerOrbit.Frequency(example.Inputs.Number("r_RM") * PhysicalConstants.MarsRadius);
        var input = new SurfaceStepInput(100, 0.001, 50);

        Check("A", input with { BlowoutSeconds = 1 / omega, CollisionSeconds = 2000, SinkSeconds = 8000 });
        Check("B", input with { SupplyRate = 0 });
        Check("C", input with { BlowoutSeconds = 1.2 / omega, CollisionSeconds = SurfaceLayer.CollisionSeconds(0.5, omega) });
        Expect.Matches(example, "t_coll_wyatt_tau_0.5", SurfaceLayer.CollisionSeconds(0.5, omega));
        Expect.Matches(example, "outflux_E009", SurfaceLayer.Outflux(100, omega));

        void Check(string name, SurfaceStepInput step)
        {
            var found = SurfaceLayer.Advance(step);
            Expect.Relative(
                example.Outputs.Numbers(name),
                [found.SurfaceDensity, found.BlowoutFlux, found.SinkFlux],
                example.RelativeTolerance);
        }
    }

    [Fact]
    public void With_only_a_sink_the_layer_has_the_worked_values()
    {
        var example = Examples.Named("surface.sink_only");
        var inputs = example.Inputs;

        var found = SurfaceLayer.Advance(
            new SurfaceStepInput(inputs.Number("Sigma"), inputs.Number("prod"), inputs.Number("dt"))
            { SinkSeconds = inputs.Number("t_sink") });

        Expect.Matches(example, "Sigma", found.SurfaceDensity);
        Expect.Matches(example, "sink", found.SinkFlux);
        Expect.Relative(found.SinkFlux * inputs.Number("dt"), found.SinkMass, 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_surface_equation_meets_the_reference(int index)
    {
        var reference = Examples.File("unit/surface_step_tcoll.json").GetProperty("surface")[index];
        var input = new SurfaceStepInput(reference.Number("sigma"), reference.Number("prod"), reference.Number("dt"))
        {
            BlowoutSeconds = reference.GetProperty("blowout").GetBoolean() ? reference.Number("t_blow") : 0,
            CollisionSeconds = SurfaceLayer.CollisionSeconds(reference.Number("tau"), reference.Number("Omega")),
            SinkSeconds = reference.GetProperty("t_sink").ValueKind == JsonValueKind.Null ? 0 : reference.Number("t_sink"),
        };

        var found = SurfaceLayer.Advance(input);

        Expect.Relative(reference.Number("sigma_new"), found.SurfaceDensity, 1e-12);
        Expect.Relative(reference.Number("outflux"), found.BlowoutFlux, 1e-12);
        Expect.Relative(reference.Number("sink_flux"), found.SinkFlux, 1e-12);
    }

    [Fact]
    public void Collision_times_meet_the_reference()
    {
        foreach (var row in Examples.File("unit/surface_step_tcoll.json").GetProperty("t_coll_wyatt").EnumerateArray())
        {
            var found = SurfaceLayer.CollisionSeconds(row.Number("tau"), row.Number("Omega"));

            Expect.Relative(row.Number("t_coll"), found, 1e-12);
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Nothing_collides_in_a_transparent_layer(double tau) =>
        Assert.Equal(double.PositiveInfinity, SurfaceLayer.CollisionSeconds(tau, 1e-4));

    [Fact]
    public void Fast_blowout_is_followed_in_substeps()
    {
        var input = new SurfaceStepInput(1, 0, 100) { BlowoutSeconds = 10, SinkSeconds = 50 };

        var found = SurfaceLayer.AdvanceInSubsteps(input, ratioMax: 1);

        var perStep = 1 / (1 + 10 * (0.1 + 0.02));
        Assert.Equal(10, found.Substeps);
        Expect.Relative(Math.Pow(perStep, 10), found.SurfaceDensity, 1e-13);
        var sunk = Enumerable.Range(1, 10).Sum(k => Math.Pow(perStep, k) * 10 / 50);
        Expect.Relative(sunk, found.SinkMass, 1e-13);
    }

    [Fact]
    public void Slow_blowout_needs_no_substeps()
    {
        var input = new SurfaceStepInput(1, 0, 10) { BlowoutSeconds = 10 };

        Assert.Equal(SurfaceLayer.Advance(input), SurfaceLayer.AdvanceInSubsteps(input, ratioMax: 1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(1, double.NaN)]
    public void Impossible_times_are_refused(double seconds, double blowoutSeconds) => Assert.Throws<PhysicsException>(
        () => SurfaceLayer.Advance(new SurfaceStepInput(1, 0, seconds) { BlowoutSeconds = blowoutSeconds }));

    [Fact]
    public void Sublimation_erodes_the_size_distribution_beside_the_surface_equation()
    {
        var layer = TestLayer.OfGrid5();
        var number = layer.Numbers.Zip(layer.Widths, (count, width) => count / width).ToArray();
        var before = number.ToArray();
        var erosion = new SizeErosion(5);

        var outcome = erosion.Advance(layer.Sizes, layer.Widths, layer.Masses, 10, sizeRate: -1e-9, seconds: 1, number);

        var kept = layer.Sizes.Select(size => 1 - 1e-9 / size).ToArray();
        Expect.Relative([.. before.Zip(kept, (count, share) => count * share)], number, 1e-13);
        var expected = Enumerable.Range(0, 5).Sum(k => layer.Masses[k] * layer.Numbers[k] * kept[k]);
        Expect.Relative(expected, outcome.MassAfter, 1e-13);
    }
}
