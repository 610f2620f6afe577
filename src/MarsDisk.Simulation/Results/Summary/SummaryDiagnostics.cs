using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Summary;

/// <summary>Keys that exist only with extended diagnostics or energy bookkeeping.</summary>
internal static class SummaryDiagnostics
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end, Func<string, double> median)
    {
        var diagnostics = plan.Parameters.Diagnostics;
        if (diagnostics.ExtendedDiagnostics.Enable)
            AddExtended(document, end, median, diagnostics.ExtendedDiagnostics.SchemaVersion);
        if (diagnostics.EnergyBookkeeping.Enabled)
            document["energy_bookkeeping"] = Energy(end.Energy);
    }

    private static void AddExtended(JsonMembers document, RunState end, Func<string, double> median, string version)
    {
        var (losses, statistics) = (end.Losses, end.Statistics);
        document["M_loss_blowout_total"] = losses.Blowout;
        document["M_loss_sink_total"] = losses.Sinks;
        document["M_loss_total"] = losses.Total;
        document["max_mloss_rate"] = statistics.LossRateMax;
        document["max_mloss_rate_time"] = statistics.LossRateMaxTime;
        document["median_ts_ratio"] = median("ts_ratio");
        document["median_gate_factor"] = median("blowout_gate_factor");
        document["tau_gate_blocked_time_fraction"] =
            statistics.Elapsed > 0 ? statistics.TauGateTime / statistics.Elapsed : 0.0;
        document["extended_diagnostics_version"] = version;
    }

    private static JsonMembers Energy(EnergyTotals energy) => new()
    {
        ["enabled"] = true,
        ["E_rel_total"] = energy.Relative,
        ["E_dissipated_total"] = energy.Dissipated,
        ["E_retained_total"] = energy.Returned,
        ["frac_fragmentation_last"] = energy.FragmentationShareLast,
        ["frac_cratering_last"] = energy.CrateringShareLast,
        ["f_ke_mean_last"] = energy.ShareMeanLast,
        ["f_ke_energy_last"] = energy.ShareOfEnergyLast,
    };
}
