namespace MarsDisk.Physics.Dynamics;

/// <summary>Vertical scale height of the layer, the same for all bins, m.</summary>
public static class ScaleHeight
{
    private const double HeightMin = 1e-12;
    private const double FlatnessMin = 1e-8;

    /// <summary>H = factor · i · r, i in radians.</summary>
    public static double OfInclination(double factor, double inclination, double radiusMetres) =>
        Math.Max(factor * inclination * radiusMetres, HeightMin);

    /// <summary>H = (H/a) · r.</summary>
    public static double OfAspect(double heightOverRadius, double radiusMetres) =>
        Math.Max(heightOverRadius * radiusMetres, HeightMin);

    /// <summary>Whether the layer is so flat that a user should be warned.</summary>
    public static bool IsSuspiciouslyFlat(double height, double radiusMetres) => height / radiusMetres < FlatnessMin;
}
