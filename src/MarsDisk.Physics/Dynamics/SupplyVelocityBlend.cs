using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Dynamics;

/// <summary>Mixing the orbits of freshly supplied material into those of the layer (specification 8.7).</summary>
public static class SupplyVelocityBlend
{
    /// <summary>Weight ΔΣ / (Σ + ΔΣ) of the supply, in [0, 1].</summary>
    public static double WeightOfTotal(double supplied, double surfaceDensity) =>
        Clipped(supplied / (surfaceDensity + supplied + ModelLimits.DivisorMin));

    /// <summary>Weight ΔΣ / Σ of the supply, in [0, 1].</summary>
    public static double WeightOfLayer(double supplied, double surfaceDensity) =>
        Clipped(supplied / Math.Max(surfaceDensity, ModelLimits.DivisorMin));

    /// <summary>√((1 − w) base² + w supply²); for eccentricity and for inclination.</summary>
    public static double RootMeanSquare(double weight, double layer, double supply) =>
        Math.Sqrt((1 - weight) * (layer * layer) + weight * (supply * supply));

    /// <summary>(1 − w) base + w supply.</summary>
    public static double Linear(double weight, double layer, double supply) => (1 - weight) * layer + weight * supply;

    private static double Clipped(double weight) => double.IsNaN(weight) ? 0 : Math.Clamp(weight, 0, 1);
}
