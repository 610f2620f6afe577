using MarsDisk.Physics.Collisions;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Collisions;

public sealed class EnergyTallyTests
{
    [Fact]
    public void Three_bins_tally_as_worked_out()
    {
        var example = Examples.Named("collide.bookkeeping3");
        var (inputs, expected) = (example.Inputs, example.Outputs.GetProperty("stats"));
        var (masses, speed) = (inputs.Numbers("m"), inputs.Number("v_rel"));
        var rates = new double[9];
        CollisionKernel.Rates(inputs.Numbers("N"), inputs.Numbers("s"), inputs.Numbers("H"), speed, rates);

        var tally = new EnergyTally();
        for (var i = 0; i < 3; i++)
        {
            for (var j = i; j < 3; j++)
            {
                var energy = 0.5 * masses[i] * masses[j] / (masses[i] + masses[j]) * speed * speed;
                tally.Add(
                    rates[3 * i + j], energy, inputs.GetProperty("F_lf")[i][j].Number(), new EnergyShares(0.1, 0.25));
            }
        }

        double[] names = [.. expected.EnumerateObject().Select(member => member.Value.Number())];
        Expect.Relative(names, Values(tally), example.RelativeTolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_whole_layer_tallies_as_the_reference(int index)
    {
        var layer = TestLayer.OfUnitFile("unit/smol_0d_step.json");
        var reference = Examples.File("unit/smol_0d_step.json").GetProperty("cases")[index];

        var tally = EnergyTally.Of(layer.Plan(), layer.Numbers, new EnergyShares(0.1, 0.25));

        var expected = reference.EnumerateObject().Single(member => member.Name.StartsWith("energy_stats", StringComparison.Ordinal)).Value;
        Expect.Relative(expected.Numbers(), Values(tally), 1e-10);
        Assert.InRange(tally.Inconsistency, 0, 1e-12);
    }

    [Fact]
    public void Without_impacts_every_mean_is_zero() => Assert.All(Values(default), value => Assert.Equal(0, value));

    /// <summary>In the order of the golden files.</summary>
    internal static double[] Values(EnergyTally tally) =>
    [
        tally.Relative, tally.Dissipated, tally.Returned, tally.ShareMean, tally.ShareOfEnergy, tally.RemnantMean,
        tally.CrateringRate, tally.FragmentationRate, tally.CrateringShare, tally.FragmentationShare,
    ];
}
