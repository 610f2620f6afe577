using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Temperature;

/// <summary>Cooling that is linear in time, after Hyodo et al. (2018): 717 days for 4000 K and a slab of 100 km.</summary>
/// <param name="InitialTemperature">T₀, K.</param>
/// <param name="Depth">D, m.</param>
public readonly record struct LinearCooling(double InitialTemperature, double Depth = 1e5)
{
    private const double ReferenceDays = 717;

    /// <summary>T after t seconds, K, at least 0.</summary>
    public double At(double seconds) =>
        Math.Max(InitialTemperature - InitialTemperature / SecondsToCoolBy(InitialTemperature) * seconds, 0);

    /// <summary>Seconds until a temperature (K) is reached, at least 0.</summary>
    public double SecondsUntil(double temperature) =>
        Math.Max(InitialTemperature - temperature, 0) / (InitialTemperature / SecondsToCoolBy(InitialTemperature));

    private double SecondsToCoolBy(double difference) =>
        ReferenceDays * PhysicalConstants.SecondsPerDay * (Depth / 1e5) * (difference / 3000) * (InitialTemperature / 4000);
}
