namespace MarsDisk.Simulation.Plans;

/// <summary>Eccentricity and inclination of the colliding bodies, and where they came from (physics §8.1, §8.2).</summary>
/// <param name="Eccentricity">Applied eccentricity.</param>
/// <param name="Inclination">Applied inclination, rad.</param>
/// <param name="ClearanceSample">Sampled height of the pericentre above Mars, m; null unless sampled.</param>
/// <param name="IsProfileApplied">Whether the eccentricity profile replaced the configured value.</param>
/// <param name="Seed">Seed of the generator.</param>
/// <param name="SeedBasis">The text that was hashed for the seed; null if the seed was configured.</param>
public sealed record ExcitationPlan(
    double Eccentricity,
    double Inclination,
    double? ClearanceSample,
    bool IsProfileApplied,
    long Seed,
    string? SeedBasis);
