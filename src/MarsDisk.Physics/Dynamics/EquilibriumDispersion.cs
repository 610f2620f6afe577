using MarsDisk.Physics.Numerics;

namespace MarsDisk.Physics.Dynamics;

/// <summary>Random velocities in balance of stirring and inelastic collisions.</summary>
public static class EquilibriumDispersion
{
    private const int RoundsMax = 100;
    private const double Tolerance = 1e-6;
    private const double RestitutionMax = 1 - 1e-6;

    /// <summary>Dimensionless c = √(f_wake τ / (1 − ε²)) by damped iteration (E.021).</summary>
    /// <param name="tau">Optical depth, not negative.</param>
    /// <param name="eccentricityStart">Where the iteration starts.</param>
    /// <param name="restitution">Coefficient ε, clipped below 1.</param>
    /// <param name="wakeFactor">f_wake, at least 1.</param>
    public static double Solve(double tau, double eccentricityStart, double restitution, double wakeFactor)
    {
        if (!(tau >= 0) || !(wakeFactor >= 1))
            throw new PhysicsException($"Equilibrium dispersion for tau = {tau:R} and wake factor {wakeFactor:R}; they must be at least 0 and 1.");

        var epsilon = Math.Clamp(restitution, 0, RestitutionMax);
        var speed = Math.Max(eccentricityStart, Tolerance);
        for (var round = 0; round < RoundsMax; round++)
        {
            var next = Math.Sqrt(wakeFactor * tau / Math.Max(1 - epsilon * epsilon, 1e-12));
            if (Math.Abs(next - speed) <= Tolerance * Math.Max(next, 1))
                return next;
            speed = 0.5 * (speed + next);
        }
        throw new PhysicsException($"The equilibrium dispersion at tau = {tau:R} was not found in {RoundsMax} rounds.");
    }

    /// <summary>e after Δt of damping towards e_eq with time scale t_damp (E.022), seconds.</summary>
    public static double Damped(double eccentricity, double equilibrium, double dampingTime, double stepSeconds) =>
        equilibrium + (eccentricity - equilibrium) * PortableMath.Exp(-stepSeconds / dampingTime);
}
