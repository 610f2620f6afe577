using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Overview;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Summary;

/// <summary>Modes and switches.</summary>
internal static class SummaryModes
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end)
    {
        var (parameters, switches) = (plan.Parameters, plan.Switches);
        var mode = parameters.PhysicsMode.Word();
        document["physics_mode"] = mode;
        document["physics_mode_source"] = plan.Options.PhysicsModeSource;
        document["physics"] = new JsonMembers { ["mode"] = mode, ["source"] = plan.Options.PhysicsModeSource };
        document["primary_process"] = switches.Scenario;
        document["primary_scenario"] = switches.Scenario;
        document["collision_solver"] = parameters.Surface.CollisionSolver.Word();
        document["collisions_active"] = switches.Collisions;
        document["sinks_active"] = switches.Sinks;
        document["sublimation_active"] = switches.Sublimation;
        document["sublimation_location"] = parameters.Sinks.SublimationLocation.Word();
        document["radiation_field"] = RadiationOverview.Field(plan);
        document["radiation_tau_gate"] = RadiationOverview.TauGate(parameters);
        document["solar_radiation"] = RadiationOverview.Solar(parameters);
        var isTagged = parameters.Process.StateTagging.Enabled;
        document["state_tagging_enabled"] = isTagged;
        document["state_phase_tag"] = isTagged ? "solid" : null;
        document["config_source_path"] = plan.Options.ConfigurationPath;
        document["phase_branching"] = PhaseBranching(plan, end.Statistics);
        document["process_overview"] = ProcessOverview.Of(plan, end);
        document["scope_limitations"] = ScopeOverview.Of(plan, end);
        document["archive"] = ArchiveOverview.Of(parameters.Io.Archive);
    }

    private static JsonMembers PhaseBranching(RunPlan plan, RunStatistics statistics)
    {
        var phase = plan.Parameters.Phase;
        var method = !phase.Enabled ? "disabled" : phase.Source == PhaseSource.Map ? "map" : "threshold";
        return new JsonMembers
        {
            ["enabled"] = phase.Enabled,
            ["source"] = phase.Source.Word(),
            ["entrypoint"] = phase.Entrypoint,
            ["temperature_input"] = phase.TemperatureInput.Word(),
            ["q_abs_mean"] = phase.QAbsMean,
            ["phase_temperature_formula"] = RadiationOverview.GrainTemperatureFormula,
            ["phase_usage_time_s"] = Used(("solid", statistics.SolidTime), ("vapor", statistics.VapourTime)),
            ["phase_method_usage_time_s"] = Used((method, statistics.Elapsed)),
            ["sink_branch_usage_time_s"] = Used(
                ("rp_blowout", statistics.BlowoutBranchTime),
                ("hydro_escape", statistics.HydroBranchTime),
                ("none", statistics.NoBranchTime)),
        };
    }

    // Only what was ever used is named.
    private static JsonMembers Used(params (string Name, double Seconds)[] branches)
    {
        var used = new JsonMembers();
        foreach (var (name, seconds) in branches)
        {
            if (seconds > 0)
                used[name] = seconds;
        }
        return used;
    }
}
