namespace MarsDisk.Simulation.Plans;

/// <summary>The layer before step 0, and the constants that follow from it (physics §19.2).</summary>
public sealed record StartValues
{
    /// <summary>Bin edges, m.</summary>
    public required double[] Edges { get; init; }

    /// <summary>Bin centres, m.</summary>
    public required double[] Sizes { get; init; }

    /// <summary>Bin widths, m.</summary>
    public required double[] Widths { get; init; }

    /// <summary>Initial dN/ds, arbitrary scale.</summary>
    public required double[] Number { get; init; }

    /// <summary>Blow-out size at the start, m.</summary>
    public required double BlowoutSize { get; init; }

    /// <summary>Effective smallest size at the start, m.</summary>
    public required double SizeMinimum { get; init; }

    /// <summary>Floor by surface energy, m; 0 when off.</summary>
    public required double SurfaceEnergyFloor { get; init; }

    /// <summary>β at the configured smallest size.</summary>
    public required double BetaConfigured { get; init; }

    /// <summary>Blow-out time in units of 1/Ω.</summary>
    public required double Chi { get; init; }

    /// <summary>Blow-out time, s.</summary>
    public required double BlowoutTime { get; init; }

    /// <summary><c>blowout</c>, <c>ok</c> or <c>no_blowout</c>.</summary>
    public required string CaseStatus { get; init; }

    /// <summary>Opacity, m² kg⁻¹.</summary>
    public required double Opacity { get; init; }

    /// <summary>Opacity after shielding at the target optical depth, m² kg⁻¹.</summary>
    public required double OpacityEffective { get; init; }

    /// <summary>Phi at the target optical depth.</summary>
    public required double Phi { get; init; }

    /// <summary>Surface density, kg m⁻².</summary>
    public required double SurfaceDensity { get; init; }

    /// <summary>Surface density that the optical-depth target asks for, kg m⁻²; null without a target.</summary>
    public required double? TargetSurfaceDensity { get; init; }

    /// <summary>Surface density of optical depth one at the start, kg m⁻²; null if it is not defined.</summary>
    public required double? SigmaTau1 { get; init; }

    /// <summary>Mass of the layer, Mars masses; replaces the configured one under an optical-depth target.</summary>
    public required double Mass { get; init; }
}
