using MarsDisk.Physics.Sizes;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Sizes;

public sealed class SizeDistributionTests
{
    private static readonly double[] Sizes = [1, 2, 4];
    private static readonly double[] Widths = [1, 1, 2];

    [Fact]
    public void Cleaning_up_removes_what_cannot_be_counted()
    {
        double[] number = [double.NaN, -1, double.PositiveInfinity, 1e250, 5];

        SizeDistribution.Sanitise(number);

        Assert.Equal([0, 0, 0, 1e200, 5], number);
    }

    [Fact]
    public void A_normalised_distribution_has_third_moment_one()
    {
        double[] number = [3, 2, 1];

        var isReset = SizeDistribution.Normalise(Sizes, Widths, number);

        Assert.False(isReset);
        Expect.Relative(1, SizeDistribution.ThirdMoment(Sizes, Widths, number), 1e-15);
        Expect.Relative(3, number[0] / number[2], 1e-15);
    }

    [Fact]
    public void An_empty_distribution_is_reset_to_a_flat_one()
    {
        double[] number = [0, double.NaN, -1];

        var isReset = SizeDistribution.Normalise(Sizes, Widths, number);

        Assert.True(isReset);
        Assert.Equal(number[0], number[2]);
        Expect.Relative(1, SizeDistribution.ThirdMoment(Sizes, Widths, number), 1e-15);
    }

    [Fact]
    public void Mass_shares_sum_to_one_and_the_peak_carries_most_mass_per_size()
    {
        double[] number = [8, 1.5, 0.1];
        var shares = new double[3];

        SizeDistribution.MassShares(Sizes, Widths, number, shares);

        Expect.Relative(1, shares.Sum(), 1e-15);
        Expect.Relative(12 / 32.8, shares[1], 1e-15);
        Assert.Equal(2, SizeDistribution.PeakSize(Sizes, number));
    }

    [Fact]
    public void Opacity_does_not_depend_on_the_scale_and_survives_the_largest_numbers()
    {
        double[] number = [3, 2, 1];
        double[] huge = [3e199, 2e199, 1e199];

        Expect.Relative(Opacity.Of(Sizes, Widths, number, 3000), Opacity.Of(Sizes, Widths, huge, 3000), 1e-15);
        Assert.Equal(0, Opacity.Of(Sizes, Widths, [0, -1, double.NaN], 3000));
    }

    [Fact]
    public void The_minimum_size_follows_its_floor_mode()
    {
        Assert.Equal(4e-6, MinimumSize.Fixed(1e-7, 4e-6));
        Assert.Equal(5e-6, MinimumSize.Evolving(1e-7, 4e-6, 5e-6));
        Assert.Equal(7e-6, MinimumSize.RaisedFloor(5e-6, -1e-6, 2), 1e-20);
        Assert.Equal(5e-6, MinimumSize.RaisedFloor(5e-6, double.NaN, 2));
    }
}
