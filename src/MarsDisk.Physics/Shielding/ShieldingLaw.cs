namespace MarsDisk.Physics.Shielding;

/// <summary>How a step sees itself.</summary>
/// <param name="Tau">The optical depth that was used.</param>
/// <param name="Phi">Shielding factor in [0, 1].</param>
/// <param name="EffectiveOpacity">κ_eff, m² kg⁻¹.</param>
/// <param name="SurfaceDensityAtTauOne">Σ_τ1, kg m⁻²; infinite without opacity.</param>
public readonly record struct Shielded(double Tau, double Phi, double EffectiveOpacity, double SurfaceDensityAtTauOne);

/// <summary>The shielding mode of a run, chosen once (specification 7.2).</summary>
public sealed class ShieldingLaw
{
    private readonly Mode _mode;
    private readonly PhiTable1D? _table;
    private readonly double _fixedTau;
    private readonly double? _fixedDensity;

    private ShieldingLaw(Mode mode, PhiTable1D? table = null, double fixedTau = 0, double? fixedDensity = null)
    {
        _mode = mode;
        _table = table;
        _fixedTau = fixedTau;
        _fixedDensity = fixedDensity;
    }

    private enum Mode { Off, OfLineOfSight, AtFixedTau }

    /// <summary>No shielding: Φ = 1.</summary>
    public static ShieldingLaw Off { get; } = new(Mode.Off);

    /// <summary>Φ at the line-of-sight depth of the step; without a table from the three-dimensional one at w₀ = g = 0.</summary>
    public static ShieldingLaw OfLineOfSight(PhiTable1D? table) => new(Mode.OfLineOfSight, table);

    /// <summary>Φ at one optical depth for the whole run; without a table Φ = 1. Σ_τ1 can be prescribed (kg m⁻²).</summary>
    public static ShieldingLaw AtFixedTau(double tau, PhiTable1D? table, double? densityAtTauOne) =>
        new(Mode.AtFixedTau, table, tau, densityAtTauOne);

    /// <summary>Shielding of a layer of opacity κ (m² kg⁻¹) and density Σ (kg m⁻²).</summary>
    public Shielded Evaluate(double opacity, double surfaceDensity, double lineOfSightFactor)
    {
        var lineOfSightTau = opacity * surfaceDensity * lineOfSightFactor;
        return _mode switch
        {
            Mode.Off => Apply(opacity, lineOfSightTau, 1),
            Mode.OfLineOfSight => Apply(opacity, lineOfSightTau, _table?.Evaluate(lineOfSightTau) ?? PhiTable3D.Default.Evaluate(lineOfSightTau)),
            _ => AtFixedTau(opacity),
        };
    }

    /// <summary>κ_eff = clip(Φ, 0, 1) κ (E.015), m² kg⁻¹; refuses values that are not finite.</summary>
    public static double EffectiveOpacity(double opacity, double tau, double phi)
    {
        if (!double.IsFinite(opacity) || opacity < 0)
            throw new PhysicsException($"The opacity is {opacity:R} m² kg⁻¹; it must be finite and not negative.");
        if (!double.IsFinite(tau) || !double.IsFinite(phi))
            throw new PhysicsException($"Optical depth {tau:R} with shielding factor {phi:R}; both must be finite.");
        return Math.Clamp(phi, 0, 1) * opacity;
    }

    /// <summary>Σ_τ1 = 1 / κ_eff (E.016), kg m⁻²; infinite when κ_eff is not positive.</summary>
    public static double SurfaceDensityAtTauOne(double effectiveOpacity) =>
        effectiveOpacity > 0 ? 1 / effectiveOpacity : double.PositiveInfinity;

    /// <summary>
    /// Σ limited to optical depth one and to at least 0 (E.031), kg m⁻². For initial fields only: the surface update must
    /// not be clipped.
    /// </summary>
    public static double ClippedToTauOne(double surfaceDensity, double effectiveOpacity) =>
        Math.Max(Math.Min(surfaceDensity, SurfaceDensityAtTauOne(effectiveOpacity)), 0);

    private Shielded AtFixedTau(double opacity)
    {
        var shielded = Apply(opacity, _fixedTau, _table?.Evaluate(_fixedTau) ?? 1);
        var density = _fixedDensity
            ?? (shielded.EffectiveOpacity > 0 ? _fixedTau / shielded.EffectiveOpacity : double.PositiveInfinity);
        return shielded with { SurfaceDensityAtTauOne = density };
    }

    private static Shielded Apply(double opacity, double tau, double phi)
    {
        var effective = EffectiveOpacity(opacity, tau, phi);
        return new Shielded(tau, Math.Clamp(phi, 0, 1), effective, SurfaceDensityAtTauOne(effective));
    }
}
