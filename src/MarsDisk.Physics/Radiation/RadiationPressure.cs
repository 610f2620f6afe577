using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Radiation;

/// <summary>Radiation pressure of the hot surface of Mars on grains of radius s (m) and density ρ (kg m⁻³).</summary>
public static class RadiationPressure
{
    private const double MarsRadiusSquared = PhysicalConstants.MarsRadius * PhysicalConstants.MarsRadius;

    private const double Inertia =
        PhysicalConstants.Gravitation * PhysicalConstants.MarsMass * PhysicalConstants.SpeedOfLight;

    /// <summary>Luminosity of Mars, 4π R² σ T⁴, W.</summary>
    public static double Luminosity(double marsTemperature) =>
        4 * Math.PI * MarsRadiusSquared * PhysicalConstants.StefanBoltzmann * FourthPower(CheckedTemperature(marsTemperature));

    /// <summary>β(s) = 3 σ T⁴ R² ⟨Q_pr⟩ / (4 G M c ρ s) (E.013).</summary>
    public static double Beta(double size, double marsTemperature, double density, double qPr) =>
        Push(marsTemperature) * CheckedQpr(qPr) / (4 * Inertia * CheckedDensity(density) * Positive(size, "grain size", "m"));

    /// <summary>The size whose β is one half, 3 σ T⁴ R² ⟨Q_pr⟩ / (2 G M c ρ), m (E.014).</summary>
    public static double BlowoutSize(double marsTemperature, double density, double qPr) =>
        Push(marsTemperature) * CheckedQpr(qPr) / Resistance(density);

    /// <summary>Temperature of a grain at distance r, T_M q_abs^¼ √(R / 2r), K (E.043).</summary>
    public static double GrainTemperature(double marsTemperature, double radiusMetres, double absorption = 1) =>
        Positive(marsTemperature, "temperature of Mars", "K")
        * Math.Sqrt(Math.Sqrt(Positive(absorption, "absorption efficiency", "")))
        * Math.Sqrt(PhysicalConstants.MarsRadius / (2 * Positive(radiusMetres, "orbital radius", "m")));

    /// <summary>The temperature itself when it lies in the domain of the model, 1000 to 6500 K; throws otherwise.</summary>
    public static double CheckedTemperature(double marsTemperature) =>
        marsTemperature is >= ModelLimits.MarsTemperatureMin and <= ModelLimits.MarsTemperatureMax
            ? marsTemperature
            : throw new PhysicsException($"The temperature of Mars is {marsTemperature:R} K; the model holds from "
                + $"{ModelLimits.MarsTemperatureMin} to {ModelLimits.MarsTemperatureMax} K.");

    /// <summary>3 σ T⁴ R², the part of the blow-out size that an iteration over ⟨Q_pr⟩ does not change, W.</summary>
    internal static double Push(double marsTemperature) =>
        3 * PhysicalConstants.StefanBoltzmann * FourthPower(CheckedTemperature(marsTemperature)) * MarsRadiusSquared;

    /// <summary>2 G M c ρ, its divisor.</summary>
    internal static double Resistance(double density) => 2 * Inertia * CheckedDensity(density);

    private static double CheckedQpr(double qPr) => Positive(qPr, "radiation pressure efficiency", "");

    private static double FourthPower(double value) => value * value * (value * value);

    private static double CheckedDensity(double density) => Positive(density, "grain density", "kg m⁻³");

    private static double Positive(double value, string what, string unit) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new PhysicsException($"The {what} is {value:R} {unit}; it must be finite and positive.");
}
