using MarsDisk.Physics.Numerics;
using MarsDisk.Physics.Orbits;
using MarsDisk.Physics.Shielding;

namespace MarsDisk.Physics.InitialFields;

/// <summary>Surface density of the layer at the start, kg m⁻² (specification 7.6 and 18).</summary>
public static class SurfaceDensity
{
    private const double DenominatorMin = 1e-12;

    /// <summary>Σ that has the wanted optical depth, τ₀ / (Φ κ f_los).</summary>
    /// <param name="tauTarget">τ₀, finite and positive.</param>
    /// <param name="phi">Shielding factor Φ(τ₀).</param>
    /// <param name="opacity">κ of the initial distribution, m² kg⁻¹.</param>
    /// <param name="lineOfSightFactor">f_los.</param>
    public static double OfOpticalDepth(double tauTarget, double phi, double opacity, double lineOfSightFactor)
    {
        var effective = phi * opacity;
        if (!(effective > 0) || !double.IsFinite(effective) || !(tauTarget > 0) || !double.IsFinite(tauTarget))
            throw new PhysicsException($"No surface density has optical depth {tauTarget:R} with an effective opacity of {effective:R} m²/kg.");
        return tauTarget / (effective * lineOfSightFactor);
    }

    /// <summary>Σ(r) = C r^−p of a disk of the given mass (kg) between the edges of the ring (E.023).</summary>
    public static double OfDiskMass(double mass, Annulus ring, double slope)
    {
        var (inner, outer, radius) = ring;
        if (!(outer > inner))
            throw new PhysicsException($"A disk mass needs a ring of some width, not from {inner:R} to {outer:R} m.");

        var power = 2 - slope;
        var isLogarithmic = Math.Abs(power) < DenominatorMin;
        var range = isLogarithmic
            ? PortableMath.Log(outer / inner)
            : (PortableMath.Pow(outer, power) - PortableMath.Pow(inner, power)) / power;
        if (!(Math.Abs(range) > DenominatorMin))
            throw new PhysicsException($"A disk of slope {slope:R} between {inner:R} and {outer:R} m has no finite density.");
        return mass / (2 * Math.PI * range) * PortableMath.Pow(radius, -slope);
    }

    /// <summary>Policy "clip_by_tau1": the surface share of Σ, at most Σ of optical depth one (E.025).</summary>
    public static double ClippedSurface(double diskDensity, double surfaceShare, double effectiveOpacity) =>
        ShieldingLaw.ClippedToTauOne(Surface(diskDensity, surfaceShare), effectiveOpacity);

    /// <summary>Policy "none": the surface share of Σ.</summary>
    public static double Surface(double diskDensity, double surfaceShare) => surfaceShare * diskDensity;
}
