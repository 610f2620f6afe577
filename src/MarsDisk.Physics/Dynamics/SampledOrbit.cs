using MarsDisk.Physics.Constants;
using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Dynamics;

/// <summary>Eccentricity and inclination drawn once per run from a seeded generator (specification 8.2), eccentricity first.</summary>
public static class SampledOrbit
{
    private const double EccentricityMax = 0.999999;

    /// <summary>e = 1 − (R_M + Δr) / r in [0, 0.999999], Δr (m) uniform between the bounds, or uniform in its logarithm.</summary>
    public static double ClearanceEccentricity(
        Pcg64 random, double radiusMetres, double clearanceMin, double clearanceMax, bool isLogUniform)
    {
        var clearance = isLogUniform
            ? PortableMath.Exp(random.Uniform(PortableMath.Log(clearanceMin), PortableMath.Log(clearanceMax)))
            : random.Uniform(clearanceMin, clearanceMax);
        return ClearanceEccentricity(radiusMetres, clearance);
    }

    /// <summary>e for a given clearance Δr (m), when only one bound is configured; nothing is drawn.</summary>
    public static double ClearanceEccentricity(double radiusMetres, double clearance) =>
        Math.Clamp(1 - (PhysicalConstants.MarsRadius + clearance) / radiusMetres, 0, EccentricityMax);

    /// <summary>i uniform in tilt ± spread within [0, π/2], all in radians; the tilt itself when there is no spread.</summary>
    public static double TiltedInclination(Pcg64 random, double tilt, double spread)
    {
        if (!(spread > 0))
            return Math.Clamp(tilt, 0, Math.PI / 2);
        return random.Uniform(Math.Max(tilt - spread, 0), Math.Min(tilt + spread, Math.PI / 2));
    }
}
