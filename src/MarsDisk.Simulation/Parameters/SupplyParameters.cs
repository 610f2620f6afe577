namespace MarsDisk.Simulation.Parameters;

/// <summary>External supply of the surface layer.</summary>
public sealed record SupplyParameters
{
    /// <summary>Whether mass is supplied at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Law of the raw rate; all but const are legacy.</summary>
    public SupplyMode Mode { get; init; }

    /// <summary>Section const: the constant supply and its scale mu.</summary>
    public ConstantSupplyParameters Const { get; init; } = new();

    /// <summary>Section mixing: mixing of the supplied mass into the surface layer.</summary>
    public SupplyMixingParameters Mixing { get; init; } = new();

    /// <summary>Section powerlaw: rate A ((t - t0) + 1e-12)^index for t &gt;= t0, else 0.</summary>
    public PowerLawSupplyParameters Powerlaw { get; init; } = new();

    /// <summary>Section table: table of the supply rate over time.</summary>
    public SupplyTableParameters Table { get; init; } = new();

    /// <summary>Segments of the piecewise law, each over [t_start_s, t_end_s).</summary>
    public IReadOnlyList<SupplySegmentParameters> Piecewise { get; init; } = [];

    /// <summary>What happens above tau = 1; without effect while the optical depth is given.</summary>
    public HeadroomPolicy HeadroomPolicy { get; init; }

    /// <summary>Section reservoir: a finite reservoir behind the supply.</summary>
    public SupplyReservoirParameters Reservoir { get; init; } = new();

    /// <summary>Section feedback: control of the supply by the optical depth.</summary>
    public SupplyFeedbackParameters Feedback { get; init; } = new();

    /// <summary>Section temperature: dependence of the supply on the temperature of Mars.</summary>
    public SupplyTemperatureParameters Temperature { get; init; } = new();

    /// <summary>Section transport: way of the supplied mass to the surface.</summary>
    public SupplyTransportParameters Transport { get; init; } = new();

    /// <summary>Section injection: sizes and velocity of the supplied grains.</summary>
    public SupplyInjectionParameters Injection { get; init; } = new();
}

/// <summary>Choices of supply.mode.</summary>
public enum SupplyMode
{
    /// <summary>Written as <c>const</c>.</summary>
    Constant,

    /// <summary>Written as <c>table</c>.</summary>
    Table,

    /// <summary>Written as <c>powerlaw</c>.</summary>
    PowerLaw,

    /// <summary>Written as <c>piecewise</c>.</summary>
    Piecewise,
}

/// <summary>Choices of supply.headroom_policy.</summary>
public enum HeadroomPolicy
{
    /// <summary>Written as <c>clip</c>.</summary>
    Clip,

    /// <summary>Written as <c>spill</c>.</summary>
    Spill,
}

/// <summary>The constant supply and its scale mu.</summary>
public sealed record ConstantSupplyParameters
{
    /// <summary>Raw rate; used while mu_orbit10pct is null, kg m^-2 s^-1.</summary>
    public double ProdAreaRateKgM2S { get; init; }

    /// <summary>Supply scale mu: at 1, orbit_fraction_at_mu1 of the reference layer per orbit; at least 0.</summary>
    public double? MuOrbit10pct { get; init; }

    /// <summary>Optical depth of the reference layer; null is the initial layer; above 0.</summary>
    public double? MuReferenceTau { get; init; }

    /// <summary>Fraction of the reference layer that mu = 1 supplies per orbit; above 0.</summary>
    public double OrbitFractionAtMu1 { get; init; } = 0.10;

    /// <summary>Time in which the rate fills Sigma_tau1; only while mu is null, yr; above 0.</summary>
    public double? AutoFromTau1TfillYears { get; init; }
}

/// <summary>Mixing of the supplied mass into the surface layer.</summary>
public sealed record SupplyMixingParameters
{
    /// <summary>Mixing efficiency that multiplies the raw rate; positive when mu is used; 0 to 2.</summary>
    public double EpsilonMix { get; init; } = 0.05;
}

/// <summary>Rate A ((t - t0) + 1e-12)^index for t &gt;= t0, else 0.</summary>
public sealed record PowerLawSupplyParameters
{
    /// <summary>Amplitude of the power law, kg m^-2 s^-1.</summary>
    public double? AKgM2S { get; init; }

    /// <summary>Start of the power law, s.</summary>
    public double T0S { get; init; }

    /// <summary>Exponent of the power law.</summary>
    public double Index { get; init; } = -1;
}

/// <summary>Table of the supply rate over time.</summary>
public sealed record SupplyTableParameters
{
    /// <summary>File of the table.</summary>
    public string Path { get; init; } = "data/supply_rate.csv";

    /// <summary>Interpolation between rows.</summary>
    public SupplyInterpolation Interp { get; init; }

    /// <summary>Unit of the time column.</summary>
    public SupplyTimeUnit TimeUnit { get; init; }
}

/// <summary>Choices of supply.table.interp.</summary>
public enum SupplyInterpolation
{
    /// <summary>Written as <c>linear</c>.</summary>
    Linear,
}

/// <summary>Choices of supply.table.time_unit.</summary>
public enum SupplyTimeUnit
{
    /// <summary>Written as <c>s</c>.</summary>
    Seconds,

    /// <summary>Written as <c>year</c>.</summary>
    Years,
}
