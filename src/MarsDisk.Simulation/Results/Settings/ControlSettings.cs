using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Overview;
using MarsDisk.Simulation.Results.Summary;

namespace MarsDisk.Simulation.Results.Settings;

/// <summary>Switches of the physics, the processes and the scope.</summary>
internal static class ControlSettings
{
    public static void Add(JsonMembers document, RunPlan plan)
    {
        var mode = plan.Parameters.PhysicsMode.Word();
        var source = plan.Options.PhysicsModeSource;
        document["physics_mode"] = mode;
        document["physics_mode_source"] = source;
        document["physics_mode_resolution"] = new JsonMembers
        {
            ["resolved_mode"] = mode,
            ["source"] = source,
            ["inputs"] = new JsonMembers
            {
                ["cli"] = source == "cli" ? mode : null,
                ["physics_mode_cfg"] = source == "cli" ? null : mode,
            },
        };
        document["scope_controls"] = new JsonMembers
        {
            ["region"] = plan.Parameters.Scope.Region.Word(),
            ["analysis_window_years"] = plan.Parameters.Scope.AnalysisYears,
            ["inner_disk_scope"] = true,
        };
        document["process_controls"] = Processes(plan);
        document["physics_controls"] = Physics(plan);
    }

    private static JsonMembers Processes(RunPlan plan)
    {
        var (parameters, switches) = (plan.Parameters, plan.Switches);
        var isTagged = parameters.Process.StateTagging.Enabled;
        return new JsonMembers
        {
            ["physics_mode"] = parameters.PhysicsMode.Word(),
            ["physics_mode_source"] = plan.Options.PhysicsModeSource,
            ["primary_process"] = switches.Scenario,
            ["primary_process_cfg"] = parameters.PhysicsMode.Word(),
            ["primary_scenario"] = switches.Scenario,
            ["primary_field_explicit"] = true,
            ["collision_solver"] = parameters.Surface.CollisionSolver.Word(),
            ["collisions_active"] = switches.Collisions,
            ["blowout_active"] = switches.Blowout,
            ["rp_blowout_enabled"] = parameters.Sinks.RpBlowout.Enable,
            ["sinks_mode"] = parameters.Sinks.Mode.Word(),
            ["sinks_enabled_cfg"] = parameters.Sinks.Mode != SinksMode.None,
            ["sinks_active"] = switches.Sinks,
            ["sink_timescale_active"] = switches.SinkTimescale,
            ["sublimation_active"] = switches.Sublimation,
            ["sublimation_location"] = parameters.Sinks.SublimationLocation.Word(),
            ["state_tagging_enabled"] = isTagged,
            ["state_phase_tag"] = isTagged ? "solid" : null,
        };
    }

    private static JsonMembers Physics(RunPlan plan)
    {
        var parameters = plan.Parameters;
        var controls = new JsonMembers
        {
            ["blowout_enabled"] = plan.Switches.Blowout,
            ["blowout_target_phase"] = parameters.Blowout.TargetPhase.Word(),
            ["blowout_layer"] = parameters.Blowout.Layer.Word(),
            ["blowout_gate_mode"] = parameters.Blowout.GateMode.Word(),
            ["rp_blowout_enabled"] = parameters.Sinks.RpBlowout.Enable,
            ["hydro_escape_strength"] = parameters.Sinks.HydroEscape.Strength,
            ["hydro_escape_temp_power"] = parameters.Sinks.HydroEscape.TempPower,
            ["psd_floor_mode"] = parameters.Psd.Floor.Mode.Word(),
            ["freeze_sigma"] = parameters.Surface.FreezeSigma,
        };
        AddRadiation(controls, parameters.Radiation ?? new RadiationParameters());
        AddPhase(controls, parameters.Phase);
        AddShielding(controls, parameters);
        return controls;
    }

    private static void AddRadiation(JsonMembers controls, RadiationParameters radiation)
    {
        controls["radiation_use_mars_rp"] = radiation.UseMarsRp;
        controls["radiation_use_solar_rp"] = radiation.UseSolarRp;
        controls["freeze_kappa"] = radiation.FreezeKappa;
        controls["tau_gate_enabled"] = radiation.TauGate.Enable;
        controls["tau_gate_tau_max"] = radiation.TauGate.Enable ? radiation.TauGate.TauMax : null;
    }

    private static void AddPhase(JsonMembers controls, PhaseParameters phase)
    {
        controls["phase_enabled"] = phase.Enabled;
        controls["phase_source"] = phase.Source.Word();
        controls["phase_entrypoint"] = phase.Entrypoint;
        controls["phase_temperature_input"] = phase.TemperatureInput.Word();
        controls["phase_q_abs_mean"] = phase.QAbsMean;
        controls["phase_temperature_formula"] = RadiationOverview.GrainTemperatureFormula;
    }

    private static void AddShielding(JsonMembers controls, RunParameters parameters)
    {
        var shielding = parameters.Shielding;
        controls["shielding_mode"] = ProcessOverview.ShieldingWord(parameters);
        controls["shielding_table_path"] = shielding?.TablePath;
        controls["shielding_tau_fixed"] = shielding?.FixedTau1Tau;
        controls["shielding_sigma_tau1_fixed"] =
            shielding?.FixedTau1Sigma is { Kind: FixedTau1Kind.Given } given ? given.KilogramsPerSquareMetre : null;
        controls["shielding_fixed_tau1_mode"] = SummaryConditions.FixedTau1Word(shielding);
        controls["shielding_auto_max_active"] = shielding?.FixedTau1Sigma is { Kind: FixedTau1Kind.AutoMax };
        controls["shielding_auto_max_margin"] = shielding?.AutoMaxMargin ?? 0.05;
    }
}
