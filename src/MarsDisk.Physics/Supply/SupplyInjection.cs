using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Supply;

/// <summary>Into which bins supplied mass goes.</summary>
public enum InjectionMode
{
    /// <summary>Everything into the bin of the smallest size.</summary>
    MinBin,

    /// <summary>In the shape of the initial size distribution.</summary>
    InitialPsd,

    /// <summary>As a power law in number.</summary>
    PowerLawBins,
}

/// <summary>Turns a supplied mass rate into bodies per bin and time (E.045). Conserves mass in every mode.</summary>
public sealed class SupplyInjection
{
    private readonly double[] _shares;    // of mass, initial_psd only

    private SupplyInjection(InjectionMode mode, double[] shares)
    {
        Mode = mode;
        _shares = shares;
    }

    /// <summary>Into which bins supplied mass goes.</summary>
    public InjectionMode Mode { get; }

    /// <summary>Smallest injected size, m; 0 sets no bound.</summary>
    public double SizeMin { get; private init; }

    /// <summary>Largest injected size, m; infinity sets no bound.</summary>
    public double SizeMax { get; private init; } = double.PositiveInfinity;

    /// <summary>Slope q of the power law.</summary>
    public double Slope { get; private init; } = 3.5;

    /// <summary>Everything into the bin of the smallest size, or of <paramref name="sizeMin"/> when larger (m).</summary>
    public static SupplyInjection MinBin(double sizeMin = 0) =>
        new(InjectionMode.MinBin, []) { SizeMin = sizeMin };

    /// <summary>In the shape of the initial size distribution.</summary>
    /// <param name="massWeights">s³ width number of the initial distribution; scale arbitrary.</param>
    /// <exception cref="ArgumentException">No weight is positive, or one is negative or not finite.</exception>
    public static SupplyInjection InitialPsd(ReadOnlySpan<double> massWeights)
    {
        var total = 0.0;
        foreach (var weight in massWeights)
            total += weight >= 0 ? weight : double.NaN;
        if (!(total > 0 && double.IsFinite(total)))
            throw new ArgumentException("Weights of the initial size distribution must be finite, not negative, "
                + "and not all zero.", nameof(massWeights));

        var shares = massWeights.ToArray();
        for (var k = 0; k < shares.Length; k++)
            shares[k] /= total;
        return new SupplyInjection(InjectionMode.InitialPsd, shares);
    }

    /// <summary>dN/ds ∝ s^−q between two sizes.</summary>
    /// <param name="slope">q.</param>
    /// <param name="sizeMin">Smallest injected size, m; 0 sets no bound.</param>
    /// <param name="sizeMax">Largest injected size, m; infinity sets no bound.</param>
    public static SupplyInjection PowerLaw(
        double slope, double sizeMin = 0, double sizeMax = double.PositiveInfinity) =>
        new(InjectionMode.PowerLawBins, []) { Slope = slope, SizeMin = sizeMin, SizeMax = sizeMax };

    /// <summary>F_k, m⁻² s⁻¹.</summary>
    /// <param name="sizes">Bin centres, m.</param>
    /// <param name="widths">Bin widths, m.</param>
    /// <param name="masses">m_k, kg.</param>
    /// <param name="massRate">Supplied mass, kg m⁻² s⁻¹; a negative rate counts as 0.</param>
    /// <param name="sizeMinEffective">s_min_eff, m.</param>
    /// <param name="source">Receives F_k.</param>
    /// <exception cref="ArgumentException">The initial distribution had another number of bins.</exception>
    public void Fill(
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> widths,
        ReadOnlySpan<double> masses,
        double massRate,
        double sizeMinEffective,
        Span<double> source)
    {
        source.Clear();
        if (massRate <= 0)
            return;

        var smallest = Math.Max(sizeMinEffective, SizeMin);
        if (Mode == InjectionMode.InitialPsd)
            FillInitialPsd(masses, massRate, source);
        else if (Mode == InjectionMode.MinBin || !FillPowerLaw(sizes, widths, masses, massRate, smallest, source))
            FillMinBin(sizes, masses, massRate, smallest, source);
    }

    private void FillInitialPsd(ReadOnlySpan<double> masses, double massRate, Span<double> source)
    {
        if (_shares.Length != source.Length)
            throw new ArgumentException(
                $"The initial size distribution has {_shares.Length} bins, the present one {source.Length}.", nameof(source));
        for (var k = 0; k < source.Length; k++)
            source[k] = massRate * _shares[k] / masses[k];
    }

    private static void FillMinBin(
        ReadOnlySpan<double> sizes, ReadOnlySpan<double> masses, double massRate, double smallest, Span<double> source)
    {
        var bin = 0;
        while (bin < sizes.Length - 1 && sizes[bin] < smallest)
            bin++;
        source.Clear();
        source[bin] = massRate / masses[bin];
    }

    // Returns false when no bin overlaps the injected range. The interval of a bin begins half a width below its
    // geometric centre, or at 0, and is one width long, as in the reference.
    private bool FillPowerLaw(
        ReadOnlySpan<double> sizes,
        ReadOnlySpan<double> widths,
        ReadOnlySpan<double> masses,
        double massRate,
        double smallest,
        Span<double> source)
    {
        var largest = Math.Min(SizeMax, sizes[^1]);
        var mass = 0.0;
        for (var k = 0; k < source.Length; k++)
        {
            var start = Math.Max(sizes[k] - widths[k] / 2, 0);
            var lower = Math.Max(start, smallest);
            var upper = Math.Min(start + widths[k], largest);
            source[k] = upper > lower && lower > 0 ? PowerIntegral(lower, upper) : 0;
            mass += source[k] * masses[k];
        }

        if (!(mass > 0 && double.IsFinite(mass)))
            return false;
        for (var k = 0; k < source.Length; k++)
            source[k] *= massRate / mass;
        return true;
    }

    private double PowerIntegral(double lower, double upper)
    {
        var p = 1 - Slope;
        return Math.Abs(p) < 1e-12
            ? PortableMath.Log(upper / lower)
            : (PortableMath.Pow(upper, p) - PortableMath.Pow(lower, p)) / p;
    }
}
