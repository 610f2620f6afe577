using MarsDisk.Physics.Supply;

namespace MarsDisk.Physics.Collisions;

/// <summary>What stays the same in the collision steps of a run.</summary>
/// <param name="Injection">Into which bins supplied mass goes.</param>
public sealed record CollisionStepOptions(SupplyInjection Injection)
{
    /// <summary>How the loss of a step is taken.</summary>
    public ImexScheme Scheme { get; init; } = ImexScheme.Reference;

    /// <summary>How a bin that contains the blow-out size is treated.</summary>
    public BlowoutBinRule BlowoutRule { get; init; } = BlowoutBinRule.Edge;

    /// <summary>Covers the whole step with sub-steps under this control; null takes the one capped step of the
    /// reference.</summary>
    public ResolvedControl? Resolved { get; init; }

    /// <summary>Energy bookkeeping; null leaves it out.</summary>
    public EnergyShares? Energy { get; init; }
}

/// <summary>What one collision step is given beside the size distribution.</summary>
public readonly record struct CollisionStepInput
{
    /// <summary>Surface density at the start, kg m⁻².</summary>
    public required double SurfaceDensity { get; init; }

    /// <summary>Full time step of the driver, s; positive.</summary>
    public required double Seconds { get; init; }

    /// <summary>Supplied mass, kg m⁻² s⁻¹; a negative rate counts as 0.</summary>
    public double SupplyRate { get; init; }

    /// <summary>s_min_eff, m: where min_bin and power-law supply begin.</summary>
    public double SizeMinEffective { get; init; }

    /// <summary>s_blow, m.</summary>
    public double BlowoutSize { get; init; }

    /// <summary>t_blow, s. 0, infinity or NaN: no radiative blow-out in this step.</summary>
    public double BlowoutSeconds { get; init; }

    /// <summary>External sink (drag, hydrodynamic escape) time for all bins, s; 0, infinity or NaN: none.</summary>
    public double SinkSeconds { get; init; }

    /// <summary>ds/dt by sublimation inside the solver, m s⁻¹; only shrinking (negative) acts.</summary>
    public double SizeRate { get; init; }

    /// <summary>Whether sublimated grains keep their mass until they cross the blow-out size.</summary>
    public bool IsSublimationMassConserving { get; init; }
}

/// <summary>
/// What one collision step did (12.5). Rates in kg m⁻² s⁻¹, at the start unless said otherwise. With the resolved time
/// advance the sinks are means over the step, and gain and loss are those of the net-loss form.
/// </summary>
public readonly record struct CollisionStepOutcome
{
    /// <summary>Surface density at the end, kg m⁻².</summary>
    public required double SurfaceDensity { get; init; }

    /// <summary>Time really covered, s.</summary>
    public required double EffectiveSeconds { get; init; }

    /// <summary>Relative error of the mass budget (E.011).</summary>
    public required double MassError { get; init; }

    /// <summary>Shortest collision time, s (E.044); infinite when nothing collides.</summary>
    public required double CollisionTimeMin { get; init; }

    /// <summary>Mass blown out, sublimation crossings included.</summary>
    public required double BlowoutRate { get; init; }

    /// <summary>Mass lost to the external sink.</summary>
    public required double ExternalSinkRate { get; init; }

    /// <summary>Mass sublimated to vapour.</summary>
    public required double SublimationRate { get; init; }

    /// <summary>Mass lost to external sink and sublimation together.</summary>
    public double SinkRate => ExternalSinkRate + SublimationRate;

    /// <summary>Collisional gain, sum m G.</summary>
    public required double GainMassRate { get; init; }

    /// <summary>Collisional loss, at the end of the step in the reference scheme.</summary>
    public required double LossMassRate { get; init; }

    /// <summary>All sinks, blow-out included.</summary>
    public required double SinkMassRate { get; init; }

    /// <summary>Supply, sum m F.</summary>
    public required double SourceMassRate { get; init; }

    /// <summary>Energy bookkeeping; all zero when it is left out.</summary>
    public required EnergyTally Energy { get; init; }

    /// <summary>First bin that is not a finite number, −1 when all is well. Otherwise the step has not been taken
    /// and the distribution is as it was.</summary>
    public required int BadBin { get; init; }
}
