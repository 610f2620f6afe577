using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Supply;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class ResolvedAdvanceTests
{
    private static readonly ResolvedControl Control = new(0.1, 1e-10, 1e-6);

    [Theory]
    [InlineData(ImexScheme.Consistent)]
    [InlineData(ImexScheme.Reference)]
    public void The_whole_step_is_covered_as_by_full_subcycling(ImexScheme scheme)
    {
        var example = Examples.Named("smol.resolved_time_advance.12bin");
        var layer = TwelveBins(example);

        var outcome = Advance(layer, example.Inputs.Number("t_end"), scheme, out var counts);

        Assert.Equal(example.Inputs.Number("t_end"), outcome.EffectiveSeconds);
        Expect.Relative(example.Outputs.Numbers("N_end"), counts, example.RelativeTolerance);
    }

    [Fact]
    public void Collisions_alone_keep_mass_with_the_consistent_scheme()
    {
        var layer = TwelveBins(Examples.Named("smol.resolved_time_advance.12bin"));

        var outcome = Advance(layer, 2000, ImexScheme.Consistent, out _);

        Expect.Relative(layer.SurfaceDensity, outcome.SurfaceDensity, 1e-13);
        Expect.Relative(outcome.GainMassRate, outcome.LossMassRate, 1e-12);
    }

    [Fact]
    public void Net_rates_change_every_bin_as_gross_rates_do()
    {
        var layer = TestLayer.OfRandomNumbers(9, seed: 5, sizeMin: 1e-4, sizeMax: 1e-3);
        var plan = layer.Plan();
        var (gain, loss) = (layer.Gain(plan), layer.Loss(plan));
        var (netGain, netLoss) = (new double[9], new double[9]);
        var net = new NetRates(plan);

        net.Update();
        net.Evaluate(layer.Numbers, netGain, netLoss);

        for (var k = 0; k < 9; k++)
        {
            var gross = gain[k] - loss[k] * layer.Numbers[k];
            Expect.Relative(gross, netGain[k] - netLoss[k] * layer.Numbers[k], 1e-10, 1e-11 * gain[k]);
            Assert.True(netLoss[k] <= loss[k] * (1 + 1e-12));
        }
    }

    [Fact]
    public void Supply_and_sinks_enter_the_mass_budget_over_the_whole_step()
    {
        var layer = TwelveBins(Examples.Named("smol.resolved_time_advance.12bin"));
        var input = new CollisionStepInput
        {
            SurfaceDensity = layer.SurfaceDensity,
            Seconds = 1000,
            SupplyRate = 1e-7,
            SinkSeconds = 5000,
            BlowoutSize = 2e-5,
            BlowoutSeconds = 3000,
            SizeMinEffective = 1e-5,
        };

        var outcome = Advance(layer, input, ImexScheme.Consistent, out _);

        var change = input.Seconds * (1e-7 - outcome.BlowoutRate - outcome.SinkRate);
        Expect.Relative(layer.SurfaceDensity + change, outcome.SurfaceDensity, 1e-12);
        Assert.InRange(outcome.MassError, 0, 1e-12);
        Assert.True(outcome.BlowoutRate > 0 && outcome.ExternalSinkRate > 0);
    }

    [Fact]
    public void The_same_state_takes_the_same_way_twice()
    {
        var layer = TwelveBins(Examples.Named("smol.resolved_time_advance.12bin"));

        Advance(layer, 777, ImexScheme.Consistent, out var first);
        Advance(layer, 777, ImexScheme.Consistent, out var second);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Resolved_steps_allocate_nothing()
    {
        var layer = TwelveBins(Examples.Named("smol.resolved_time_advance.12bin"));
        var (step, number) = Prepare(layer, ImexScheme.Consistent);
        var input = new CollisionStepInput { SurfaceDensity = layer.SurfaceDensity, Seconds = 10 };
        step.Advance(input, number);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 20; k++)
            step.Advance(input, number);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static CollisionStepOutcome Advance(
        TestLayer layer, double seconds, ImexScheme scheme, out double[] counts) => Advance(
            layer,
            new CollisionStepInput { SurfaceDensity = layer.SurfaceDensity, Seconds = seconds },
            scheme,
            out counts);

    private static CollisionStepOutcome Advance(
        TestLayer layer, in CollisionStepInput input, ImexScheme scheme, out double[] counts)
    {
        var (step, number) = Prepare(layer, scheme);
        var outcome = step.Advance(input, number);
        counts = step.CountsAfter.ToArray();
        return outcome;
    }

    private static (CollisionStep Step, double[] Number) Prepare(TestLayer layer, ImexScheme scheme)
    {
        var options = new CollisionStepOptions(SupplyInjection.MinBin()) { Scheme = scheme, Resolved = Control };
        var number = layer.Numbers.Zip(layer.Widths, (count, width) => count / width).ToArray();
        return (new CollisionStep(layer.Plan(), options), number);
    }

    private static TestLayer TwelveBins(Example example)
    {
        var inputs = example.Inputs;
        var grid = SizeGrid.LogSpaced(inputs.Number("s_min"), inputs.Number("s_max"), 12);
        return new TestLayer(
            grid.Edges.ToArray(),
            grid.Centres.ToArray(),
            inputs.Numbers("N0"),
            inputs.Number("rho"),
            inputs.Number("v_rel"),
            inputs.Number("H"));
    }
}
