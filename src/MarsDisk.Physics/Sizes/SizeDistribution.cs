namespace MarsDisk.Physics.Sizes;

/// <summary>
/// The relative size distribution <c>number</c> = dN/ds of the bins, in an arbitrary scale. Everything made of it (opacity,
/// column densities, mass shares) is free of that scale.
/// </summary>
public static class SizeDistribution
{
    private const double NumberMax = 1e200;

    /// <summary>Replaces what is not finite or not positive by 0 and caps at 10²⁰⁰.</summary>
    public static void Sanitise(Span<double> number)
    {
        for (var k = 0; k < number.Length; k++)
            number[k] = double.IsFinite(number[k]) && number[k] > 0 ? Math.Min(number[k], NumberMax) : 0;
    }

    /// <summary>
    /// Cleans up and scales so that Σ number s³ width = 1. An empty distribution becomes a flat one; the answer tells so.
    /// </summary>
    /// <returns>Whether the distribution had to be reset to a flat one.</returns>
    public static bool Normalise(ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, Span<double> number)
    {
        Sanitise(number);
        var sum = ThirdMoment(sizes, widths, number);
        var isReset = !double.IsFinite(sum) || sum <= 0;
        if (isReset)
        {
            number.Fill(1);
            sum = ThirdMoment(sizes, widths, number);
        }

        for (var k = 0; k < number.Length; k++)
            number[k] /= sum;
        return isReset;
    }

    /// <summary>Σ number s³ width; mass per area up to a factor.</summary>
    public static double ThirdMoment(ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, ReadOnlySpan<double> number)
    {
        var sum = 0.0;
        for (var k = 0; k < number.Length; k++)
            sum += number[k] * Cube(sizes[k]) * widths[k];
        return sum;
    }

    /// <summary>Weights s³ width number with sum 1, the mass share of each bin; all zero for an empty distribution.</summary>
    public static void MassShares(
        ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, ReadOnlySpan<double> number, Span<double> shares)
    {
        var sum = ThirdMoment(sizes, widths, number);
        for (var k = 0; k < number.Length; k++)
            shares[k] = sum > 0 ? number[k] * Cube(sizes[k]) * widths[k] / sum : 0;
    }

    /// <summary>The size (m) that maximises s³ number; the smallest one of equals.</summary>
    public static double PeakSize(ReadOnlySpan<double> sizes, ReadOnlySpan<double> number)
    {
        var peak = 0;
        for (var k = 1; k < number.Length; k++)
            if (Cube(sizes[k]) * number[k] > Cube(sizes[peak]) * number[peak])
                peak = k;
        return sizes[peak];
    }

    /// <summary>
    /// Turns mass weights per bin into a normalised distribution, number = w / (m width). Weights that all vanish leave the
    /// distribution as it is.
    /// </summary>
    /// <returns>Whether the weights were used.</returns>
    public static bool FromMassWeights(
        ReadOnlySpan<double> weights, double density, ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, Span<double> number)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += Usable(weight);
        if (!(sum > 0 && double.IsFinite(sum)))
            return false;

        for (var k = 0; k < number.Length; k++)
            number[k] = Usable(weights[k]) / sum / (GrainMass.Of(sizes[k], density) * widths[k]);
        Normalise(sizes, widths, number);
        return true;
    }

    private static double Usable(double weight) => double.IsFinite(weight) && weight > 0 ? weight : 0;

    private static double Cube(double size) => size * size * size;
}
