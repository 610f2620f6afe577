using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Simulation.Inputs.Metrics;

/// <summary>Numbers of the metrics that a step knows, in states.</summary>
internal enum StepMetric
{
    ErrorPercent = 0,
    MassTotal = 1,
    MassLost = 2,
    MassBlownOut = 3,
    MassSunk = 4,
    LossRate = 5,
    TauLineOfSight = 6,
    SurfaceDensity = 7,
    BlowoutSize = 8,
    SmallestSize = 9,
    Beta = 10,
    SupplyApplied = 11,
    SupplyNominal = 12,
    Time = 13,
    Steps = 14,
    DriverRows = 15,
}

/// <summary>Numbers of the metrics that only the ended run knows, in states.</summary>
internal enum RunMetric
{
    Restarts = 0,
    LostBatches = 1,
    SeriesHash = 2,
}

/// <summary>The metrics by name. Every live key that is a number is one too, with its value at the border.</summary>
public static class MetricNames
{
    /// <summary>How often the pipeline of the run was put up again, in this attempt.</summary>
    public static Metric Restarts { get; } = Of(RunMetric.Restarts, "pipeline.restarts");

    /// <summary>Steps that are missing in the committed rows; 0 unless a law was broken.</summary>
    public static Metric LostBatches { get; } = Of(RunMetric.LostBatches, "pipeline.lost_batches");

    /// <summary>Hash over the values of all tables of the run.</summary>
    public static Metric SeriesHash { get; } = new(MetricSource.Run, (int)RunMetric.SeriesHash, "series.hash", "1", isText: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        Of(StepMetric.ErrorPercent, "mass.error_percent", "1"),
        Of(StepMetric.MassTotal, "mass.total", "M_Mars"),
        Of(StepMetric.MassLost, "mass.lost", "M_Mars"),
        Of(StepMetric.MassBlownOut, "mass.blowout", "M_Mars"),
        Of(StepMetric.MassSunk, "mass.sinks", "M_Mars"),
        Of(StepMetric.LossRate, "mass.loss_rate", "M_Mars/s"),
        Of(StepMetric.TauLineOfSight, "optical_depth.tau_los", "1"),
        Of(StepMetric.SurfaceDensity, "surface.sigma", "kg/m^2"),
        Of(StepMetric.BlowoutSize, "sizes.s_blow", "m"),
        Of(StepMetric.SmallestSize, "sizes.s_min_effective", "m"),
        Of(StepMetric.Beta, "radiation.beta", "1"),
        Of(StepMetric.SupplyApplied, "supply.rate_applied", "kg/m^2/s"),
        Of(StepMetric.SupplyNominal, "supply.rate_nominal", "kg/m^2/s"),
        Of(StepMetric.Time, "run.time", "s"),
        Of(StepMetric.Steps, "run.steps", "1"),
        Of(StepMetric.DriverRows, "driver.rows", "1"),
        Restarts,
        LostBatches,
        SeriesHash,
        .. LiveKeys.All.Select(key => new Metric(MetricSource.Key, (int)key.Id, key.Name, key.Unit)),
    ];

    /// <summary>The metric of a name; null if there is none.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => string.Equals(metric.Name, name, StringComparison.Ordinal));

    internal static Metric Of(MetricSource source, int id) => All.First(metric => metric.Source == source && metric.Id == id);

    private static Metric Of(StepMetric id, string name, string unit) => new(MetricSource.Step, (int)id, name, unit);

    private static Metric Of(RunMetric id, string name) => new(MetricSource.Run, (int)id, name, "1");
}
