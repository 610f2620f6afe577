namespace MarsDisk.Simulation.Parameters;

/// <summary>Driver and fallback radii.</summary>
public sealed record GeometryParameters
{
    /// <summary>Driver of the run; a 1D file is run as 0D at the mean radius.</summary>
    public GeometryMode Mode { get; init; }

    /// <summary>Inner radius when the section disk is absent, m; above 0.</summary>
    public double? RIn { get; init; }

    /// <summary>Outer radius when the section disk is absent, m; above 0.</summary>
    public double? ROut { get; init; }

    /// <summary>Number of radial cells of the one-dimensional driver; at least 1.</summary>
    public int? Nr { get; init; }
}

/// <summary>Choices of geometry.mode.</summary>
public enum GeometryMode
{
    /// <summary>Written as <c>0D</c>.</summary>
    ZeroDimensional,

    /// <summary>Written as <c>1D</c>.</summary>
    OneDimensional,
}

/// <summary>The annulus that the run stands for.</summary>
public sealed record DiskParameters
{
    /// <summary>Section geometry: radii of the annulus; the run sits at their mean.</summary>
    public required DiskGeometryParameters Geometry { get; init; }
}

/// <summary>Radii of the annulus; the run sits at their mean.</summary>
public sealed record DiskGeometryParameters
{
    /// <summary>Inner radius of the annulus, R_Mars; above 0.</summary>
    public required double RInRM { get; init; }

    /// <summary>Outer radius of the annulus, not below the inner one, R_Mars; above 0.</summary>
    public required double ROutRM { get; init; }

    /// <summary>Radial profile; never read.</summary>
    public RadialProfile RProfile { get; init; }

    /// <summary>Power of Sigma ~ r^-p when a mass is mapped to a surface density.</summary>
    public double PIndex { get; init; }
}

/// <summary>Choices of disk.geometry.r_profile.</summary>
public enum RadialProfile
{
    /// <summary>Written as <c>uniform</c>.</summary>
    Uniform,

    /// <summary>Written as <c>powerlaw</c>.</summary>
    Powerlaw,
}

/// <summary>What the run is about.</summary>
public sealed record ScopeParameters
{
    /// <summary>Region of the disk; only the inner one is modelled.</summary>
    public Region Region { get; init; }

    /// <summary>Simulated time when no end time is given, yr; above 0.</summary>
    public double AnalysisYears { get; init; } = 2;
}

/// <summary>Choices of scope.region.</summary>
public enum Region
{
    /// <summary>Written as <c>inner</c>.</summary>
    Inner,
}

/// <summary>Labels of the process.</summary>
public sealed record ProcessParameters
{
    /// <summary>Section state_tagging: label of the state of matter in the summary.</summary>
    public StateTaggingParameters StateTagging { get; init; } = new();
}

/// <summary>Label of the state of matter in the summary.</summary>
public sealed record StateTaggingParameters
{
    /// <summary>Writes state_phase_tag "solid" into the summary.</summary>
    public bool Enabled { get; init; }
}

/// <summary>Mass of the inner disk, used when the optical depth is null.</summary>
public sealed record InnerDiskMassParameters
{
    /// <summary>Whether the mass is a ratio to the mass of Mars; otherwise it is in kg.</summary>
    public bool UseMmarsRatio { get; init; } = true;

    /// <summary>Mass of the inner disk, M_Mars.</summary>
    public double MInRatio { get; init; } = 3e-5;

    /// <summary>How the mass becomes a surface density.</summary>
    public SigmaMapping MapToSigma { get; init; }
}

/// <summary>Choices of inner_disk_mass.map_to_sigma.</summary>
public enum SigmaMapping
{
    /// <summary>Written as <c>analytic</c>.</summary>
    Analytic,
}
