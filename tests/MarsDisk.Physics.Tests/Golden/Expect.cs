using System.Globalization;

namespace MarsDisk.Physics.Tests.Golden;

/// <summary>Comparisons of numbers with a stated tolerance.</summary>
public static class Expect
{
    /// <summary>
    /// Passes when |actual − expected| ≤ max(relative · |expected|, absolute). NaN matches NaN only, an infinity itself only.
    /// </summary>
    public static void Relative(double expected, double actual, double relative, double absolute = 0, string what = "value")
    {
        var isClose = double.IsFinite(expected)
            ? Math.Abs(actual - expected) <= Math.Max(relative * Math.Abs(expected), absolute)
            : expected.Equals(actual);
        Assert.True(isClose, string.Create(CultureInfo.InvariantCulture,
            $"{what}: expected {expected:R}, found {actual:R}, off by {Math.Abs(actual - expected) / Math.Abs(expected):E2} relative, allowed {relative:E2}."));
    }

    /// <summary>Compares two arrays element by element.</summary>
    public static void Relative(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, double absolute = 0, string what = "value")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++)
            Relative(expected[k], actual[k], relative, absolute, string.Create(CultureInfo.InvariantCulture, $"{what}[{k}]"));
    }

    /// <summary>Compares with the tolerances of an example.</summary>
    public static void Matches(Example example, string output, double actual) =>
        Relative(example.Outputs.Number(output), actual, example.RelativeTolerance, example.AbsoluteTolerance, $"{example.Name}.{output}");
}
