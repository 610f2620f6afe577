using FsCheck;
using FsCheck.Fluent;
using MarsDisk.History.Reading;

namespace MarsDisk.History.Tests;

public sealed class ColumnStatisticsTests
{
    [Fact]
    public void The_median_is_the_one_of_the_sorted_values()
    {
        Prop.ForAll<double[]>(values =>
        {
            var sorted = values.Where(double.IsFinite).Order().ToArray();

            var statistics = ColumnStatistics.Of(values);

            return statistics.Count == sorted.Length && Bits(statistics.Median) == Bits(Median(sorted));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Close_values_of_either_sign_are_told_apart()
    {
        double[] values = [1.0, Math.BitIncrement(1.0), -1.0, Math.BitDecrement(-1.0), 0.0, double.Epsilon, -double.Epsilon];

        var statistics = ColumnStatistics.Of(values);

        Assert.Equal(new ColumnStatistics(7, Math.BitDecrement(-1.0), 0.0, Math.BitIncrement(1.0)), statistics);
    }

    [Fact]
    public void Pieces_do_not_matter()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 1001).Select(_ => random.NextDouble() - 0.5).ToArray();

        var statistics = ColumnStatistics.Of(pass =>
        {
            for (var first = 0; first < values.Length; first += 37)
                pass(values.AsSpan(first, Math.Min(37, values.Length - first)));
        });

        Assert.Equal(ColumnStatistics.Of(values), statistics);
        Assert.Equal(values.Order().ElementAt(500), statistics.Median);
    }

    [Theory]
    [InlineData("rising")]
    [InlineData("falling")]
    [InlineData("equal")]
    [InlineData("few")]
    [InlineData("pipes")]
    [InlineData("teeth")]
    public void Columns_that_are_in_order_already_have_the_median_of_the_sorted_values(string shape)
    {
        const int Length = 5000;
        var values = Enumerable.Range(0, Length).Select(i => shape switch
        {
            "rising" => i,
            "falling" => Length - i,
            "equal" => 3.0,
            "few" => i % 3,
            "pipes" => Math.Min(i, Length - i),
            _ => i % 2 == 0 ? i : Length - i,
        }).Select(value => (double)value).ToArray();

        var median = ColumnStatistics.Of(values).Median;

        Assert.Equal(Median([.. values.Order()]), median);
    }

    [Fact]
    public void Values_that_are_not_finite_are_not_counted()
    {
        Assert.Equal(new ColumnStatistics(2, 1.0, 1.5, 2.0), ColumnStatistics.Of([double.NaN, 2.0, double.PositiveInfinity, 1.0, double.NegativeInfinity]));
        Assert.Equal(0, ColumnStatistics.Of([double.NaN]).Count);
        Assert.True(double.IsNaN(ColumnStatistics.Of([]).Median));
    }

    [Fact]
    public void The_mean_of_two_huge_values_is_finite() =>
        Assert.Equal(double.MaxValue, ColumnStatistics.Of([double.MaxValue, double.MaxValue, 0, double.MaxValue, double.MaxValue, 0]).Median);

    private static double Median(double[] sorted)
    {
        if (sorted.Length == 0)
            return double.NaN;

        var lower = sorted[(sorted.Length - 1) / 2];
        var upper = sorted[sorted.Length / 2];
        var sum = lower + upper;

        return Bits(lower) == Bits(upper) ? lower : double.IsFinite(sum) ? sum / 2 : lower / 2 + upper / 2;
    }

    // A NaN is a NaN, and the zeros are one number.
    private static long Bits(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value + 0.0);
}
