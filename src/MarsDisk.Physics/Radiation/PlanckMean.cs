using System.Runtime.CompilerServices;
using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Radiation;

/// <summary>Planck mean of a monochromatic efficiency by the trapezoidal rule in wavelength (specification 5.4).</summary>
public sealed class PlanckMean
{
    private readonly double[] _wavelengths;
    private readonly double[] _weights;
    private readonly double _total;

    /// <summary>Weights of the wavelengths (m, increasing, at least two) for a black body of the given temperature (K).</summary>
    public PlanckMean(ReadOnlySpan<double> wavelengths, double temperature)
    {
        _wavelengths = wavelengths.ToArray();
        _weights = new double[wavelengths.Length];
        for (var i = 0; i < wavelengths.Length; i++)
        {
            var left = wavelengths[Math.Max(i - 1, 0)];
            var right = wavelengths[Math.Min(i + 1, wavelengths.Length - 1)];
            _weights[i] = 0.5 * (right - left) * Radiance(wavelengths[i], temperature);
            _total += _weights[i];
        }
    }

    /// <summary>Wavelengths spaced evenly in the logarithm, m.</summary>
    public static double[] LogSpacedWavelengths(double first, double last, int count)
    {
        var wavelengths = new double[count];
        var (low, high) = (PortableMath.Log10(first), PortableMath.Log10(last));
        for (var i = 0; i < count; i++)
            wavelengths[i] = PortableMath.Pow10(low + (high - low) / (count - 1) * i);
        wavelengths[^1] = last;
        return wavelengths;
    }

    /// <summary>An efficiency that is a function of x = 2π s / λ, at each wavelength (m), for grains of radius s (m).</summary>
    public static double[] Sample(Func<double, double> efficiency, double[] wavelengths, double size) =>
        Array.ConvertAll(wavelengths, wavelength => efficiency(2 * Math.PI * size / wavelength));

    /// <summary>Mean of an efficiency that is a function of the size parameter x = 2π s / λ, for grains of radius s (m).</summary>
    public double Of(Func<double, double> efficiency, double size) => Of(Sample(efficiency, _wavelengths, size));

    /// <summary>Mean of an efficiency that is given at each of the wavelengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Of(ReadOnlySpan<double> efficiencies)
    {
        var weights = _weights.AsSpan();
        var weighted = 0.0;
        for (var i = 0; i < weights.Length; i++)
            weighted += weights[i] * efficiencies[i];
        return weighted / _total;
    }

    // B_λ = 2 h c² / (λ⁵ (e^(hc/λkT) − 1)), W m⁻³ sr⁻¹
    private static double Radiance(double wavelength, double temperature)
    {
        const double C = PhysicalConstants.SpeedOfLight;
        var squared = wavelength * wavelength;
        var energyRatio = PhysicalConstants.Planck * C / (wavelength * PhysicalConstants.Boltzmann * temperature);
        return 2 * PhysicalConstants.Planck * C * C / (squared * squared * wavelength * PortableMath.Expm1(energyRatio));
    }
}
