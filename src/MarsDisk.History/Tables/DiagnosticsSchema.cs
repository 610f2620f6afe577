using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>The 119 columns of diagnostics (runner §3.5). Most of them show facts of run again.</summary>
internal static class DiagnosticsSchema
{
    private const string Flux = "kg m^-2 s^-1";

    public static TableSchema Build(HistoryOptions options, TableSchema run)
    {
        var columns = new SchemaBuilder(run);
        AddConditions(columns);
        AddSinks(columns);
        AddShielding(columns);
        AddSupply(columns);
        AddTotals(columns);
        AddPhase(columns);
        AddSolver(columns);
        columns.Run("blowout_gate_factor");

        return columns.Build(TableNames.Diagnostics, new RowRule(options.DiagnosticsStride, options.Steps - 1));
    }

    private static void AddConditions(SchemaBuilder columns)
    {
        AddFromRun(columns, "time", "dt", "dt_over_t_blow");
        columns.Run("r_m_used", "r_m");
        columns.Run("r_RM_used", "r_RM");
        AddFromRun(columns, "T_M_used", "T_p_effective", "phase_temperature_input");
        columns.Live("phase_temperature_used_K", StepFact.PhaseTemperatureUsedK, "K", "Temperature given to the phase evaluation.");
        columns.Run("rad_flux_Mars");
        columns.Live("F_abs_geom", StepFact.FAbsGeom, "W m^-2", "Radiative flux of Mars at the distance of the disk.");
        columns.Live("F_abs_geom_qpr", StepFact.FAbsGeomQpr, "W m^-2", "Radiative flux at the disk times the radiation-pressure efficiency at the smallest size.");
        columns.Same("F_abs", "F_abs_geom_qpr", "Absorbed radiative flux, the same as F_abs_geom_qpr.");
        AddFromRun(columns, "Omega_s", "t_orb_s", "t_blow_s");
    }

    private static void AddSinks(SchemaBuilder columns)
    {
        columns.Run("t_solid_s");
        columns.Live("t_sink_total_s", StepFact.TSinkTotalS, "s", "Shortest time scale of the sinks; missing without a sink.");
        columns.Live("t_sink_surface_s", StepFact.TSinkSurfaceS, "s", "Time scale of the sinks applied to the surface layer; missing without such a sink.");
        columns.Live("t_sink_sublimation_s", StepFact.TSinkSublimationS, "s", "Sublimation time of a grain; missing without sublimation.");
        columns.Live("t_sink_gas_drag_s", StepFact.TSinkGasDragS, "s", "Gas-drag time of a grain; missing without gas drag.");
        columns.Run("mass_loss_sinks_step", "mass_lost_sinks_step");
        columns.Run("mass_lost_by_sinks");
        columns.Run("mass_loss_sublimation_step", "mass_lost_sublimation_step");
    }

    private static void AddShielding(SchemaBuilder columns)
    {
        columns.Run("sigma_tau1");
        columns.Run("sigma_tau1_active", "Sigma_tau1_active");
        AddFromRun(columns, "Sigma_tau1_last_finite", "tau_los_mars", "tau_phase_los", "tau_phase_used", "phase_tau_field", "kappa_eff", "kappa_surf");
        columns.Live("phi_effective", StepFact.DiagnosticsPhiEffective, "dimensionless", "Self-shielding factor Phi, taken as kappa_eff over kappa_surf where the step did not evaluate it.");
        columns.Same("psi_shield", "phi_effective", "Self-shielding factor, the same as phi_effective.");
        AddFromRun(columns, "sigma_surf", "sigma_deep");
        columns.Run("kappa_Planck", "kappa_surf");
        columns.Live("tau_eff", StepFact.TauEff, "dimensionless", "Effective opacity times surface density, without the path factor of the line of sight.");
        AddFromRun(columns, "s_min", "a_blow_at_smin", "beta_at_smin_effective", "beta_at_smin", "Q_pr_at_smin");
        columns.Live("s_peak", StepFact.SPeak, "m", "Bin centre where the size distribution holds the most mass, after the step.");
        columns.Constant("area_m2", StepFact.AreaM2, "m^2", "Area of the disk that surface densities refer to.");
    }

    private static void AddSupply(SchemaBuilder columns)
    {
        AddFromRun(columns, "prod_subblow_area_rate", "prod_subblow_area_rate_raw", "supply_rate_nominal", "supply_rate_scaled", "supply_rate_applied");
        AddFromRun(columns, "supply_tau_clip_spill_rate", "supply_headroom", "supply_clip_factor", "headroom");
        AddFromRun(columns, "prod_rate_raw", "prod_rate_applied_to_surf", "prod_rate_diverted_to_deep", "prod_rate_into_deep");
        AddFromRun(columns, "deep_to_surf_flux_attempt", "deep_to_surf_flux", "deep_to_surf_flux_applied", "supply_visibility_factor");
        AddFromRun(columns, "supply_blocked_by_headroom", "supply_mixing_limited", "supply_transport_mode");
        AddFromRun(columns, "supply_temperature_scale", "supply_temperature_value", "supply_temperature_value_kind");
        AddFromRun(columns, "supply_feedback_scale", "supply_feedback_error");
        AddFromRun(columns, "supply_reservoir_remaining_Mmars", "supply_reservoir_fraction", "supply_reservoir_clipped");
    }

    private static void AddTotals(SchemaBuilder columns)
    {
        columns.Run("s_min_effective");
        columns.Run("qpr_mean", "Qpr_mean");
        columns.Run("chi_blow_eff");
        columns.Live("ds_step_uniform", StepFact.DsStepUniform, "m", "Change of every grain radius by the size drift of the step.");
        columns.Live("mass_ratio_uniform", StepFact.MassRatioUniform, "dimensionless", "Fraction of the mass that the size drift of the step keeps.");
        columns.Run("M_out_cum", "mass_lost_by_blowout");
        AddFromRun(columns, "M_sink_cum", "M_loss_cum", "cum_mass_lost_tau_clip_spill", "M_loss_surface_solid_marsRP");
        columns.Run("M_hydro_cum", "M_loss_hydro");
    }

    private static void AddPhase(SchemaBuilder columns)
    {
        AddFromRun(columns, "phase_state", "phase_method", "phase_reason", "phase_f_vap");
        AddFromRun(columns, "phase_bulk_state", "phase_bulk_f_liquid", "phase_bulk_f_solid", "phase_bulk_f_vapor");
        // What the reference packs into this text stands in columns of its own.
        columns.MissingText("phase_payload", "Never has a value; the reference keeps a text here whose numbers other columns hold.");
        AddFromRun(columns, "ds_dt_sublimation", "ds_dt_sublimation_raw", "sublimation_blocked_by_phase", "tau_mars_line_of_sight", "tau_gate_blocked");
        AddFromRun(columns, "blowout_beta_gate", "blowout_phase_allowed", "blowout_layer_mode", "blowout_target_phase", "sink_selected");
        columns.Live("hydro_timescale_s", StepFact.HydroTimescaleS, "s", "Time scale of hydrodynamic escape; missing unless that channel is selected.");
        columns.Run("mass_loss_surface_solid_step", "mass_lost_surface_solid_marsRP_step");
    }

    private static void AddSolver(SchemaBuilder columns)
    {
        columns.Live("smol_dt_eff", StepFact.SmolDtEff, "s", "Time that the collision solver really integrated; missing without a collision step.");
        columns.Live("smol_sigma_before", StepFact.SmolSigmaBefore, "kg m^-2", "Surface density before the collision step.");
        columns.Live("smol_sigma_after", StepFact.SmolSigmaAfter, "kg m^-2", "Surface density after the collision step.");
        columns.Live("smol_sigma_loss", StepFact.SmolSigmaLoss, "kg m^-2", "Surface density lost in the collision step, never negative.");
        columns.Live("smol_prod_mass_rate", StepFact.SmolProdMassRate, Flux, "Supply rate applied in the collision step.");
        columns.Live("smol_extra_mass_loss_rate", StepFact.SmolExtraMassLossRate, Flux, "Loss rate of the collision step by blow-out, sinks and sublimation.");
        columns.Live("smol_mass_budget_delta", StepFact.SmolMassBudgetDelta, "kg m^-2", "Surface density that the budget of the collision step misses, with its sign.");
        columns.Live("smol_mass_error", StepFact.SmolMassError, "dimensionless", "Relative mass error of the collision step, as a fraction.");
        columns.Live("smol_gain_mass_rate", StepFact.SmolGainMassRate, Flux, "Mass gained by the bins from fragments per time.");
        columns.Live("smol_loss_mass_rate", StepFact.SmolLossMassRate, Flux, "Mass lost by the bins in collisions per time.");
        columns.Live("smol_sink_mass_rate", StepFact.SmolSinkMassRate, Flux, "Mass lost by the bins to all sinks, blow-out included, per time.");
        columns.Live("smol_source_mass_rate", StepFact.SmolSourceMassRate, Flux, "Mass put into the bins by the supply per time.");
    }

    private static void AddFromRun(SchemaBuilder columns, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            columns.Run(name);
    }
}
