namespace MarsDisk.Simulation.Parameters;

/// <summary>One segment of a piecewise supply, active over [t_start_s, t_end_s).</summary>
public sealed record SupplySegmentParameters
{
    /// <summary>Start of the segment, s.</summary>
    public required double TStartS { get; init; }

    /// <summary>End of the segment, exclusive, s.</summary>
    public required double TEndS { get; init; }

    /// <summary>Law of the segment.</summary>
    public SupplyMode Mode { get; init; }

    /// <summary>Section const: the constant supply and its scale mu.</summary>
    public ConstantSupplyParameters Const { get; init; } = new();

    /// <summary>Section powerlaw: rate A ((t - t0) + 1e-12)^index for t &gt;= t0, else 0.</summary>
    public PowerLawSupplyParameters Powerlaw { get; init; } = new();

    /// <summary>Section table: table of the supply rate over time.</summary>
    public SupplyTableParameters Table { get; init; } = new();
}

/// <summary>A finite reservoir behind the supply.</summary>
public sealed record SupplyReservoirParameters
{
    /// <summary>Whether the supply draws on a finite reservoir.</summary>
    public bool Enabled { get; init; }

    /// <summary>Mass of the reservoir, M_Mars; at least 0.</summary>
    public double? MassTotalMmars { get; init; }

    /// <summary>How the supply ends when the reservoir does.</summary>
    public DepletionMode DepletionMode { get; init; }

    /// <summary>Fraction of the reservoir over which the supply fades; 0 to 1.</summary>
    public double TaperFraction { get; init; } = 0.05;
}

/// <summary>Choices of supply.reservoir.depletion_mode.</summary>
public enum DepletionMode
{
    /// <summary>Written as <c>hard_stop</c>.</summary>
    HardStop,

    /// <summary>Written as <c>taper</c>.</summary>
    Taper,
}

/// <summary>Control of the supply by the optical depth.</summary>
public sealed record SupplyFeedbackParameters
{
    /// <summary>Whether the supply follows the optical depth.</summary>
    public bool Enabled { get; init; }

    /// <summary>Optical depth that the control aims at.</summary>
    public double TargetTau { get; init; } = 1;

    /// <summary>Gain of the control.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Response time of the control, yr; above 0.</summary>
    public double ResponseTimeYears { get; init; } = 0.5;

    /// <summary>Smallest factor of the supply; at least 0.</summary>
    public double MinScale { get; init; } = 1e-6;

    /// <summary>Largest factor of the supply; above 0.</summary>
    public double MaxScale { get; init; } = 10;

    /// <summary>Optical depth that the control reads.</summary>
    public OpticalDepthField TauField { get; init; }

    /// <summary>Factor of the supply at the start.</summary>
    public double InitialScale { get; init; } = 1;
}

/// <summary>Dependence of the supply on the temperature of Mars.</summary>
public sealed record SupplyTemperatureParameters
{
    /// <summary>Whether the supply follows the temperature.</summary>
    public bool Enabled { get; init; }

    /// <summary>Power law or table.</summary>
    public SupplyTemperatureMode Mode { get; init; }

    /// <summary>Reference temperature of the power law, K; above 0.</summary>
    public double ReferenceK { get; init; } = 1800;

    /// <summary>Exponent of the power law.</summary>
    public double Exponent { get; init; } = 1;

    /// <summary>Factor at the reference temperature.</summary>
    public double ScaleAtReference { get; init; } = 1;

    /// <summary>Smallest factor.</summary>
    public double Floor { get; init; }

    /// <summary>Largest factor; above 0.</summary>
    public double Cap { get; init; } = 10;

    /// <summary>Section table: table of the supply over temperature.</summary>
    public SupplyTemperatureTableParameters Table { get; init; } = new();
}

/// <summary>Choices of supply.temperature.mode.</summary>
public enum SupplyTemperatureMode
{
    /// <summary>Written as <c>scale</c>.</summary>
    Scale,

    /// <summary>Written as <c>table</c>.</summary>
    Table,
}

/// <summary>Table of the supply over temperature.</summary>
public sealed record SupplyTemperatureTableParameters
{
    /// <summary>File of the table.</summary>
    public string Path { get; init; } = "data/supply_temperature_map.csv";

    /// <summary>Whether the table holds factors or rates.</summary>
    public SupplyValueKind ValueKind { get; init; }

    /// <summary>Name of the temperature column.</summary>
    public string ColumnTemperature { get; init; } = "T_K";

    /// <summary>Name of the value column.</summary>
    public string ColumnValue { get; init; } = "value";
}

/// <summary>Choices of supply.temperature.table.value_kind.</summary>
public enum SupplyValueKind
{
    /// <summary>Written as <c>scale</c>.</summary>
    Scale,

    /// <summary>Written as <c>rate</c>.</summary>
    Rate,
}

/// <summary>Way of the supplied mass to the surface.</summary>
public sealed record SupplyTransportParameters
{
    /// <summary>Directly or through a deep layer.</summary>
    public TransportMode Mode { get; init; }

    /// <summary>Mixing time of the deep layer, orbit; at least 0.</summary>
    public double? TMixOrbits { get; init; }

    /// <summary>Gate of the deep layer.</summary>
    public HeadroomGate HeadroomGate { get; init; }
}

/// <summary>Choices of supply.transport.mode.</summary>
public enum TransportMode
{
    /// <summary>Written as <c>direct</c>.</summary>
    Direct,

    /// <summary>Written as <c>deep_mixing</c>.</summary>
    DeepMixing,
}

/// <summary>Choices of supply.transport.headroom_gate.</summary>
public enum HeadroomGate
{
    /// <summary>Written as <c>hard</c>.</summary>
    Hard,

    /// <summary>Written as <c>soft</c>.</summary>
    Soft,
}

/// <summary>Sizes and velocity of the supplied grains.</summary>
public sealed record SupplyInjectionParameters
{
    /// <summary>Bins that receive the supplied mass.</summary>
    public InjectionMode Mode { get; init; }

    /// <summary>Smallest supplied size, m; at least 0.</summary>
    public double? SInjMin { get; init; }

    /// <summary>Largest supplied size, above s_inj_min, m; at least 0.</summary>
    public double? SInjMax { get; init; }

    /// <summary>Slope of the supplied sizes; above 0.</summary>
    public double Q { get; init; } = 3.5;

    /// <summary>Section velocity: velocity of the supplied grains.</summary>
    public InjectionVelocityParameters Velocity { get; init; } = new();
}

/// <summary>Choices of supply.injection.mode.</summary>
public enum InjectionMode
{
    /// <summary>Written as <c>min_bin</c>.</summary>
    MinBin,

    /// <summary>Written as <c>powerlaw_bins</c>.</summary>
    PowerLawBins,

    /// <summary>Written as <c>initial_psd</c>.</summary>
    InitialPsd,
}

/// <summary>Velocity of the supplied grains.</summary>
public sealed record InjectionVelocityParameters
{
    /// <summary>Where their velocity comes from.</summary>
    public InjectionVelocityMode Mode { get; init; }

    /// <summary>Eccentricity of the supplied grains; at least 0.</summary>
    public double? EInj { get; init; }

    /// <summary>Inclination of the supplied grains, rad; at least 0.</summary>
    public double? IInj { get; init; }

    /// <summary>Factor of the relative velocity; at least 0.</summary>
    public double? VrelFactor { get; init; }

    /// <summary>How the velocities are blended.</summary>
    public VelocityBlend BlendMode { get; init; }

    /// <summary>Weight of the supplied grains.</summary>
    public VelocityWeight WeightMode { get; init; }
}

/// <summary>Choices of supply.injection.velocity.mode.</summary>
public enum InjectionVelocityMode
{
    /// <summary>Written as <c>inherit</c>.</summary>
    Inherit,

    /// <summary>Written as <c>fixed_ei</c>.</summary>
    FixedEi,

    /// <summary>Written as <c>factor</c>.</summary>
    Factor,
}

/// <summary>Choices of supply.injection.velocity.blend_mode.</summary>
public enum VelocityBlend
{
    /// <summary>Written as <c>rms</c>.</summary>
    Rms,

    /// <summary>Written as <c>linear</c>.</summary>
    Linear,
}

/// <summary>Choices of supply.injection.velocity.weight_mode.</summary>
public enum VelocityWeight
{
    /// <summary>Written as <c>delta_sigma</c>.</summary>
    DeltaSigma,

    /// <summary>Written as <c>sigma_ratio</c>.</summary>
    SigmaRatio,
}
