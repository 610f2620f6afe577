using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;

namespace MarsDisk.Simulation.Results.Overview;

/// <summary>Which processes were asked for and which take part: <c>process_overview</c> of both documents (runner §3.7).</summary>
internal static class ProcessOverview
{
    public static JsonMembers Of(RunPlan plan, States.RunState end)
    {
        var (parameters, switches) = (plan.Parameters, plan.Switches);
        var overview = new JsonMembers
        {
            ["primary_process_cfg"] = parameters.PhysicsMode.Word(),
            ["primary_process_resolved"] = switches.Scenario,
            ["primary_scenario"] = switches.Scenario,
            ["primary_field_explicit"] = true,
            ["collision_solver"] = parameters.Surface.CollisionSolver.Word(),
            ["collisions_active"] = switches.Collisions,
            ["blowout_active"] = switches.Blowout,
            ["rp_blowout_enabled"] = parameters.Sinks.RpBlowout.Enable,
            ["shielding_mode"] = ShieldingWord(parameters),
            ["shielding_auto_max_active"] = parameters.Shielding?.FixedTau1Sigma is { Kind: FixedTau1Kind.AutoMax },
        };
        AddSinks(overview, parameters.Sinks, switches);
        AddSupply(overview, plan, end.Supply);
        return overview;
    }

    /// <summary>The word of the shielding mode; a run without the section shields by its optical depth.</summary>
    public static string ShieldingWord(RunParameters parameters) =>
        (parameters.Shielding?.Mode ?? ShieldingMode.PsiTau).Word();

    private static void AddSinks(JsonMembers overview, SinksParameters sinks, ProcessSwitches switches)
    {
        overview["sinks_mode"] = sinks.Mode.Word();
        overview["sinks_enabled_cfg"] = sinks.Mode != SinksMode.None;
        overview["sinks_active"] = switches.Sinks;
        overview["sink_timescale_active"] = switches.SinkTimescale;
        overview["sublimation_dsdt_active"] = switches.Sublimation;
        overview["sublimation_sink_active"] = switches.Sublimation;
        overview["gas_drag_sink_active"] = switches.GasDrag;
    }

    private static void AddSupply(JsonMembers overview, RunPlan plan, States.SupplyState end)
    {
        var parameters = plan.Parameters;
        var supply = parameters.Supply;
        overview["supply_enabled"] = supply.Enabled;
        overview["supply_mode"] = supply.Mode.Word();
        overview["supply_headroom_policy"] = SupplyOverview.HeadroomPolicy(parameters);
        overview["supply_temperature_enabled"] = supply.Temperature.Enabled;
        overview["supply_temperature_mode"] = supply.Temperature.Mode.Word();
        overview["supply_feedback_enabled"] = supply.Feedback.Enabled;
        foreach (var (key, value) in SupplyOverview.Reservoir(plan, end))
        {
            if (key is not "reservoir_smooth_fraction")
                overview["supply_" + key] = value;
        }
    }
}
