namespace MarsDisk.Simulation.Plans;

/// <summary>What a run is told beside its configuration.</summary>
public sealed record PlanOptions
{
    /// <summary>Whether the first violation of the mass budget ends the run.</summary>
    public bool EnforcesMassBudget { get; init; }

    /// <summary>Where the physics mode came from: <c>config</c> or <c>cli</c>.</summary>
    public string PhysicsModeSource { get; init; } = "config";

    /// <summary>The configuration file, as the run documents name it.</summary>
    public string? ConfigurationPath { get; init; }
}
