using System.Globalization;
using MarsDisk.Physics.Numerics;
using MarsDisk.Physics.Tests.Golden;

namespace MarsDisk.Physics.Tests.Numerics;

public sealed class PortableMathTests
{
    [Theory]
    [InlineData("exp")]
    [InlineData("expm1")]
    [InlineData("log")]
    [InlineData("log10")]
    [InlineData("pow")]
    [InlineData("pow10")]
    [InlineData("cbrt")]
    [InlineData("sin")]
    public void Differs_by_at_most_one_unit_in_the_last_place_from_the_correctly_rounded_value(string function)
    {
        var rows = CorrectlyRounded(function);

        var farthest = rows.MaxBy(row => Distance(row.Rounded, row.Evaluate()))!;

        Assert.True(rows.Count >= 100);
        Assert.True(Distance(farthest.Rounded, farthest.Evaluate()) <= 1,
            string.Create(CultureInfo.InvariantCulture, $"{farthest}: found {farthest.Evaluate():R}"));
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("log10")]
    [InlineData("pow")]
    [InlineData("pow10")]
    public void The_functions_of_the_state_are_almost_always_correctly_rounded(string function)
    {
        var rows = CorrectlyRounded(function);

        var misses = rows.Count(row => Distance(row.Rounded, row.Evaluate()) != 0);

        Assert.True(misses <= rows.Count / 20, $"{misses} of {rows.Count} are not correctly rounded.");
    }

    [Fact]
    public void Powers_and_logarithms_of_ten_are_exact()
    {
        for (var k = 0; k <= 22; k++)
        {
            var power = double.Parse($"1e{k}", CultureInfo.InvariantCulture);
            Assert.Equal(power, PortableMath.Pow10(k));
            Assert.Equal(k, PortableMath.Log10(power));
        }
    }

    [Fact]
    public void Special_values_follow_the_standard()
    {
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(710));
        Assert.Equal(0, PortableMath.Exp(-746));
        Assert.Equal(-1, PortableMath.Expm1(double.NegativeInfinity));
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(0));
        Assert.Equal(double.NaN, PortableMath.Log(-1));
        Assert.Equal(1, PortableMath.Pow(double.NaN, 0));
        Assert.Equal(0, PortableMath.Pow(0, 2));
        Assert.Equal(double.PositiveInfinity, PortableMath.Pow(0, -2));
        Assert.Equal(double.PositiveInfinity, PortableMath.Pow(1e300, 2));
        Assert.Equal(0, PortableMath.Pow(1e300, -2));
        Assert.Equal(double.NaN, PortableMath.Pow(-1, 0.5));
        Assert.Equal(-2, PortableMath.Cbrt(-8));
        Assert.Equal(double.NaN, PortableMath.Sin(1e9));
    }

    private sealed record Row(string Function, double X, double Y, double Rounded)
    {
        public double Evaluate() => Function switch
        {
            "exp" => PortableMath.Exp(X),
            "expm1" => PortableMath.Expm1(X),
            "log" => PortableMath.Log(X),
            "log10" => PortableMath.Log10(X),
            "pow" => PortableMath.Pow(X, Y),
            "pow10" => PortableMath.Pow10(X),
            "cbrt" => PortableMath.Cbrt(X),
            _ => PortableMath.Sin(X),
        };
    }

    private static List<Row> CorrectlyRounded(string function) =>
    [
        .. File.ReadLines(Examples.PathOf("portable-math.csv"))
            .Select(line => line.Split(','))
            .Where(cells => cells[0] == function)
            .Select(cells => new Row(function, FromBits(cells[1]), FromBits(cells[2]), FromBits(cells[3]))),
    ];

    private static double FromBits(string hexadecimal) => hexadecimal.Length == 0
        ? double.NaN
        : BitConverter.UInt64BitsToDouble(ulong.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static long Distance(double expected, double actual) =>
        Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
}
