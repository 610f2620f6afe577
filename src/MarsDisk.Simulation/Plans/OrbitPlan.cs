namespace MarsDisk.Simulation.Plans;

/// <summary>Where the layer orbits.</summary>
/// <param name="Radius">Reference radius, m.</param>
/// <param name="RadiusMars">The same in Mars radii.</param>
/// <param name="Source">Which part of the configuration gave it.</param>
/// <param name="Omega">Kepler frequency, s⁻¹ (E.002).</param>
/// <param name="Period">Orbital period, s.</param>
/// <param name="Speed">Kepler speed, m s⁻¹ (E.001).</param>
/// <param name="Area">Area that surface densities refer to, m².</param>
public sealed record OrbitPlan(
    double Radius, double RadiusMars, string Source, double Omega, double Period, double Speed, double Area);
