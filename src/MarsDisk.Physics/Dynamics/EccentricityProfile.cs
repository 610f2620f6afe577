using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Dynamics;

/// <summary>Eccentricity as a function of the orbital radius (specification 8.1); it replaces a configured one.</summary>
public static class EccentricityProfile
{
    /// <summary>e = 1 − R_M / r, so that the pericentre touches Mars; 0 inside of Mars; clipped.</summary>
    public static double TouchingMars(double radiusMetres, double clipMin = 0, double clipMax = 0.999999)
    {
        var eccentricity = radiusMetres > PhysicalConstants.MarsRadius ? 1 - PhysicalConstants.MarsRadius / radiusMetres : 0;
        return Math.Clamp(eccentricity, clipMin, clipMax);
    }

    /// <summary>e interpolated in a table over r, ends held; clipped. The unit of <paramref name="radius"/> is that of the table.</summary>
    public static double FromTable(
        ReadOnlySpan<double> radii, ReadOnlySpan<double> eccentricities, double radius, double clipMin = 0, double clipMax = 0.999999) =>
        Math.Clamp(LinearTable.Interpolate(radii, eccentricities, radius), clipMin, clipMax);
}
