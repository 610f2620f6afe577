using MarsDisk.Physics.Shielding;

namespace MarsDisk.Simulation.Plans;

/// <summary>How the layer shields itself (physics §7).</summary>
public sealed record ShieldingPlan
{
    /// <summary>The law of the run.</summary>
    public required ShieldingLaw Law { get; init; }

    /// <summary>Factor from vertical to line-of-sight optical depth, at least 1.</summary>
    public required double LineOfSight { get; init; }

    /// <summary>Phi at the target optical depth; 1 without a table of the optical depth alone.</summary>
    public required double InitialPhi { get; init; }

    /// <summary>Optical depth of the mode <c>fixed_tau1</c>; null otherwise.</summary>
    public required double? FixedTau { get; init; }

    /// <summary>Surface density of the mode <c>fixed_tau1</c>, kg m⁻²; null otherwise or to derive it.</summary>
    public required double? FixedSigma { get; init; }
}
