namespace MarsDisk.Physics.Sizes;

/// <summary>Geometric opacity κ of a size distribution, cross-section per mass, m² kg⁻¹.</summary>
public static class Opacity
{
    /// <summary>κ = Σ π s² number width / Σ (4/3) π ρ s³ number width; 0 when that is not a usable number.</summary>
    public static double Of(ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, ReadOnlySpan<double> number, double density)
    {
        var largest = 0.0;
        foreach (var value in number)
            largest = Math.Max(largest, Usable(value));
        if (largest == 0)
            return 0;

        var (area, volume) = (0.0, 0.0);
        for (var k = 0; k < number.Length; k++)
        {
            // Divided by the largest entry, because entries near 10^200 would overflow in the sums.
            var weighted = Usable(number[k]) / largest * widths[k] * (sizes[k] * sizes[k]);
            area += weighted;
            volume += weighted * sizes[k];
        }
        return Quotient(Math.PI * area, 4.0 / 3.0 * Math.PI * density * volume);
    }

    /// <summary>Cross-section over mass; 0 when the mass is not positive or the quotient is not finite.</summary>
    public static double Quotient(double crossSection, double mass)
    {
        var kappa = crossSection / mass;
        return mass > 0 && double.IsFinite(kappa) && kappa >= 0 ? kappa : 0;
    }

    private static double Usable(double value) => double.IsFinite(value) && value > 0 ? value : 0;
}
