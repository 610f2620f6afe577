namespace MarsDisk.Simulation.Plans;

/// <summary>Which processes take part in the run at all (physics §15.1). Gates decide again in every step.</summary>
public sealed record ProcessSwitches
{
    /// <summary><c>combined</c>, <c>sublimation_only</c> or <c>collisions_only</c>.</summary>
    public required string Scenario { get; init; }

    /// <summary>Whether collisions take part.</summary>
    public required bool Collisions { get; init; }

    /// <summary>Whether the Smoluchowski solver updates the layer; otherwise the surface equation.</summary>
    public required bool Smoluchowski { get; init; }

    /// <summary>Whether blow-out takes part.</summary>
    public required bool Blowout { get; init; }

    /// <summary>Whether radiation pressure acts.</summary>
    public required bool RadiationField { get; init; }

    /// <summary>Whether grains sublimate.</summary>
    public required bool Sublimation { get; init; }

    /// <summary>Whether sublimation drifts the sizes at the surface.</summary>
    public required bool SurfaceSublimation { get; init; }

    /// <summary>Whether sublimation acts inside the collision solver.</summary>
    public required bool SolverSublimation { get; init; }

    /// <summary>Whether gas drag takes part.</summary>
    public required bool GasDrag { get; init; }

    /// <summary>Whether surface sinks keep the layer active while collisions are blocked.</summary>
    public required bool SinkTimescale { get; init; }

    /// <summary>Whether any sink is configured.</summary>
    public required bool Sinks { get; init; }
}
