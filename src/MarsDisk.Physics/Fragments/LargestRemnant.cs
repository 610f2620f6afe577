namespace MarsDisk.Physics.Fragments;

/// <summary>Energy of one impact and the mass fraction of its largest remnant (E.032, E.033).</summary>
public static class LargestRemnant
{
    // Above this ratio of Q_R to Q*_D an impact is super-catastrophic.
    private const double SuperCatastrophic = 1.8;

    /// <summary>Specific impact energy Q_R = mu v²/(2 M), J kg⁻¹ (E.032).</summary>
    /// <param name="firstMass">Mass of one body, kg; positive.</param>
    /// <param name="secondMass">Mass of the other body, kg; positive.</param>
    /// <param name="speed">Relative speed, m s⁻¹; not negative.</param>
    /// <exception cref="PhysicsException">A mass is not positive or the speed is negative.</exception>
    public static double ImpactEnergy(double firstMass, double secondMass, double speed)
    {
        if (!(firstMass > 0))
            throw new PhysicsException($"A body of {firstMass} kg; expected a positive mass.");
        if (!(secondMass > 0))
            throw new PhysicsException($"A body of {secondMass} kg; expected a positive mass.");
        if (!(speed >= 0))
            throw new PhysicsException($"Relative speed {speed} m/s; expected not negative.");

        var total = firstMass + secondMass;
        return 0.5 * (firstMass * secondMass / total) * speed * speed / total;
    }

    /// <summary>Mass fraction of the largest remnant, in [0, 1] (E.033).</summary>
    /// <param name="impactEnergy">Q_R, J kg⁻¹.</param>
    /// <param name="threshold">Q*_D, J kg⁻¹; nothing is left when it is not positive.</param>
    public static double Fraction(double impactEnergy, double threshold) =>
        threshold > 0 ? Fraction(impactEnergy / threshold) : 0;

    /// <summary>Mass fraction of the largest remnant for phi = Q_R/Q*_D, in [0, 1] (E.033).</summary>
    public static double Fraction(double phi)
    {
        if (phi < SuperCatastrophic)
            return Math.Clamp(1 - phi / 2, 0, 1);

        // 0.1 (phi/1.8)^-1.5 without a power function.
        var x = SuperCatastrophic / phi;
        return Math.Clamp(0.1 * x * Math.Sqrt(x), 0, 1);
    }

    /// <summary>
    /// 1 − <see cref="Fraction(double)"/>, without cancellation: an impact of a grain on a boulder excavates a
    /// fraction far below the last place of 1.
    /// </summary>
    public static double ExcavatedFraction(double phi) =>
        phi < SuperCatastrophic ? Math.Clamp(phi / 2, 0, 1) : 1 - Fraction(phi);
}
