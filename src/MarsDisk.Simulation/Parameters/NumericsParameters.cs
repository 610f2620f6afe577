namespace MarsDisk.Simulation.Parameters;

/// <summary>Time grid, solver and its switches.</summary>
public sealed record NumericsParameters
{
    /// <summary>Set of numerics: the reference's numbers, or all documented fixes.</summary>
    public NumericsProfile Profile { get; init; }

    /// <summary>One capped collision step per dt, or the whole dt with sub-steps.</summary>
    public TimeAdvance TimeAdvance { get; init; }

    /// <summary>Whether gains and losses are computed from one state.</summary>
    public ImexScheme Imex { get; init; }

    /// <summary>Whether the supply is part of the mass budget.</summary>
    public MassBudgetMode MassBudget { get; init; }

    /// <summary>End time; gives way to t_end_orbits, yr; above 0.</summary>
    public double? TEndYears { get; init; }

    /// <summary>End time in orbits; wins over t_end_years, orbit; above 0.</summary>
    public double? TEndOrbits { get; init; }

    /// <summary>Temperature that ends the run if the driver reaches it, K; above 0.</summary>
    public double? TEndUntilTemperatureK { get; init; }

    /// <summary>Time after that temperature, yr; at least 0.</summary>
    public double TEndTemperatureMarginYears { get; init; }

    /// <summary>How far that temperature is searched, yr; above 0.</summary>
    public double? TEndTemperatureSearchYears { get; init; }

    /// <summary>Shortest simulated time; suppresses early stops other than the optical depth, yr; above 0.</summary>
    public double? MinDurationYears { get; init; }

    /// <summary>Stops when the blow-out size falls below s_min.</summary>
    public bool StopOnBlowoutBelowSmin { get; init; }

    /// <summary>Stops when the loss rate falls below this, M_Mars s^-1; at least 0.</summary>
    public double? MassLossRateStopMmarsS { get; init; }

    /// <summary>Length of a step, s; above 0; null is auto.</summary>
    public double? DtInit { get; init; } = 60000;

    /// <summary>Safety factor of a sub-step; read with time_advance resolved; above 0.</summary>
    public double Safety { get; init; } = 0.1;

    /// <summary>Absolute tolerance; read with time_advance resolved; above 0.</summary>
    public double Atol { get; init; } = 1e-10;

    /// <summary>Relative tolerance; read with time_advance resolved; above 0.</summary>
    public double Rtol { get; init; } = 1e-6;

    /// <summary>False without a temperature driver freezes the radiation parameters after the first step.</summary>
    public bool EvalPerStep { get; init; } = true;

    /// <summary>Writes orbit_rollup.csv.</summary>
    public bool OrbitRollup { get; init; } = true;

    /// <summary>Ratio above which a long step is warned about; above 0.</summary>
    public double? DtOverTBlowMax { get; init; }

    /// <summary>Read by the one-dimensional driver only; above 0.</summary>
    public double? DtMinTcollRatio { get; init; } = 0.5;

    /// <summary>Section collision_cache: caches of the reference's kernel; no effect here.</summary>
    public CollisionCacheParameters CollisionCache { get; init; } = new();

    /// <summary>Section checkpoint: stored histories of a run without streaming.</summary>
    public CheckpointParameters Checkpoint { get; init; } = new();

    /// <summary>Section resume: resume of the reference; the journal takes its place.</summary>
    public ResumeParameters Resume { get; init; } = new();
}

/// <summary>Choices of numerics.profile.</summary>
public enum NumericsProfile
{
    /// <summary>Written as <c>reference</c>.</summary>
    Reference,

    /// <summary>Written as <c>corrected</c>.</summary>
    Corrected,
}

/// <summary>Choices of numerics.time_advance.</summary>
public enum TimeAdvance
{
    /// <summary>Written as <c>reference</c>.</summary>
    Reference,

    /// <summary>Written as <c>resolved</c>.</summary>
    Resolved,
}

/// <summary>Choices of numerics.imex.</summary>
public enum ImexScheme
{
    /// <summary>Written as <c>reference</c>.</summary>
    Reference,

    /// <summary>Written as <c>consistent</c>.</summary>
    Consistent,
}

/// <summary>Choices of numerics.mass_budget.</summary>
public enum MassBudgetMode
{
    /// <summary>Written as <c>reference</c>.</summary>
    Reference,

    /// <summary>Written as <c>with_supply</c>.</summary>
    WithSupply,
}

/// <summary>Caches of the reference's kernel; no effect here.</summary>
public sealed record CollisionCacheParameters
{
    /// <summary>Keeps the cache between runs; no effect.</summary>
    public bool Persist { get; init; }

    /// <summary>Size of the cache; no effect; above 0.</summary>
    public double SizeScale { get; init; } = 3;
}

/// <summary>Stored histories of a run without streaming; with streaming the journal and its chunks take their place.</summary>
public sealed record CheckpointParameters
{
    /// <summary>Whether the history in memory is stored at intervals.</summary>
    public bool Enabled { get; init; }

    /// <summary>Simulated time between two of them, yr; above 0.</summary>
    public double IntervalYears { get; init; } = 1;

    /// <summary>Directory of the reference; not read.</summary>
    public string? Path { get; init; }

    /// <summary>Format of the reference; not read.</summary>
    public CheckpointFormat Format { get; init; }

    /// <summary>How many are kept while the run goes on; 0 keeps all; at least 0.</summary>
    public int KeepLastN { get; init; } = 3;
}

/// <summary>Choices of numerics.checkpoint.format.</summary>
public enum CheckpointFormat
{
    /// <summary>Written as <c>pickle</c>.</summary>
    Pickle,

    /// <summary>Written as <c>json</c>.</summary>
    Json,
}

/// <summary>Resume of the reference; the journal takes its place.</summary>
public sealed record ResumeParameters
{
    /// <summary>Without effect: a run that is in the directory goes on anyway.</summary>
    public bool Enabled { get; init; }

    /// <summary>Checkpoint of the reference; refused.</summary>
    public string? FromPath { get; init; }
}
