namespace MarsDisk.Simulation.Parameters;

/// <summary>
/// Everything that describes one run, section by section as in its YAML file. All switches that follow the numerics
/// profile are resolved.
/// </summary>
public sealed record RunParameters
{
    /// <summary>
    /// Which processes run: all, all but collisions and blow-out, or all but sublimation and gas drag.
    /// </summary>
    public PhysicsMode PhysicsMode { get; init; }

    /// <summary>Factor of the blow-out time, clamped to 0.5…2; above 0; null is auto.</summary>
    public double? ChiBlow { get; init; } = 1;

    /// <summary>Section geometry: driver and fallback radii.</summary>
    public GeometryParameters Geometry { get; init; } = new();

    /// <summary>Section disk: the annulus that the run stands for.</summary>
    public DiskParameters? Disk { get; init; }

    /// <summary>Section scope: what the run is about.</summary>
    public ScopeParameters Scope { get; init; } = new();

    /// <summary>Section process: labels of the process.</summary>
    public ProcessParameters Process { get; init; } = new();

    /// <summary>Section inner_disk_mass: mass of the inner disk, used when the optical depth is null.</summary>
    public InnerDiskMassParameters? InnerDiskMass { get; init; }

    /// <summary>Section material: the material of the grains.</summary>
    public MaterialParameters Material { get; init; } = new();

    /// <summary>Section sizes: the grid of grain sizes.</summary>
    public required SizesParameters Sizes { get; init; }

    /// <summary>Section initial: what the disk looks like at the start.</summary>
    public required InitialParameters Initial { get; init; }

    /// <summary>Section psd: the slope and the floor of the size distribution.</summary>
    public required PsdParameters Psd { get; init; }

    /// <summary>Section surface_energy: floor of the smallest size by the surface energy of the fragments.</summary>
    public SurfaceEnergyParameters SurfaceEnergy { get; init; } = new();

    /// <summary>Section dynamics: eccentricities, inclinations and relative velocities.</summary>
    public required DynamicsParameters Dynamics { get; init; }

    /// <summary>Section qstar: the catastrophic disruption threshold Q*_D.</summary>
    public required QstarParameters Qstar { get; init; }

    /// <summary>Section surface: the surface layer and its solver.</summary>
    public SurfaceParameters Surface { get; init; } = new();

    /// <summary>Section init_tau1: start at optical depth one; replaced by the section optical_depth.</summary>
    public InitTau1Parameters InitTau1 { get; init; } = new();

    /// <summary>Section optical_depth: initial optical depth and the stop on it. Null switches both off.</summary>
    public OpticalDepthParameters? OpticalDepth { get; init; } = new();

    /// <summary>Section shielding: self-shielding of the surface layer.</summary>
    public ShieldingParameters? Shielding { get; init; }

    /// <summary>Section blowout: removal of grains by radiation pressure.</summary>
    public BlowoutParameters Blowout { get; init; } = new();

    /// <summary>Section fragments: how the mass of a collision is spread over its fragments.</summary>
    public FragmentsParameters Fragments { get; init; } = new();

    /// <summary>Section supply: external supply of the surface layer.</summary>
    public SupplyParameters Supply { get; init; } = new();

    /// <summary>Section sinks: processes that remove mass besides blow-out.</summary>
    public SinksParameters Sinks { get; init; } = new();

    /// <summary>Section radiation: radiation of Mars: temperature, pressure efficiency, driver.</summary>
    public RadiationParameters? Radiation { get; init; }

    /// <summary>Section phase: state of matter of the grains.</summary>
    public PhaseParameters Phase { get; init; } = new();

    /// <summary>Section numerics: time grid, solver and its switches.</summary>
    public NumericsParameters Numerics { get; init; } = new();

    /// <summary>Section diagnostics: optional groups of columns.</summary>
    public DiagnosticsParameters Diagnostics { get; init; } = new();

    /// <summary>Section io: where and how the run writes.</summary>
    public IoParameters Io { get; init; } = new();

    /// <summary>Placeholder without effect.</summary>
    public IReadOnlyDictionary<string, string>? Tables { get; init; }
}

/// <summary>Choices of physics_mode.</summary>
public enum PhysicsMode
{
    /// <summary>Written as <c>default</c>.</summary>
    Default,

    /// <summary>Written as <c>sublimation_only</c>.</summary>
    SublimationOnly,

    /// <summary>Written as <c>collisions_only</c>.</summary>
    CollisionsOnly,
}

/// <summary>How the mass of a collision is spread over its fragments.</summary>
public sealed record FragmentsParameters
{
    /// <summary>Whether the fragment slope applies to mass or to number.</summary>
    public FragmentDistribution Distribution { get; init; }
}

/// <summary>Choices of fragments.distribution.</summary>
public enum FragmentDistribution
{
    /// <summary>Written as <c>mass</c>.</summary>
    Mass,

    /// <summary>Written as <c>number</c>.</summary>
    Number,
}
