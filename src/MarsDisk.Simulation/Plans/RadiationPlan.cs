using MarsDisk.Physics.Radiation;

namespace MarsDisk.Simulation.Plans;

/// <summary>Radiation pressure efficiency of the run.</summary>
/// <param name="QPr">The table, or one constant.</param>
/// <param name="Source"><c>override</c>, <c>table</c> or <c>fallback</c>.</param>
/// <param name="Path">The configured table; null without one.</param>
public sealed record RadiationPlan(QprTable QPr, string Source, string? Path);
