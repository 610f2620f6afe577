using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Tests.Numerics;

public sealed class EvenSpacingTests
{
    [Fact]
    public void Values_between_short_decimal_ends_are_short()
        => Assert.Equal([1.0, 1.1, 1.2, 1.3], Enumerable.Range(0, 4).Select(place => EvenSpacing.At(1.0, 1.3, place, 4)));

    [Theory]
    [InlineData(1e-30, 3e-30)]
    [InlineData(-2e300, 2e300)]
    [InlineData(0.1 + 0.2, 1)]
    public void Ends_of_any_size_come_out_exactly_and_values_lie_in_order(double from, double to)
    {
        var values = Enumerable.Range(0, 7).Select(place => EvenSpacing.At(from, to, place, 7)).ToList();

        Assert.Equal((from, to), (values[0], values[^1]));
        Assert.Equal(values.Order(), values);
        Assert.Equal(7, values.Distinct().Count());
    }
}
