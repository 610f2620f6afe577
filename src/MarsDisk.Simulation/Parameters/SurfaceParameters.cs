namespace MarsDisk.Simulation.Parameters;

/// <summary>The surface layer and its solver.</summary>
public sealed record SurfaceParameters
{
    /// <summary>Initial surface density while the optical depth is null.</summary>
    public SurfaceInitPolicy InitPolicy { get; init; }

    /// <summary>Initial surface density; ignored while the optical depth is given, kg m^-2; above 0.</summary>
    public double? SigmaSurfInitOverride { get; init; }

    /// <summary>Collisional term of the solver surface_ode.</summary>
    public bool UseTcoll { get; init; } = true;

    /// <summary>Holds the surface density at its reference value.</summary>
    public bool FreezeSigma { get; init; }

    /// <summary>Solver of the collisions; surface_ode is deprecated.</summary>
    public CollisionSolver CollisionSolver { get; init; }
}

/// <summary>Choices of surface.init_policy.</summary>
public enum SurfaceInitPolicy
{
    /// <summary>Written as <c>clip_by_tau1</c>.</summary>
    ClipByTau1,

    /// <summary>Written as <c>none</c>.</summary>
    None,
}

/// <summary>Choices of surface.collision_solver.</summary>
public enum CollisionSolver
{
    /// <summary>Written as <c>smol</c>.</summary>
    Smol,

    /// <summary>Written as <c>surface_ode</c>.</summary>
    SurfaceOde,
}

/// <summary>Start at optical depth one; replaced by the section optical_depth.</summary>
public sealed record InitTau1Parameters
{
    /// <summary>Starts at target_tau; ignored while the optical depth is given.</summary>
    public bool Enabled { get; init; }

    /// <summary>Scales the initial layer; needs optical_depth null.</summary>
    public bool ScaleToTau1 { get; init; }

    /// <summary>Optical depth that is scaled.</summary>
    public InitTau1Field TauField { get; init; }

    /// <summary>Target of the scaling; a value that is not positive is 1.</summary>
    public double TargetTau { get; init; } = 1;
}

/// <summary>Choices of init_tau1.tau_field.</summary>
public enum InitTau1Field
{
    /// <summary>Written as <c>los</c>.</summary>
    Los,
}

/// <summary>Initial optical depth and the stop on it. Null switches both off.</summary>
public sealed record OpticalDepthParameters
{
    /// <summary>Initial optical depth along the line of sight; above 0.</summary>
    public double Tau0Target { get; init; } = 1;

    /// <summary>Optical depth at which the run stops; above 0.</summary>
    public double TauStop { get; init; } = 1;

    /// <summary>Relative tolerance of the stop; at least 0.</summary>
    public double TauStopTol { get; init; } = 1e-6;

    /// <summary>Optical depth that is tested.</summary>
    public OpticalDepthField TauField { get; init; }

    /// <summary>Which shielding the stop test uses.</summary>
    public StopOpticalDepth StopTau { get; init; }
}

/// <summary>Choices of optical_depth.tau_field.</summary>
public enum OpticalDepthField
{
    /// <summary>Written as <c>tau_los</c>.</summary>
    TauLos,
}

/// <summary>Choices of optical_depth.stop_tau.</summary>
public enum StopOpticalDepth
{
    /// <summary>Written as <c>reference</c>.</summary>
    Reference,

    /// <summary>Written as <c>initial_phi</c>.</summary>
    InitialPhi,
}

/// <summary>Self-shielding of the surface layer.</summary>
public sealed record ShieldingParameters
{
    /// <summary>How Phi is found; off is Phi = 1.</summary>
    public ShieldingMode Mode { get; init; }

    /// <summary>Table of Phi; ignored in mode off.</summary>
    public string? TablePath { get; init; }

    /// <summary>Optical depth of mode fixed_tau1.</summary>
    public double? FixedTau1Tau { get; init; }

    /// <summary>Sigma_tau1 of mode fixed_tau1: a number, auto or auto_max, kg m^-2.</summary>
    public FixedTau1Sigma? FixedTau1Sigma { get; init; }

    /// <summary>Margin of auto_max; 0 to 1.</summary>
    public double AutoMaxMargin { get; init; } = 0.05;

    /// <summary>Section los_geometry: length of the line of sight over the thickness of the layer.</summary>
    public LineOfSightParameters LosGeometry { get; init; } = new();
}

/// <summary>Choices of shielding.mode.</summary>
public enum ShieldingMode
{
    /// <summary>Written as <c>psitau</c>.</summary>
    PsiTau,

    /// <summary>Written as <c>off</c>.</summary>
    Off,

    /// <summary>Written as <c>fixed_tau1</c>.</summary>
    FixedTau1,
}

/// <summary>Length of the line of sight over the thickness of the layer.</summary>
public sealed record LineOfSightParameters
{
    /// <summary>Whether the line of sight is longer than the layer is thick.</summary>
    public LineOfSightMode Mode { get; init; }

    /// <summary>Aspect ratio; f_los = max(path_multiplier / h_over_r, 1); above 0.</summary>
    public double HOverR { get; init; } = 1;

    /// <summary>Factor of the path; above 0.</summary>
    public double PathMultiplier { get; init; } = 1;
}

/// <summary>Choices of shielding.los_geometry.mode.</summary>
public enum LineOfSightMode
{
    /// <summary>Written as <c>aspect_ratio_factor</c>.</summary>
    AspectRatioFactor,

    /// <summary>Written as <c>none</c>.</summary>
    None,
}

/// <summary>Removal of grains by radiation pressure.</summary>
public sealed record BlowoutParameters
{
    /// <summary>Whether grains are blown out.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Phase in which grains are blown out.</summary>
    public BlowoutPhase TargetPhase { get; init; }

    /// <summary>Label only.</summary>
    public BlowoutLayer Layer { get; init; }

    /// <summary>Process that competes with blow-out.</summary>
    public BlowoutGateMode GateMode { get; init; }

    /// <summary>Test of beta against one half.</summary>
    public BetaGate BetaGate { get; init; }

    /// <summary>Whether a bin across the blow-out size loses a part.</summary>
    public PartialBin PartialBin { get; init; }
}

/// <summary>Choices of blowout.target_phase.</summary>
public enum BlowoutPhase
{
    /// <summary>Written as <c>solid_only</c>.</summary>
    SolidOnly,

    /// <summary>Written as <c>any</c>.</summary>
    Any,
}

/// <summary>Choices of blowout.layer.</summary>
public enum BlowoutLayer
{
    /// <summary>Written as <c>surface_tau_le_1</c>.</summary>
    SurfaceTauLe1,

    /// <summary>Written as <c>full_surface</c>.</summary>
    FullSurface,
}

/// <summary>Choices of blowout.gate_mode.</summary>
public enum BlowoutGateMode
{
    /// <summary>Written as <c>none</c>.</summary>
    None,

    /// <summary>Written as <c>sublimation_competition</c>.</summary>
    SublimationCompetition,

    /// <summary>Written as <c>collision_competition</c>.</summary>
    CollisionCompetition,
}

/// <summary>Choices of blowout.beta_gate.</summary>
public enum BetaGate
{
    /// <summary>Written as <c>exact</c>.</summary>
    Exact,

    /// <summary>Written as <c>tolerant</c>.</summary>
    Tolerant,
}

/// <summary>Choices of blowout.partial_bin.</summary>
public enum PartialBin
{
    /// <summary>Written as <c>edge</c>.</summary>
    Edge,

    /// <summary>Written as <c>fractional</c>.</summary>
    Fractional,
}

/// <summary>How Sigma_tau1 of the shielding mode fixed_tau1 is found.</summary>
public enum FixedTau1Kind
{
    /// <summary>The number that is given.</summary>
    Given,

    /// <summary>1 / kappa_eff at the start, written as <c>auto</c>.</summary>
    Auto,

    /// <summary>The larger of 1 / kappa_eff and the initial layer, with a margin, written as <c>auto_max</c>.</summary>
    AutoMax,
}

/// <summary>Sigma_tau1 of the shielding mode fixed_tau1.</summary>
/// <param name="Kind">Where the number comes from.</param>
/// <param name="KilogramsPerSquareMetre">The number of kind Given, kg m^-2; otherwise 0.</param>
public readonly record struct FixedTau1Sigma(FixedTau1Kind Kind, double KilogramsPerSquareMetre = 0);
