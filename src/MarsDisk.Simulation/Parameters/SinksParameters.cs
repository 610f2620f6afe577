namespace MarsDisk.Simulation.Parameters;

/// <summary>Processes that remove mass besides blow-out.</summary>
public sealed record SinksParameters
{
    /// <summary>Whether there are sinks at all.</summary>
    public SinksMode Mode { get; init; } = SinksMode.Sublimation;

    /// <summary>Sublimation; cannot switch it off while mode is sublimation.</summary>
    public bool EnableSublimation { get; init; } = true;

    /// <summary>Where sublimation acts: size drift, collision solver, both.</summary>
    public SublimationLocation SublimationLocation { get; init; }

    /// <summary>Not read; the kernel has its own 1300 K, K.</summary>
    public double TSub { get; init; } = 1300;

    /// <summary>Whether gas drag removes grains.</summary>
    public bool EnableGasDrag { get; init; }

    /// <summary>Density of the gas, kg m^-3; at least 0.</summary>
    public double RhoG { get; init; }

    /// <summary>Section rp_blowout: second switch of blow-out.</summary>
    public RadiationBlowoutParameters RpBlowout { get; init; } = new();

    /// <summary>Section hydro_escape: hydrodynamic escape of vapour.</summary>
    public HydroEscapeParameters HydroEscape { get; init; } = new();

    /// <summary>Section sub_params: constants of the sublimation law.</summary>
    public SublimationParameters SubParams { get; init; } = new();
}

/// <summary>Choices of sinks.mode.</summary>
public enum SinksMode
{
    /// <summary>Written as <c>none</c>.</summary>
    None,

    /// <summary>Written as <c>sublimation</c>.</summary>
    Sublimation,
}

/// <summary>Choices of sinks.sublimation_location.</summary>
public enum SublimationLocation
{
    /// <summary>Written as <c>surface</c>.</summary>
    Surface,

    /// <summary>Written as <c>smol</c>.</summary>
    Smol,

    /// <summary>Written as <c>both</c>.</summary>
    Both,
}

/// <summary>Second switch of blow-out.</summary>
public sealed record RadiationBlowoutParameters
{
    /// <summary>Blow-out runs only if this is true as well.</summary>
    public bool Enable { get; init; } = true;
}

/// <summary>Hydrodynamic escape of vapour.</summary>
public sealed record HydroEscapeParameters
{
    /// <summary>Whether vapour escapes.</summary>
    public bool Enable { get; init; }

    /// <summary>Rate at the reference temperature, s^-1; at least 0.</summary>
    public double Strength { get; init; }

    /// <summary>Exponent of the temperature.</summary>
    public double TempPower { get; init; } = 1;

    /// <summary>Reference temperature, K; above 0.</summary>
    public double TRefK { get; init; } = 2000;

    /// <summary>Smallest vapour fraction; at least 0.</summary>
    public double FVapFloor { get; init; } = 1e-3;
}

/// <summary>Constants of the sublimation law.</summary>
public sealed record SublimationParameters
{
    /// <summary>Law of the mass flux.</summary>
    public SublimationMode Mode { get; init; }

    /// <summary>Ambient pressure of the vapour, Pa; at least 0.</summary>
    public double PGas { get; init; }

    /// <summary>Width of the placeholder laws, K; above 0.</summary>
    public double DT { get; init; } = 50;

    /// <summary>Fraction that counts as instantaneous; 0 to 1.</summary>
    public double EtaInstant { get; init; } = 0.1;

    /// <summary>Evaporation coefficient; 0 to 1.</summary>
    public double AlphaEvap { get; init; } = 0.007;

    /// <summary>Molar mass of the vapour, kg mol^-1; above 0.</summary>
    public double Mu { get; init; } = 0.0440849;

    /// <summary>Clausius constant of the solid branch, log10 Pa.</summary>
    public double? A { get; init; } = 13.613;

    /// <summary>Clausius slope of the solid branch, K.</summary>
    public double? B { get; init; } = 17850;

    /// <summary>Validity window of the solid branch, K.</summary>
    public ValueRange? ValidK { get; init; } = new ValueRange(1270, 1600);

    /// <summary>Whether the liquid branch is used above the switch.</summary>
    public bool EnableLiquidBranch { get; init; } = true;

    /// <summary>Temperature of the switch to the liquid branch, K; above 0.</summary>
    public double? PsatLiquidSwitchK { get; init; } = 1900;

    /// <summary>Clausius constant of the liquid branch, log10 Pa.</summary>
    public double? ALiq { get; init; } = 13.203;

    /// <summary>Clausius slope of the liquid branch, K.</summary>
    public double? BLiq { get; init; } = 25898.9;

    /// <summary>Validity window of the liquid branch, K.</summary>
    public ValueRange? ValidLiquidK { get; init; } = new ValueRange(1900, 3500);

    /// <summary>Source of the vapour pressure.</summary>
    public VapourPressureModel PsatModel { get; init; }

    /// <summary>Table of the vapour pressure.</summary>
    public string? PsatTablePath { get; init; }

    /// <summary>Margin around the table, K; above 0.</summary>
    public double PsatTableBufferK { get; init; } = 75;

    /// <summary>Window of the local fit, K; above 0.</summary>
    public double LocalFitWindowK { get; init; } = 300;

    /// <summary>Fewest points of the local fit; at least 2.</summary>
    public int MinPointsLocalFit { get; init; } = 3;

    /// <summary>Tolerance of the cache, K; at least 0.</summary>
    public double PsatCacheTolK { get; init; }

    /// <summary>Shrinking keeps mass; only grains crossing the blow-out size are lost.</summary>
    public bool MassConserving { get; init; }
}

/// <summary>Choices of sinks.sub_params.mode.</summary>
public enum SublimationMode
{
    /// <summary>Written as <c>exponential</c>.</summary>
    Exponential,

    /// <summary>Written as <c>logistic</c>.</summary>
    Logistic,

    /// <summary>Written as <c>hkl</c>.</summary>
    Hkl,

    /// <summary>Written as <c>hkl_timescale</c>.</summary>
    HklTimescale,
}

/// <summary>Choices of sinks.sub_params.psat_model.</summary>
public enum VapourPressureModel
{
    /// <summary>Written as <c>auto</c>.</summary>
    Auto,

    /// <summary>Written as <c>clausius</c>.</summary>
    Clausius,

    /// <summary>Written as <c>tabulated</c>.</summary>
    Tabulated,
}

/// <summary>A closed range of values, unit of its key.</summary>
/// <param name="Low">Lower end, inclusive.</param>
/// <param name="High">Upper end, inclusive.</param>
public readonly record struct ValueRange(double Low, double High);
