using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Radiation;

/// <summary>Planck mean of a monochromatic efficiency by the trapezoidal rule in wavelength (specification 5.4).</summary>
public sealed class PlanckMean
{
    private readonly double[] _wavelengths;
    private readonly double[] _radiances;

    /// <summary>Weights of the wavelengths (m, increasing) for a black body of the given temperature (K).</summary>
    public PlanckMean(ReadOnlySpan<double> wavelengths, double temperature)
    {
        _wavelengths = wavelengths.ToArray();
        _radiances = Array.ConvertAll(_wavelengths, wavelength => Radiance(wavelength, temperature));
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

    /// <summary>Mean of an efficiency that is a function of the size parameter x = 2π s / λ, for grains of radius s (m).</summary>
    public double Of(Func<double, double> efficiency, double size)
    {
        var (weighted, total) = (0.0, 0.0);
        var before = Sample(efficiency, size, 0);
        for (var i = 1; i < _wavelengths.Length; i++)
        {
            var now = Sample(efficiency, size, i);
            var halfWidth = 0.5 * (_wavelengths[i] - _wavelengths[i - 1]);
            weighted += halfWidth * (before + now);
            total += halfWidth * (_radiances[i - 1] + _radiances[i]);
            before = now;
        }
        return weighted / total;
    }

    private double Sample(Func<double, double> efficiency, double size, int i) =>
        efficiency(2 * Math.PI * size / _wavelengths[i]) * _radiances[i];

    // B_λ = 2 h c² / (λ⁵ (e^(hc/λkT) − 1)), W m⁻³ sr⁻¹
    private static double Radiance(double wavelength, double temperature)
    {
        const double C = PhysicalConstants.SpeedOfLight;
        var squared = wavelength * wavelength;
        var energyRatio = PhysicalConstants.Planck * C / (wavelength * PhysicalConstants.Boltzmann * temperature);
        return 2 * PhysicalConstants.Planck * C * C / (squared * squared * wavelength * PortableMath.Expm1(energyRatio));
    }
}
