namespace MarsDisk.Physics.Collisions;

/// <summary>Relative size distribution dN/ds ↔ bodies per unit area (1.2, 11.6).</summary>
public static class NumberScale
{
    /// <summary>
    /// N_k = number_k width_k × scale, with the scale that makes sum m N the surface density. Returns the scale: 0
    /// when the distribution holds no mass (then all N are 0), NaN when it is not finite.
    /// </summary>
    /// <param name="number">dN/ds on an arbitrary scale.</param>
    /// <param name="widths">Bin widths, m.</param>
    /// <param name="masses">m_k, kg.</param>
    /// <param name="surfaceDensity">kg m⁻².</param>
    /// <param name="counts">Receives N_k, m⁻².</param>
    public static double ToCounts(
        ReadOnlySpan<double> number,
        ReadOnlySpan<double> widths,
        ReadOnlySpan<double> masses,
        double surfaceDensity,
        Span<double> counts)
    {
        var mass = 0.0;
        for (var k = 0; k < counts.Length; k++)
        {
            counts[k] = number[k] * widths[k];
            mass += masses[k] * counts[k];
        }

        var scale = mass <= 0 ? 0 : surfaceDensity / mass;
        for (var k = 0; k < counts.Length; k++)
            counts[k] *= scale;
        return scale;
    }

    /// <summary>
    /// number_k = N_k/(scale width_k), not renormalised. A scale that is not positive counts as 1, because then no
    /// earlier distribution is there to be continued.
    /// </summary>
    /// <param name="counts">N_k, m⁻².</param>
    /// <param name="widths">Bin widths, m.</param>
    /// <param name="scale">The scale that <see cref="ToCounts"/> returned.</param>
    /// <param name="number">Receives dN/ds.</param>
    public static void ToNumber(
        ReadOnlySpan<double> counts, ReadOnlySpan<double> widths, double scale, Span<double> number)
    {
        var divisor = scale > 0 ? scale : 1;
        for (var k = 0; k < number.Length; k++)
            number[k] = counts[k] / (divisor * widths[k]);
    }
}
