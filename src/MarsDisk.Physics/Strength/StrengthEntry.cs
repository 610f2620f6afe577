namespace MarsDisk.Physics.Strength;

/// <summary>The strength coefficients at one reference velocity (a row of the table of E.026).</summary>
/// <param name="VelocityKms">Reference velocity, km s⁻¹; positive.</param>
/// <param name="StrengthCoefficient">Q_s, erg g⁻¹ (or J kg⁻¹ with <see cref="StrengthUnits.Si"/>).</param>
/// <param name="StrengthExponent">a_s, of the falling strength term.</param>
/// <param name="GravityCoefficient">B, of the rising gravity term.</param>
/// <param name="GravityExponent">b_g, of the rising gravity term.</param>
public readonly record struct StrengthEntry(
    double VelocityKms,
    double StrengthCoefficient,
    double StrengthExponent,
    double GravityCoefficient,
    double GravityExponent);

/// <summary>How the coefficients of a strength table are to be read.</summary>
public enum StrengthUnits
{
    /// <summary>Sizes in cm, densities in g cm⁻³, result in erg g⁻¹ (Benz and Asphaug 1999).</summary>
    Cgs,

    /// <summary>Sizes in m, densities in kg m⁻³, result in J kg⁻¹. Kept for old studies.</summary>
    Si,
}

/// <summary>Where a velocity lies relative to the reference velocities of a strength table.</summary>
public enum VelocityRange
{
    /// <summary>Between the first and the last reference velocity, ends included.</summary>
    Inside,

    /// <summary>Below the first reference velocity.</summary>
    Below,

    /// <summary>Above the last reference velocity.</summary>
    Above,
}
