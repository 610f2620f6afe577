using System.Collections.ObjectModel;

namespace MarsDisk.Simulation.Parameters;

/// <summary>The material of the grains.</summary>
public sealed record MaterialParameters
{
    /// <summary>Bulk density of the grains, kg m^-3; 1000 to 5000.</summary>
    public double Rho { get; init; } = 3000;
}

/// <summary>The grid of grain sizes.</summary>
public sealed record SizesParameters
{
    /// <summary>Smallest grain size of the grid before the blow-out size raises it, m; above 0.</summary>
    public required double SMin { get; init; }

    /// <summary>Largest grain size of the grid, above s_min, m; above 0.</summary>
    public required double SMax { get; init; }

    /// <summary>Number of logarithmic size bins; at least 1.</summary>
    public int NBins { get; init; } = 40;

    /// <summary>Adds the diagnostic column s_min_evolved.</summary>
    public bool EvolveMinSize { get; init; }

    /// <summary>Law of the diagnostic minimum size: noop, constant_decay, linear_decay, sublimation_min.</summary>
    public string? DsdtModel { get; init; }

    /// <summary>Constants of that law: k0, k_T, T_ref, floor.</summary>
    public IReadOnlyDictionary<string, double> DsdtParams { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Never read.</summary>
    public bool ApplyEvolvedMinSize { get; init; }
}

/// <summary>What the disk looks like at the start.</summary>
public sealed record InitialParameters
{
    /// <summary>Total mass; overwritten while the optical depth is given, M_Mars.</summary>
    public required double MassTotal { get; init; }

    /// <summary>Shape of the initial size distribution.</summary>
    public InitialSizeMode S0Mode { get; init; }

    /// <summary>Section melt_psd: parameters of the two melt shapes of the initial size distribution.</summary>
    public MeltPsdParameters MeltPsd { get; init; } = new();
}

/// <summary>Choices of initial.s0_mode.</summary>
public enum InitialSizeMode
{
    /// <summary>Written as <c>upper</c>.</summary>
    Upper,

    /// <summary>Written as <c>mono</c>.</summary>
    Mono,

    /// <summary>Written as <c>melt_lognormal_mixture</c>.</summary>
    MeltLognormalMixture,

    /// <summary>Written as <c>melt_truncated_powerlaw</c>.</summary>
    MeltTruncatedPowerlaw,
}

/// <summary>Parameters of the two melt shapes of the initial size distribution.</summary>
public sealed record MeltPsdParameters
{
    /// <summary>Informational; initial.s0_mode decides.</summary>
    public MeltMode Mode { get; init; }

    /// <summary>Mass fraction of the fine population; 0 to 1.</summary>
    public double FFine { get; init; } = 0.3;

    /// <summary>Median size of the fine population, m; above 0.</summary>
    public double SFine { get; init; } = 1e-4;

    /// <summary>Median size of the coarse population, m; above 0.</summary>
    public double SMeter { get; init; } = 1.5;

    /// <summary>Width of both populations, dex; above 0.</summary>
    public double WidthDex { get; init; } = 0.3;

    /// <summary>Bins below this size start empty, m; above 0.</summary>
    public double SCutCondensation { get; init; } = 1e-6;

    /// <summary>Smallest size of the truncated power law, m; above 0.</summary>
    public double SMinSolid { get; init; } = 1e-4;

    /// <summary>Largest size of the truncated power law, above s_min_solid, m; above 0.</summary>
    public double SMaxSolid { get; init; } = 3;

    /// <summary>Slope of the truncated power law.</summary>
    public double AlphaSolid { get; init; } = 3.5;
}

/// <summary>Choices of initial.melt_psd.mode.</summary>
public enum MeltMode
{
    /// <summary>Written as <c>lognormal_mixture</c>.</summary>
    LognormalMixture,

    /// <summary>Written as <c>truncated_powerlaw</c>.</summary>
    TruncatedPowerlaw,
}

/// <summary>The slope and the floor of the size distribution.</summary>
public sealed record PsdParameters
{
    /// <summary>Slope of the finest segment, dN/ds ~ s^-alpha.</summary>
    public required double Alpha { get; init; }

    /// <summary>Amplitude of the sinusoidal modulation of the initial distribution.</summary>
    public double WavyStrength { get; init; }

    /// <summary>Section floor: the smallest size that the distribution is held at.</summary>
    public PsdFloorParameters Floor { get; init; } = new();
}

/// <summary>The smallest size that the distribution is held at.</summary>
public sealed record PsdFloorParameters
{
    /// <summary>How the smallest size follows the blow-out size.</summary>
    public FloorMode Mode { get; init; }
}

/// <summary>Choices of psd.floor.mode.</summary>
public enum FloorMode
{
    /// <summary>Written as <c>fixed</c>.</summary>
    Fixed,

    /// <summary>Written as <c>evolve_smin</c>.</summary>
    EvolveSmin,

    /// <summary>Written as <c>none</c>.</summary>
    None,
}

/// <summary>Floor of the smallest size by the surface energy of the fragments.</summary>
public sealed record SurfaceEnergyParameters
{
    /// <summary>Raises the smallest size to the energy-limited floor.</summary>
    public bool Enabled { get; init; }

    /// <summary>Surface energy, J m^-2; above 0.</summary>
    public double GammaJM2 { get; init; } = 1;

    /// <summary>Fraction of the impact energy that becomes surface; above 0 to 1.</summary>
    public double Eta { get; init; } = 0.1;

    /// <summary>Size of the colliders; null is s_max, m; above 0.</summary>
    public double? ColliderSizeM { get; init; }

    /// <summary>Mass fraction of the largest fragment; above 0 to 1.</summary>
    public double LargestFragmentMassFraction { get; init; } = 0.5;
}

/// <summary>The catastrophic disruption threshold Q*_D.</summary>
public sealed record QstarParameters
{
    /// <summary>Strength coefficient; used with override_coeffs and without coeff_table.</summary>
    public required double Qs { get; init; }

    /// <summary>Strength exponent; used with override_coeffs and without coeff_table.</summary>
    public required double AS { get; init; }

    /// <summary>Gravity coefficient; used with override_coeffs and without coeff_table.</summary>
    public required double B { get; init; }

    /// <summary>Gravity exponent; used with override_coeffs and without coeff_table.</summary>
    public required double BG { get; init; }

    /// <summary>Velocities to which one set of coefficients applies, km s^-1.</summary>
    public required IReadOnlyList<double> VRefKms { get; init; }

    /// <summary>Units of the coefficients.</summary>
    public CoefficientUnits CoeffUnits { get; init; }

    /// <summary>Whether the file replaces the built-in table of 1 to 7 km/s.</summary>
    public bool OverrideCoeffs { get; init; }

    /// <summary>Factor of Qs and B; not applied to coeff_table; above 0.</summary>
    public double CoeffScale { get; init; } = 1;

    /// <summary>Coefficients per velocity in km s^-1, in rising order: Qs, a_s, B, b_g.</summary>
    public IReadOnlyList<StrengthCoefficients>? CoeffTable { get; init; }

    /// <summary>Velocity exponent of the gravity term outside the table; above 0.</summary>
    public double MuGrav { get; init; } = 0.45;

    /// <summary>Entries of a cache; no effect; at least 0.</summary>
    public int CacheMaxsize { get; init; } = 128;
}

/// <summary>Choices of qstar.coeff_units.</summary>
public enum CoefficientUnits
{
    /// <summary>Written as <c>ba99_cgs</c>.</summary>
    Ba99Cgs,

    /// <summary>Written as <c>si</c>.</summary>
    Si,
}

/// <summary>Coefficients of the threshold Q*_D at one velocity.</summary>
/// <param name="VRefKms">Velocity, km s^-1, above 0.</param>
/// <param name="Qs">Strength coefficient, in the units of qstar.coeff_units.</param>
/// <param name="AS">Exponent of the strength term.</param>
/// <param name="B">Gravity coefficient, in the units of qstar.coeff_units.</param>
/// <param name="BG">Exponent of the gravity term.</param>
public readonly record struct StrengthCoefficients(double VRefKms, double Qs, double AS, double B, double BG);
