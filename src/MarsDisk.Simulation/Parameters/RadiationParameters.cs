namespace MarsDisk.Simulation.Parameters;

/// <summary>Radiation of Mars: temperature, pressure efficiency, driver.</summary>
public sealed record RadiationParameters
{
    /// <summary>Source of radiation; off disables blow-out and keeps the temperature constant.</summary>
    public RadiationSource Source { get; init; }

    /// <summary>Radiation pressure of Mars; false acts as source off.</summary>
    public bool UseMarsRp { get; init; } = true;

    /// <summary>Only echoed as requested.</summary>
    public bool UseSolarRp { get; init; }

    /// <summary>Initial or constant temperature of Mars, K; 1000 to 6500.</summary>
    public double? TMK { get; init; }

    /// <summary>Holds kappa_surf at its initial value.</summary>
    public bool FreezeKappa { get; init; }

    /// <summary>Table of Q_pr with columns T_M, s, Q_pr.</summary>
    public string? QprTablePath { get; init; }

    /// <summary>Makes a missing Q_pr an error instead of Q_pr = 1.</summary>
    public bool QprStrict { get; init; }

    /// <summary>Constant Q_pr; overrides the table; 0.5 to 1.5.</summary>
    public double? QPr { get; init; }

    /// <summary>Section qpr_cache: cache of Q_pr.</summary>
    public QprCacheParameters QprCache { get; init; } = new();

    /// <summary>Section tau_gate: gate of blow-out by the optical depth.</summary>
    public TauGateParameters TauGate { get; init; } = new();

    /// <summary>Section mars_temperature_driver: temperature of Mars over time.</summary>
    public TemperatureDriverParameters MarsTemperatureDriver { get; init; } = new();
}

/// <summary>Choices of radiation.source.</summary>
public enum RadiationSource
{
    /// <summary>Written as <c>mars</c>.</summary>
    Mars,

    /// <summary>Written as <c>off</c>.</summary>
    Off,
}

/// <summary>Cache of Q_pr.</summary>
public sealed record QprCacheParameters
{
    /// <summary>Whether values are cached; no effect.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Entries of the cache; no effect; at least 1.</summary>
    public int Maxsize { get; init; } = 1024;

    /// <summary>Rounds the arguments before the look-up; above 0.</summary>
    public double? RoundTol { get; init; }
}

/// <summary>Gate of blow-out by the optical depth.</summary>
public sealed record TauGateParameters
{
    /// <summary>Whether an opaque layer stops blow-out.</summary>
    public bool Enable { get; init; }

    /// <summary>Line-of-sight optical depth from which blow-out stops; above 0.</summary>
    public double TauMax { get; init; } = 1;
}

/// <summary>Temperature of Mars over time.</summary>
public sealed record TemperatureDriverParameters
{
    /// <summary>Whether the configured driver is used instead of a slab table.</summary>
    public bool Honour { get; init; }

    /// <summary>Whether a driver is configured.</summary>
    public bool Enabled { get; init; }

    /// <summary>Kind of the driver.</summary>
    public TemperatureDriverMode Mode { get; init; }

    /// <summary>Section constant: a constant temperature.</summary>
    public ConstantTemperatureParameters? Constant { get; init; }

    /// <summary>Section table: table of the temperature over time.</summary>
    public TemperatureTableParameters? Table { get; init; }

    /// <summary>Section hyodo: slab that cools by radiation.</summary>
    public HyodoCoolingParameters Hyodo { get; init; } = new();

    /// <summary>What happens outside the table.</summary>
    public TemperatureExtrapolation Extrapolation { get; init; }

    /// <summary>Section autogenerate: generated cooling table.</summary>
    public TemperatureAutogenerateParameters Autogenerate { get; init; } = new();
}

/// <summary>Choices of radiation.mars_temperature_driver.mode.</summary>
public enum TemperatureDriverMode
{
    /// <summary>Written as <c>constant</c>.</summary>
    Constant,

    /// <summary>Written as <c>table</c>.</summary>
    Table,

    /// <summary>Written as <c>hyodo</c>.</summary>
    Hyodo,
}

/// <summary>Choices of radiation.mars_temperature_driver.extrapolation.</summary>
public enum TemperatureExtrapolation
{
    /// <summary>Written as <c>hold</c>.</summary>
    Hold,

    /// <summary>Written as <c>error</c>.</summary>
    Error,
}

/// <summary>A constant temperature.</summary>
public sealed record ConstantTemperatureParameters
{
    /// <summary>Temperature of Mars, K; 1000 to 6500.</summary>
    public required double ValueK { get; init; }
}

/// <summary>Table of the temperature over time.</summary>
public sealed record TemperatureTableParameters
{
    /// <summary>File of the table.</summary>
    public required string Path { get; init; }

    /// <summary>Unit of the time column.</summary>
    public TemperatureTimeUnit TimeUnit { get; init; }

    /// <summary>Name of the time column.</summary>
    public string ColumnTime { get; init; } = "time";

    /// <summary>Name of the temperature column.</summary>
    public string ColumnTemperature { get; init; } = "T_M";
}

/// <summary>Choices of radiation.mars_temperature_driver.table.time_unit.</summary>
public enum TemperatureTimeUnit
{
    /// <summary>Written as <c>s</c>.</summary>
    Seconds,

    /// <summary>Written as <c>day</c>.</summary>
    Days,

    /// <summary>Written as <c>yr</c>.</summary>
    Years,

    /// <summary>Written as <c>orbit</c>.</summary>
    Orbits,
}

/// <summary>Slab that cools by radiation.</summary>
public sealed record HyodoCoolingParameters
{
    /// <summary>Thickness of the slab, m; above 0.</summary>
    public double DLayerM { get; init; } = 1e5;

    /// <summary>Density of the slab, kg m^-3; above 0.</summary>
    public double Rho { get; init; } = 3000;

    /// <summary>Heat capacity of the slab, J kg^-1 K^-1; above 0.</summary>
    public double Cp { get; init; } = 1000;
}

/// <summary>Generated cooling table.</summary>
public sealed record TemperatureAutogenerateParameters
{
    /// <summary>Irrelevant; a table is generated whenever it is needed.</summary>
    public bool Enabled { get; init; }

    /// <summary>Directory of generated tables.</summary>
    public string OutputDir { get; init; } = "data";

    /// <summary>Distance of the rows, h; above 0.</summary>
    public double DtHours { get; init; } = 1;

    /// <summary>Shortest length of the table, yr; above 0.</summary>
    public double MinYears { get; init; } = 2;

    /// <summary>Length beyond the end of the run, yr; at least 0.</summary>
    public double TimeMarginYears { get; init; }

    /// <summary>Unit of the time column.</summary>
    public TemperatureTimeUnit TimeUnit { get; init; } = TemperatureTimeUnit.Days;

    /// <summary>Name of the time column.</summary>
    public string ColumnTime { get; init; } = "time_day";

    /// <summary>Name of the temperature column.</summary>
    public string ColumnTemperature { get; init; } = "T_K";

    /// <summary>Cooling law.</summary>
    public CoolingModel Model { get; init; }

    /// <summary>File name; tag is the initial temperature with one decimal, "." as p, "-" as m.</summary>
    public string FilenameTemplate { get; init; } = "mars_temperature_T{tag}K.csv";

    /// <summary>Temperatures with shipped tables; no effect, K.</summary>
    public IReadOnlyList<double> KnownT0s { get; init; } = [2000, 4000, 6000];
}

/// <summary>Choices of radiation.mars_temperature_driver.autogenerate.model.</summary>
public enum CoolingModel
{
    /// <summary>Written as <c>slab</c>.</summary>
    Slab,

    /// <summary>Written as <c>hyodo</c>.</summary>
    Hyodo,
}
