using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Summary;

/// <summary>Time grid and stop.</summary>
internal static class SummaryTime
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end, Func<string, double> median)
    {
        var stop = end.Stop;
        var isTau = stop.Reason == StopReason.TauExceeded;
        document["stop_reason"] = isTau ? "tau_exceeded" : null;
        document["stop_tau_los"] = isTau ? stop.Tau : null;
        document["early_stop_reason"] = Word(stop.Reason);
        document["early_stop_time_s"] = StopTime(stop);
        document["analysis_window_years"] = plan.Parameters.Scope.AnalysisYears;
        document["analysis_window_years_actual"] = ActualEnd(end) / PhysicalConstants.SecondsPerYear;
        document["dt_over_t_blow_median"] = median("dt_over_t_blow");
        document["time_grid"] = Grid(plan, end);
    }

    /// <summary>The word of a reason in documents; null for none.</summary>
    public static string? Word(StopReason reason) => reason switch
    {
        StopReason.BlowoutBelowSmallestSize => "a_blow_below_s_min_config",
        StopReason.TauExceeded => "tau_exceeded",
        StopReason.LossRateBelowThreshold => "loss_rate_below_threshold",
        StopReason.StopRequested => "stop_requested",
        StopReason.ExpectationFailed => "expectation_failed",
        _ => null,
    };

    /// <summary>How the step was found.</summary>
    public static string Mode(TimeGrid time) => time.IsAutomatic ? "auto" : "explicit";

    /// <summary>The time grid in few words, for the scope of the run.</summary>
    public static JsonMembers Short(RunPlan plan, RunState end)
    {
        var (time, stop) = (plan.Time, end.Stop);
        return new JsonMembers
        {
            ["t_start_s"] = 0.0,
            ["t_end_s"] = time.End,
            ["t_end_actual_s"] = ActualEnd(end),
            ["dt_mode"] = Mode(time),
            ["dt_nominal_s"] = time.NominalStep,
            ["dt_s"] = time.Step,
            ["n_steps"] = time.Steps,
            ["terminated_early"] = stop.Reason != StopReason.None,
            ["early_stop_reason"] = Word(stop.Reason),
            ["early_stop_step"] = stop.Reason == StopReason.None ? null : stop.Step,
        };
    }

    /// <summary>The candidates for the nominal step.</summary>
    public static JsonMembers Sources(TimeGrid time)
    {
        var sources = new JsonMembers();
        foreach (var (name, seconds) in time.Sources)
            sources[name] = seconds;
        return sources;
    }

    private static double? StopTime(StopState stop) => stop.Reason == StopReason.None ? null : stop.Time;

    private static double ActualEnd(RunState end) => StopTime(end.Stop) ?? end.Statistics.Elapsed;

    private static JsonMembers Grid(RunPlan plan, RunState end)
    {
        var (time, stop) = (plan.Time, end.Stop);
        return new JsonMembers
        {
            ["basis"] = time.Basis,
            ["t_end_input"] = time.EndInput,
            ["t_end_s"] = time.End,
            ["t_end_actual_s"] = ActualEnd(end),
            ["dt_mode"] = Mode(time),
            ["dt_input"] = time.IsAutomatic ? "auto" : time.NominalStep,
            ["dt_nominal_s"] = time.NominalStep,
            ["dt_step_s"] = time.Step,
            ["n_steps"] = time.Steps,
            ["dt_sources_s"] = Sources(time),
            ["dt_capped_by_max_steps"] = time.IsCapped,
            ["terminated_early"] = stop.Reason != StopReason.None,
            ["early_stop_reason"] = Word(stop.Reason),
            ["early_stop_step"] = stop.Reason == StopReason.None ? null : stop.Step,
            ["early_stop_time_s"] = StopTime(stop),
        };
    }
}
