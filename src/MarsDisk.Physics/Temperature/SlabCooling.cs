using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Temperature;

/// <summary>Radiative cooling of a surface slab, T = (T₀⁻³ + 3 σ t / (D ρ c_p))^(−1/3) (E.042).</summary>
/// <param name="InitialTemperature">T₀, K.</param>
/// <param name="Depth">D, m.</param>
/// <param name="Density">ρ of the slab, kg m⁻³.</param>
/// <param name="HeatCapacity">c_p, J kg⁻¹ K⁻¹.</param>
public readonly record struct SlabCooling(
    double InitialTemperature, double Depth = 1e5, double Density = 3000, double HeatCapacity = 1000)
{
    private double Rate => 3 * PhysicalConstants.StefanBoltzmann / (Depth * Density * HeatCapacity);

    /// <summary>T after t seconds, K.</summary>
    public double At(double seconds) => 1 / PortableMath.Cbrt(InverseCube(InitialTemperature) + Rate * seconds);

    /// <summary>Seconds until a temperature (K) is reached, at least 0.</summary>
    public double SecondsUntil(double temperature) =>
        Math.Max((InverseCube(temperature) - InverseCube(InitialTemperature)) / Rate, 0);

    private static double InverseCube(double temperature) => 1 / (temperature * temperature * temperature);
}
