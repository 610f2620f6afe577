using MarsDisk.Physics.Supply;

namespace MarsDisk.Simulation.Plans;

/// <summary>External supply: its rate over time and where it enters.</summary>
public sealed record SupplyPlan
{
    /// <summary>Whether anything is supplied.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>Raw rate of a constant supply, kg m⁻² s⁻¹; null for the other modes.</summary>
    public required double? ConstantRate { get; init; }

    /// <summary>Mixing efficiency.</summary>
    public required double Mixing { get; init; }

    /// <summary>Surface density that mu refers to, kg m⁻²; null without mu.</summary>
    public required double? ReferenceSurfaceDensity { get; init; }

    /// <summary>Raw rate over time.</summary>
    public required SupplyRate Rate { get; init; }

    /// <summary>Controls of old studies; none as a rule.</summary>
    public SupplyControls Controls { get; init; } = new();

    /// <summary>The bins that supplied mass goes to.</summary>
    public required SupplyInjection Injection { get; init; }
}
