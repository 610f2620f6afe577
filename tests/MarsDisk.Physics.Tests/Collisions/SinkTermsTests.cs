using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class SinkTermsTests
{
    [Fact]
    public void Bins_whose_lower_edge_reaches_the_blowout_size_are_blown_out_whole()
    {
        var example = Examples.Named("smol.blowout_vector");
        double[] edges = [.. example.Inputs.Numbers("edges_lower"), 8e-6];
        var sink = new double[3];

        SinkTerms.Blowout(
            edges, example.Inputs.Number("a_blow"), example.Inputs.Number("t_blow"), BlowoutBinRule.Edge, sink);

        Expect.Relative(example.Outputs.Numbers("S"), sink, example.RelativeTolerance);
    }

    [Fact]
    public void A_partly_blown_bin_loses_the_fraction_below_the_blowout_size()
    {
        var sink = new double[3];

        SinkTerms.Blowout([1, 2, 4, 8], 2.5, 10, BlowoutBinRule.Fractional, sink);

        Expect.Relative([0.1, 0.025, 0], sink, 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Without_a_usable_time_nothing_is_blown_out(double seconds)
    {
        double[] sink = [7, 7];

        SinkTerms.Blowout([1, 2, 3], 10, seconds, BlowoutBinRule.Edge, sink);

        Assert.Equal([0, 0], sink);
    }

    [Fact]
    public void Sublimation_takes_small_grains_fastest()
    {
        var example = Examples.Named("smol.sublimation_sink");
        var layer = TestLayer.OfGrid5();
        var sink = new double[5];

        SinkTerms.Sublimation(layer.Sizes, example.Inputs.Number("ds_dt"), sink);

        Expect.Relative(example.Outputs.Numbers("S"), sink, example.RelativeTolerance);
        var rate = Enumerable.Range(0, 5).Sum(k => layer.Masses[k] * layer.Numbers[k] * sink[k]);
        Expect.Matches(example, "mass_loss_rate", rate);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(double.NaN)]
    public void Grains_that_do_not_shrink_do_not_sublimate(double sizeRate)
    {
        double[] sink = [7, 7];

        SinkTerms.Sublimation([1, 2], sizeRate, sink);

        Assert.Equal([0, 0], sink);
    }

    [Fact]
    public void Grains_that_shrink_to_the_blowout_size_within_the_step_leave()
    {
        double[] sink = [1, 0, 0, 0];

        SinkTerms.AddCrossing([2, 3, 5, 9], blowoutSize: 2, sizeRate: -0.5, seconds: 6, sink);

        Expect.Relative([1, 0.5, 1.0 / 6, 0], sink, 1e-15);
    }
}
