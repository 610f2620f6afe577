namespace MarsDisk.Simulation.Parameters;

/// <summary>Eccentricities, inclinations and relative velocities.</summary>
public sealed record DynamicsParameters
{
    /// <summary>Eccentricity; replaced by the profile unless that is off; 0 to below 1.</summary>
    public required double E0 { get; init; }

    /// <summary>Inclination, in rad after loading, rad; at least 0.</summary>
    public required double I0 { get; init; }

    /// <summary>Unit of i0 in the file; degrees are converted at load.</summary>
    public AngleUnit I0Unit { get; init; }

    /// <summary>Never read, orbit.</summary>
    public required double TDampOrbits { get; init; }

    /// <summary>Factor of the wake; read with kernel_ei_mode wyatt_eq only.</summary>
    public double FWake { get; init; } = 1;

    /// <summary>Section e_profile: eccentricity as a function of radius; replaces e0 unless it is off.</summary>
    public EccentricityProfileParameters EProfile { get; init; } = new();

    /// <summary>Coefficient of restitution; above 0 to 1.</summary>
    public double EpsRestitution { get; init; } = 0.5;

    /// <summary>Fraction of kinetic energy kept in cratering; 0 to 1.</summary>
    public double FKeCratering { get; init; } = 0.1;

    /// <summary>
    /// Fraction of kinetic energy kept in fragmentation; null is the square of eps_restitution; 0 to 1.
    /// </summary>
    public double? FKeFragmentation { get; init; }

    /// <summary>No effect.</summary>
    public bool EnableEDamping { get; init; }

    /// <summary>Where the kernel takes e and i from.</summary>
    public KernelVelocityMode KernelEiMode { get; init; }

    /// <summary>Formula of the relative velocity.</summary>
    public RelativeVelocityMode VRelMode { get; init; }

    /// <summary>Scale height from the inclination or from H_fixed_over_a.</summary>
    public ScaleHeightMode KernelHMode { get; init; }

    /// <summary>Factor of the scale height, H = H_factor i r; above 0.</summary>
    public double HFactor { get; init; } = 1;

    /// <summary>Scale height over radius; needed by kernel_H_mode fixed; above 0.</summary>
    public double? HFixedOverA { get; init; }

    /// <summary>Whether e is given or sampled from the clearance of Mars.</summary>
    public EccentricityMode EMode { get; init; }

    /// <summary>Lower end of the sampled clearance, m.</summary>
    public double? DrMinM { get; init; }

    /// <summary>Upper end of the sampled clearance, m.</summary>
    public double? DrMaxM { get; init; }

    /// <summary>Distribution of the sampled clearance.</summary>
    public ClearanceDistribution DrDist { get; init; }

    /// <summary>Whether i is given or sampled around the observed tilt.</summary>
    public InclinationMode IMode { get; init; }

    /// <summary>Observed tilt, deg.</summary>
    public double ObsTiltDeg { get; init; } = 30;

    /// <summary>Half width of the sampled inclination, deg; at least 0.</summary>
    public double ISpreadDeg { get; init; }

    /// <summary>Seed of the sampled values; null derives it from the configuration.</summary>
    public long? RngSeed { get; init; }
}

/// <summary>Choices of dynamics.i0_unit.</summary>
public enum AngleUnit
{
    /// <summary>Written as <c>rad</c>.</summary>
    Rad,

    /// <summary>Written as <c>deg</c>.</summary>
    Deg,
}

/// <summary>Choices of dynamics.kernel_ei_mode.</summary>
public enum KernelVelocityMode
{
    /// <summary>Written as <c>config</c>.</summary>
    Config,

    /// <summary>Written as <c>wyatt_eq</c>.</summary>
    WyattEq,
}

/// <summary>Choices of dynamics.v_rel_mode.</summary>
public enum RelativeVelocityMode
{
    /// <summary>Written as <c>pericenter</c>.</summary>
    Pericenter,

    /// <summary>Written as <c>ohtsuki</c>.</summary>
    Ohtsuki,
}

/// <summary>Choices of dynamics.kernel_H_mode.</summary>
public enum ScaleHeightMode
{
    /// <summary>Written as <c>ia</c>.</summary>
    Ia,

    /// <summary>Written as <c>fixed</c>.</summary>
    Fixed,
}

/// <summary>Choices of dynamics.e_mode.</summary>
public enum EccentricityMode
{
    /// <summary>Written as <c>fixed</c>.</summary>
    Fixed,

    /// <summary>Written as <c>mars_clearance</c>.</summary>
    MarsClearance,
}

/// <summary>Choices of dynamics.dr_dist.</summary>
public enum ClearanceDistribution
{
    /// <summary>Written as <c>uniform</c>.</summary>
    Uniform,

    /// <summary>Written as <c>loguniform</c>.</summary>
    Loguniform,
}

/// <summary>Choices of dynamics.i_mode.</summary>
public enum InclinationMode
{
    /// <summary>Written as <c>fixed</c>.</summary>
    Fixed,

    /// <summary>Written as <c>obs_tilt_spread</c>.</summary>
    ObsTiltSpread,
}

/// <summary>Eccentricity as a function of radius; replaces e0 unless it is off.</summary>
public sealed record EccentricityProfileParameters
{
    /// <summary>Source of the eccentricity.</summary>
    public EccentricityProfileMode Mode { get; init; } = EccentricityProfileMode.MarsPericenter;

    /// <summary>Table of e over radius; needed by mode table.</summary>
    public string? TablePath { get; init; }

    /// <summary>Radius column of the table.</summary>
    public RadiusKind RKind { get; init; }

    /// <summary>Lower clip of the eccentricity; at least 0.</summary>
    public double ClipMin { get; init; }

    /// <summary>Upper clip of the eccentricity, not below clip_min; above 0 to below 1.</summary>
    public double ClipMax { get; init; } = 0.999999;
}

/// <summary>Choices of dynamics.e_profile.mode.</summary>
public enum EccentricityProfileMode
{
    /// <summary>Written as <c>off</c>.</summary>
    Off,

    /// <summary>Written as <c>table</c>.</summary>
    Table,

    /// <summary>Written as <c>mars_pericenter</c>.</summary>
    MarsPericenter,
}

/// <summary>Choices of dynamics.e_profile.r_kind.</summary>
public enum RadiusKind
{
    /// <summary>Written as <c>r_RM</c>.</summary>
    MarsRadii,

    /// <summary>Written as <c>r_m</c>.</summary>
    Metres,
}
