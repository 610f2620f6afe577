namespace MarsDisk.Benchmarks.Measuring;

/// <summary>Where repeated measurements lie. Never a mean: one disturbed round would move it.</summary>
/// <param name="Minimum">Smallest value.</param>
/// <param name="LowerQuartile">A quarter of the values lie below it.</param>
/// <param name="Median">Half of the values lie below it.</param>
/// <param name="UpperQuartile">Three quarters of the values lie below it.</param>
internal readonly record struct Spread(double Minimum, double LowerQuartile, double Median, double UpperQuartile)
{
    /// <summary>Distance of the quartiles relative to the median.</summary>
    public double RelativeWidth => Median == 0 ? 0 : (UpperQuartile - LowerQuartile) / Median;

    /// <summary>The spread of a few values; linear between neighbours.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(values));
        return new Spread(sorted[0], At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    /// <summary>The ratios of two variants, round by round.</summary>
    public static Spread OfRatios(IReadOnlyList<double> values, IReadOnlyList<double> references) =>
        Of(values.Zip(references, (value, reference) => value / reference));

    private static double At(double[] sorted, double fraction)
    {
        var place = fraction * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
