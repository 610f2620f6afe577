using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sizes;

/// <summary>What a size drift did to the layer.</summary>
/// <param name="IsApplied">Whether sizes and numbers changed.</param>
/// <param name="SurfaceDensity">Surface density afterwards, kg m⁻².</param>
/// <param name="Loss">What the layer lost, kg m⁻²; 0 when it gained.</param>
/// <param name="MassRatio">Mass afterwards over mass before.</param>
/// <param name="SizeMin">Smallest size afterwards, m.</param>
public readonly record struct SizeDriftResult(
    bool IsApplied, double SurfaceDensity, double Loss, double MassRatio, double SizeMin);

/// <summary>All grains shrink or grow by the same ds and are sorted into the fixed edges again (specification 6.7).</summary>
public static class SizeDrift
{
    /// <summary>Moves sizes and numbers in place.</summary>
    /// <param name="sizes">Representative sizes, m; changed.</param>
    /// <param name="number">Relative dN/ds; changed and normalised.</param>
    /// <param name="edges">Bin edges, m.</param>
    /// <param name="widths">Bin widths, m.</param>
    /// <param name="sizeStep">ds = ds/dt · Δt, m; negative shrinks.</param>
    /// <param name="floor">No size becomes smaller than this, m.</param>
    /// <param name="surfaceDensity">Σ before, kg m⁻².</param>
    /// <param name="scratch">At least twice as long as the sizes; its content does not matter.</param>
    public static SizeDriftResult Apply(
        Span<double> sizes, Span<double> number, ReadOnlySpan<double> edges, ReadOnlySpan<double> widths,
        double sizeStep, double floor, double surfaceDensity, Span<double> scratch)
    {
        var unchanged = new SizeDriftResult(false, surfaceDensity, 0, 1, Smallest(sizes));
        if (sizeStep == 0 || !double.IsFinite(sizeStep))
            return unchanged;

        var counts = scratch[..sizes.Length];
        var moments = scratch.Slice(sizes.Length, sizes.Length);
        Rebin(sizes, number, edges, widths, sizeStep, floor, counts, moments);
        if (!HasGrains(counts))
            return unchanged;

        var massBefore = SizeDistribution.ThirdMoment(sizes, widths, number);
        Replace(sizes, number, widths, floor, counts, moments);
        var massAfter = SizeDistribution.ThirdMoment(sizes, widths, number);
        SizeDistribution.Normalise(sizes, widths, number);

        var ratio = Ratio(massBefore, massAfter, surfaceDensity);
        var after = ratio * surfaceDensity;
        return new SizeDriftResult(true, after, Math.Max(surfaceDensity - after, 0), ratio, Smallest(sizes));
    }

    private static void Rebin(
        ReadOnlySpan<double> sizes, ReadOnlySpan<double> number, ReadOnlySpan<double> edges, ReadOnlySpan<double> widths,
        double sizeStep, double floor, Span<double> counts, Span<double> moments)
    {
        counts.Clear();
        moments.Clear();
        for (var k = 0; k < sizes.Length; k++)
        {
            var count = number[k] * widths[k];
            if (!(count > 0 && double.IsFinite(count)))
                continue;
            var size = Math.Max(sizes[k] + sizeStep, floor);
            var target = Math.Clamp(SpanSearch.CountNotAbove(edges, size) - 1, 0, sizes.Length - 1);
            counts[target] += count;
            moments[target] += count * size;
        }
    }

    private static void Replace(
        Span<double> sizes, Span<double> number, ReadOnlySpan<double> widths, double floor,
        ReadOnlySpan<double> counts, ReadOnlySpan<double> moments)
    {
        for (var k = 0; k < sizes.Length; k++)
        {
            number[k] = counts[k] / widths[k];
            sizes[k] = Math.Max(counts[k] > 0 ? moments[k] / counts[k] : sizes[k], floor);
        }
        SizeDistribution.Sanitise(number);
    }

    private static double Ratio(double massBefore, double massAfter, double surfaceDensity)
    {
        if (!(massBefore > 0) || !(surfaceDensity > 0))
            return 1;
        var ratio = massAfter / massBefore;
        return double.IsFinite(ratio) && ratio > 0 ? ratio : 0;
    }

    private static bool HasGrains(ReadOnlySpan<double> counts)
    {
        foreach (var count in counts)
            if (count > 0)
                return true;
        return false;
    }

    private static double Smallest(ReadOnlySpan<double> sizes)
    {
        var smallest = double.PositiveInfinity;
        foreach (var size in sizes)
            smallest = Math.Min(smallest, size);
        return smallest;
    }
}
