using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Summary;

/// <summary>Losses and quality of the mass account.</summary>
internal static class SummaryLosses
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end)
    {
        var losses = end.Losses;
        var orbits = OrbitRollupCsv.Count(end);
        document["M_loss"] = losses.Total;
        document["M_out_cum"] = losses.Blowout;
        document["M_loss_rp_mars"] = losses.Blowout;
        document["M_loss_surface_solid_marsRP"] = losses.Blowout;
        document["M_sink_cum"] = losses.Sinks;
        document["M_loss_from_sinks"] = losses.Sinks;
        document["M_loss_from_sublimation"] = losses.Sublimation;
        document["M_loss_hydro_escape"] = losses.Hydro;
        document["M_loss_tau_clip_spill"] = 0.0;
        document["M_out_mean_per_orbit"] = losses.Blowout / orbits;
        document["M_sink_mean_per_orbit"] = losses.Sinks / orbits;
        document["M_loss_mean_per_orbit"] = losses.Total / orbits;
        document["orbits_completed"] = orbits;
        AddQuality(document, plan, end);
    }

    private static void AddQuality(JsonMembers document, RunPlan plan, RunState end)
    {
        var statistics = end.Statistics;
        var hasSolver = plan.Switches is { Smoluchowski: true, Collisions: true };
        var sigma = statistics.FirstSurfaceDensity;
        document["collision_time_fraction"] = hasSolver && statistics.Elapsed > 0
            ? statistics.CollisionTime.Value / statistics.Elapsed
            : null;
        document["solver_mass_created_relative"] = hasSolver ? statistics.MassCreated.Value / sigma : null;
        document["solver_mass_defect_relative"] = hasSolver ? statistics.MassDefect.Value / sigma : null;
        document["mass_budget_max_error_percent"] = statistics.ErrorPercentMax;
        document["enforce_mass_budget"] = plan.EnforcesMassBudget;
        if (!end.Stop.IsBudgetViolated)
            return;
        document["mass_budget_violation"] = new JsonMembers
        {
            ["time"] = end.Stop.ViolationTime,
            ["error_percent"] = end.Stop.ViolationErrorPercent,
            ["tolerance_percent"] = Stepping.Accounting.TolerancePercent,
            ["mass_initial"] = plan.Start.Mass,
            ["mass_remaining"] = end.Stop.ViolationRemaining,
            ["mass_lost"] = end.Stop.ViolationLost,
            ["mass_diff"] = end.Stop.ViolationDifference,
        };
    }
}
