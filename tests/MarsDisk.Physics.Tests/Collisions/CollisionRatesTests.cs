using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Fragments;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class CollisionRatesTests
{
    public static TheoryData<int> BinCounts => [1, 2, 7, 8, 9, 40, 80, 200, 512];

    [Theory]
    [MemberData(nameof(BinCounts))]
    public void Gain_and_loss_agree_with_the_equations_written_out(int bins)
    {
        var layer = TestLayer.OfRandomNumbers(bins, seed: 7 * bins);
        var plan = layer.Plan();
        var loss = new double[bins];
        CollisionKernel.LossCoefficients(layer.Rates(), layer.Numbers, loss);

        Expect.Relative(loss, layer.Loss(plan), 1e-13, what: "loss");
        Expect.Relative(new DirectFragments(layer).Gain(), layer.Gain(plan), 1e-12, what: "gain");
    }

    [Fact]
    public void A_number_law_of_fragments_agrees_with_the_equations_too()
    {
        var layer = TestLayer.OfRandomNumbers(24, seed: 3);
        var direct = new DirectFragments(layer, FragmentDistribution.Number, 3.2);

        Expect.Relative(direct.Gain(), layer.Gain(layer.Plan(FragmentDistribution.Number, 3.2)), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(512)]
    public void Collisions_keep_mass(int bins)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var layer = TestLayer.OfRandomNumbers(bins, seed);
            var plan = layer.Plan();
            var gained = layer.Masses.Zip(layer.Gain(plan), (mass, gain) => mass * gain).Sum();
            var lost = layer.Masses.Zip(layer.Loss(plan), (mass, loss) => mass * loss)
                .Zip(layer.Numbers, (rate, number) => rate * number).Sum();

            Expect.Relative(1, gained / lost, 1e-14 * Math.Max(bins, 4));
        }
    }

    [Fact]
    public void Empty_bins_lose_nothing_and_disturb_nobody()
    {
        var layer = TestLayer.OfRandomNumbers(9, seed: 1);
        layer.Numbers[0] = layer.Numbers[4] = layer.Numbers[8] = 0;
        var plan = layer.Plan();

        var loss = layer.Loss(plan);
        var gain = layer.Gain(plan);

        Assert.Equal((0, 0, 0), (loss[0], loss[4], loss[8]));
        Assert.All(loss.Concat(gain), value => Assert.True(double.IsFinite(value)));
        Expect.Relative(new DirectFragments(layer).Gain(), gain, 1e-12);
    }

    [Fact]
    public void A_layer_without_bodies_has_no_rates()
    {
        var layer = TestLayer.OfRandomNumbers(5, seed: 1);
        Array.Clear(layer.Numbers);
        var plan = layer.Plan();

        Assert.All(layer.Loss(plan).Concat(layer.Gain(plan)), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("smol.step5.dt_capped")]
    [InlineData("smol.step5.dt_small")]
    public void Gain_and_loss_of_five_decades_have_the_worked_values(string name)
    {
        var example = Examples.Named(name);
        var layer = TestLayer.OfGrid5();
        var plan = layer.Plan();

        Expect.Relative(example.Outputs.Numbers("gain"), layer.Gain(plan), example.RelativeTolerance);
        Expect.Relative(example.Outputs.Numbers("loss_coeff"), layer.Loss(plan), example.RelativeTolerance);
    }
}
