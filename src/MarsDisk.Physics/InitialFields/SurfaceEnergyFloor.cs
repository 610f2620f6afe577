using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.InitialFields;

/// <summary>The smallest fragment that the energy of new surfaces allows (E.053; Krijt and Kama 2014).</summary>
/// <param name="SurfaceEnergy">γ, J m⁻².</param>
/// <param name="EnergyShare">η, share of the impact energy that makes surfaces.</param>
/// <param name="LargestFragmentShare">f_lf, mass of the largest fragment over that of the collider.</param>
public readonly record struct SurfaceEnergyFloor(double SurfaceEnergy, double EnergyShare, double LargestFragmentShare)
{
    /// <summary>The floor, m; 0 for slopes outside 3 &lt; α &lt; 4 or inputs that are not usable, at most the largest fragment.</summary>
    /// <param name="alpha">Slope of the fragments.</param>
    /// <param name="density">ρ, kg m⁻³.</param>
    /// <param name="relativeSpeed">Impact speed, m s⁻¹.</param>
    /// <param name="colliderSize">s₀, m.</param>
    public double Size(double alpha, double density, double relativeSpeed, double colliderSize)
    {
        var isUsable = alpha is > 3 and < 4
            && SurfaceEnergy > 0 && EnergyShare > 0 && LargestFragmentShare > 0 && density > 0 && relativeSpeed > 0 && colliderSize > 0;
        if (!isUsable)
            return 0;

        var largest = colliderSize * PortableMath.Cbrt(LargestFragmentShare);
        var bracket = (alpha - 3) / (4 - alpha)
            * (1 / colliderSize + EnergyShare * density * (relativeSpeed * relativeSpeed) / (24 * SurfaceEnergy))
            * PortableMath.Pow(largest, 4 - alpha);
        var floor = PortableMath.Pow(bracket, 1 / (3 - alpha));
        return double.IsFinite(floor) && floor > 0 ? Math.Min(floor, largest) : 0;
    }
}
