using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Summary;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Overview;

/// <summary>What the model covers and what it leaves out: <c>scope_limitations</c> of both documents (runner §3.7, §3.8).</summary>
internal static class ScopeOverview
{
    private static readonly (string Code, string Sentence)[] Limitations =
    [
        ("inner_disk_only", "Only the inner disk is modelled; outer or strongly eccentric debris is not."),
        ("mars_rp_only", "Mars is the only source of radiation pressure; a request for the Sun has no effect."),
        ("short_timescale", "The model holds for about two years; tides and viscous spreading are left out."),
        ("mode_switching_not_fully_coupled", "The physics mode switches collisions and sublimation; they are not one coupled solver."),
        ("optically_thick_surface", "The layer is the surface of a thick disk; its vertical and outer structure is not resolved."),
        ("simplified_psd_floor", "The size distribution has three slopes and a floor by blow-out or sublimation; no halo evolves."),
    ];

    /// <summary>The form of <c>summary.json</c>.</summary>
    public static JsonMembers Of(RunPlan plan, RunState end) => new()
    {
        ["scope"] = Scope(plan, end),
        ["active_physics"] = ActivePhysics(plan),
        ["limitations"] = Limitations.Select(limitation => (object?)limitation.Sentence).ToArray(),
    };

    /// <summary>The form of <c>run_config.json</c>: the same, and the settings behind it.</summary>
    public static JsonMembers Detailed(RunPlan plan, RunState end)
    {
        var (parameters, switches) = (plan.Parameters, plan.Switches);
        var document = Of(plan, end);
        var scope = Scope(plan, end);
        scope["analysis_window_basis"] = plan.Time.Basis;
        scope["radiation_use_mars_rp"] = parameters.Radiation?.UseMarsRp ?? true;
        scope["radiation_use_solar_rp"] = parameters.Radiation?.UseSolarRp ?? false;
        scope["time_grid_dt_mode"] = SummaryTime.Mode(plan.Time);
        var active = ActivePhysics(plan);
        active["blowout_enabled_cfg"] = parameters.Blowout.Enabled;
        active["rp_blowout_enabled_cfg"] = parameters.Sinks.RpBlowout.Enable;
        active["enforce_collisions_only"] = parameters.PhysicsMode == PhysicsMode.CollisionsOnly;
        active["enforce_sublimation_only"] = parameters.PhysicsMode == PhysicsMode.SublimationOnly;
        active["freeze_kappa"] = parameters.Radiation?.FreezeKappa ?? false;
        active["freeze_sigma"] = parameters.Surface.FreezeSigma;
        active["shielding_mode"] = ProcessOverview.ShieldingWord(parameters);
        active["sink_timescale_active"] = switches.SinkTimescale;
        active["sinks_enabled_cfg"] = parameters.Sinks.Mode != SinksMode.None;
        active["sinks_mode"] = parameters.Sinks.Mode.Word();
        active["tau_gate_enabled"] = parameters.Radiation?.TauGate.Enable ?? false;
        document["scope"] = scope;
        document["active_physics"] = active;
        document["limitation_codes"] = Limitations.Select(limitation => (object?)limitation.Code).ToArray();
        return document;
    }

    private static JsonMembers Scope(RunPlan plan, RunState end)
    {
        var parameters = plan.Parameters;
        var gate = RadiationOverview.TauGate(parameters);
        gate["mode"] = gate["enabled"] is true ? "on" : "off";
        return new JsonMembers
        {
            ["region"] = parameters.Scope.Region.Word(),
            ["reference_radius_m"] = plan.Orbit.Radius,
            ["reference_radius_source"] = plan.Orbit.Source,
            ["analysis_window_years"] = parameters.Scope.AnalysisYears,
            ["radiation_source"] = RadiationOverview.Field(plan),
            ["solar_radiation_enabled"] = false,
            ["solar_radiation_requested"] = parameters.Radiation?.UseSolarRp ?? false,
            ["inner_disk_scope"] = true,
            ["inner_disk_scope_mode"] = parameters.Blowout.Layer == BlowoutLayer.FullSurface
                ? "full_surface"
                : "optically_thick_surface_only",
            ["tau_gate"] = gate,
            ["shielding_mode"] = ProcessOverview.ShieldingWord(parameters),
            ["time_grid_summary"] = SummaryTime.Short(plan, end),
        };
    }

    private static JsonMembers ActivePhysics(RunPlan plan)
    {
        var (parameters, switches) = (plan.Parameters, plan.Switches);
        return new JsonMembers
        {
            ["physics_mode"] = parameters.PhysicsMode.Word(),
            ["primary_scenario"] = switches.Scenario,
            ["collisions_active"] = switches.Collisions,
            ["sublimation_active"] = switches.Sublimation,
            ["sinks_active"] = switches.Sinks,
            ["active_sinks"] = ActiveSinks(switches),
            ["rp_blowout_active"] = switches.Blowout,
            ["wyatt_collisional_timescale_active"] =
                switches is { Smoluchowski: false, Collisions: true } && parameters.Surface.UseTcoll,
        };
    }

    private static List<object?> ActiveSinks(ProcessSwitches switches)
    {
        var sinks = new List<object?>();
        if (switches.Sublimation)
            sinks.Add("sublimation");
        if (switches.GasDrag)
            sinks.Add("gas_drag");
        return sinks;
    }
}
