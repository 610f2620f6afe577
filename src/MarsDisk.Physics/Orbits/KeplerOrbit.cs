using MarsDisk.Physics.Constants;

namespace MarsDisk.Physics.Orbits;

/// <summary>Circular Keplerian motion around Mars at radius r (m). A radius that is not finite and positive is refused.</summary>
public static class KeplerOrbit
{
    private const double GravitationMars = PhysicalConstants.Gravitation * PhysicalConstants.MarsMass;

    /// <summary>Orbital speed v_K = √(G M / r), m s⁻¹ (E.001).</summary>
    public static double Speed(double radiusMetres) => Math.Sqrt(GravitationMars / Checked(radiusMetres));

    /// <summary>Orbital frequency Ω = √(G M / r³), rad s⁻¹ (E.002).</summary>
    public static double Frequency(double radiusMetres)
    {
        var r = Checked(radiusMetres);
        return Math.Sqrt(GravitationMars / (r * r * r));
    }

    /// <summary>Orbital period 2π / Ω, s.</summary>
    public static double Period(double radiusMetres) => 2 * Math.PI / Frequency(radiusMetres);

    private static double Checked(double radiusMetres) =>
        double.IsFinite(radiusMetres) && radiusMetres > 0
            ? radiusMetres
            : throw new PhysicsException($"The orbital radius is {radiusMetres:R} m; it must be finite and positive.");
}
