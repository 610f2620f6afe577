using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Sizes;

/// <summary>Geometric opacity κ of a size distribution, cross-section per mass, m² kg⁻¹.</summary>
public static class Opacity
{
    /// <summary>κ = Σ π s² number width / Σ (4/3) π ρ s³ number width; 0 when that is not a usable number.</summary>
    public static double Of(ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, ReadOnlySpan<double> number, double density)
    {
        var (area, volume) = Moments(sizes, widths, number, 1);
        if (!(volume >= ModelLimits.DivisorMin && double.IsFinite(area)))
            (area, volume) = Moments(sizes, widths, number, Largest(number));
        return Quotient(Math.PI * area, 4.0 / 3.0 * Math.PI * density * volume);
    }

    /// <summary>Cross-section over mass; 0 when the mass is not positive or the quotient is not finite.</summary>
    public static double Quotient(double crossSection, double mass)
    {
        var kappa = crossSection / mass;
        return mass > 0 && double.IsFinite(kappa) && kappa >= 0 ? kappa : 0;
    }

    // Entries near 10^200 overflow in the sums unless they are divided first; ordinary ones need no division.
    private static (double Area, double Volume) Moments(
        ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, ReadOnlySpan<double> number, double unit)
    {
        sizes = sizes[..number.Length];
        widths = widths[..number.Length];
        var perUnit = 1 / unit;
        var (area, volume) = (0.0, 0.0);
        for (var k = 0; k < number.Length; k++)
        {
            var weighted = Usable(number[k]) * perUnit * widths[k] * (sizes[k] * sizes[k]);
            area += weighted;
            volume += weighted * sizes[k];
        }
        return (area, volume);
    }

    private static double Largest(ReadOnlySpan<double> number)
    {
        var largest = 0.0;
        foreach (var value in number)
            largest = Math.Max(largest, Usable(value));
        return largest;
    }

    private static double Usable(double value) => double.IsFinite(value) && value > 0 ? value : 0;
}
