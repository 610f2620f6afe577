namespace MarsDisk.Physics.Dynamics;

/// <summary>The one encounter speed of all pairs, m s⁻¹.</summary>
public static class RelativeSpeed
{
    private const double RemainderMin = 1e-8;

    /// <summary>v_K √((1 + e) / (1 − e)) (E.020b). It is v_K at e = 0: an encounter scale, not a dispersion.</summary>
    public static double AtPericentre(double keplerSpeed, double eccentricity)
    {
        if (!(eccentricity < 1))
            throw new PhysicsException($"The eccentricity is {eccentricity:R}; it must be below 1.");
        return Checked(keplerSpeed) * Math.Sqrt((1 + eccentricity) / Math.Max(1 - eccentricity, RemainderMin));
    }

    /// <summary>v_K √(1.25 e² + i²) (E.020), i in radians.</summary>
    public static double Ohtsuki(double keplerSpeed, double eccentricity, double inclination) =>
        Checked(keplerSpeed) * Math.Sqrt(1.25 * (eccentricity * eccentricity) + inclination * inclination);

    private static double Checked(double keplerSpeed) => keplerSpeed >= 0
        ? keplerSpeed
        : throw new PhysicsException($"The Keplerian speed is {keplerSpeed:R} m/s; it must not be negative.");
}
