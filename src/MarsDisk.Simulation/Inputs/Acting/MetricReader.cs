using MarsDisk.Simulation.Inputs.Keys;
using MarsDisk.Simulation.Inputs.Metrics;
using MarsDisk.Simulation.Inputs.Saved;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.Stepping;

namespace MarsDisk.Simulation.Inputs.Acting;

/// <summary>Values of the metrics at a step border: facts of the step before it, and the keys as they stand there.</summary>
internal sealed class MetricReader(RunPlan plan, RunState run, StepContext step, KeyBook keys, InputState state)
{
    /// <summary>The value; not a number for a metric that only the ended run knows.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="time">Simulated time of the border, s.</param>
    public double At(Metric metric, double time) => metric.Source switch
    {
        MetricSource.Step => Of((StepMetric)metric.Id, time),
        MetricSource.Key => keys.ValueAt(LiveKeys.Of((LiveKeyId)metric.Id), time),
        _ => double.NaN,
    };

    private double Of(StepMetric metric, double time) => metric switch
    {
        StepMetric.ErrorPercent => run.Statistics.ErrorPercentMax,
        StepMetric.MassTotal => plan.Start.Mass - run.Losses.Total,
        StepMetric.MassLost => run.Losses.Total,
        StepMetric.MassBlownOut => run.Losses.Blowout,
        StepMetric.MassSunk => run.Losses.Sinks,
        StepMetric.LossRate => step.TotalRate,
        StepMetric.TauLineOfSight => step.Tau,
        StepMetric.SurfaceDensity => run.Disk.SurfaceDensity,
        StepMetric.BlowoutSize => step.BlowoutSize,
        StepMetric.SmallestSize => step.SizeMinimum,
        StepMetric.Beta => step.Beta,
        StepMetric.SupplyApplied => step.SupplyApplied,
        StepMetric.SupplyNominal => step.SupplyNominal,
        StepMetric.Time => time,
        StepMetric.Steps => run.Step,
        _ => state.Driver?.Rows ?? 0,
    };
}
