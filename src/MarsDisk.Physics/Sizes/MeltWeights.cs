using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Sizes;

/// <summary>Mass weights per bin of solidified impact melt (specification 6.5); <see cref="SizeDistribution"/> turns them into numbers.</summary>
public static class MeltWeights
{
    /// <summary>Two log-normal populations in dM/ds, one of metre size and one fine.</summary>
    /// <param name="FineShare">Mass share of the fine population, clipped to [0, 1].</param>
    /// <param name="FineSize">Its median, m.</param>
    /// <param name="MetreSize">Median of the coarse population, m.</param>
    /// <param name="WidthDex">Width of both in decades.</param>
    /// <param name="CutSize">No mass below this size, m.</param>
    public readonly record struct LogNormalMixture(
        double FineShare, double FineSize, double MetreSize, double WidthDex, double CutSize);

    /// <summary>A power law of solids between two sizes.</summary>
    /// <param name="Slope">Exponent of dN/ds.</param>
    /// <param name="SizeMin">Smallest size, m.</param>
    /// <param name="SizeMax">Largest size, m.</param>
    /// <param name="CutSize">No mass below this size, m.</param>
    public readonly record struct TruncatedPowerLaw(double Slope, double SizeMin, double SizeMax, double CutSize);

    /// <summary>w = (1 − f) W(s_metre) + f W(s_fine), each W of sum 1.</summary>
    public static void Fill(in LogNormalMixture mixture, ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, Span<double> weights)
    {
        var fineShare = Math.Clamp(mixture.FineShare, 0, 1);
        weights.Clear();
        AddLogNormal(1 - fineShare, mixture.MetreSize, mixture, sizes, widths, weights);
        AddLogNormal(fineShare, mixture.FineSize, mixture, sizes, widths, weights);
    }

    /// <summary>w = s^(3 − slope) width between the limits, not normalised.</summary>
    public static void Fill(in TruncatedPowerLaw law, ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, Span<double> weights)
    {
        var sizeMin = Math.Max(law.SizeMin, law.CutSize);
        for (var k = 0; k < sizes.Length; k++)
        {
            var isInside = sizes[k] >= sizeMin && sizes[k] <= law.SizeMax;
            weights[k] = isInside ? PortableMath.Pow(sizes[k], 3 - law.Slope) * widths[k] : 0;
        }
    }

    private static void AddLogNormal(
        double share, double median, in LogNormalMixture mixture, ReadOnlySpan<double> sizes, ReadOnlySpan<double> widths, Span<double> weights)
    {
        var sigma = mixture.WidthDex * PortableMath.Log(10);
        var sum = 0.0;
        for (var k = 0; k < sizes.Length; k++)
            sum += LogNormal(sizes[k], widths[k], median, sigma, mixture.CutSize);
        if (!(sum > 0))
            return;

        for (var k = 0; k < sizes.Length; k++)
            weights[k] += share * (LogNormal(sizes[k], widths[k], median, sigma, mixture.CutSize) / sum);
    }

    private static double LogNormal(double size, double width, double median, double sigma, double cutSize)
    {
        if (size < cutSize)
            return 0;
        var distance = PortableMath.Log(size / median) / sigma;
        return PortableMath.Exp(-0.5 * distance * distance) * width;
    }
}
