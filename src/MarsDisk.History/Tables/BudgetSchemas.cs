using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>The columns of mass_budget (11, with extended diagnostics 12) and of step_diagnostics (23) (runner §3.6).</summary>
internal static class BudgetSchemas
{
    public static TableSchema MassBudget(HistoryOptions options, TableSchema run)
    {
        var columns = new SchemaBuilder(run);
        columns.Run("time");
        columns.Constant("mass_initial", StepFact.MassInitial, "M_Mars", "Mass at the start.");
        columns.Run("mass_remaining", "mass_total_bins");
        columns.Run("mass_lost", "M_loss_cum");
        columns.Live("mass_diff", StepFact.MassDiff, "M_Mars", "Initial minus remaining minus lost mass, which is rounding.");
        columns.Live("error_percent", StepFact.ErrorPercent, "dimensionless", "Mass error of the step in percent.");
        columns.Constant("tolerance_percent", StepFact.TolerancePercent, "dimensionless", "Largest mass error that is accepted, in percent.");
        columns.Run("mass_loss_rp_mars", "M_loss_rp_mars");
        columns.Run("mass_loss_hydro_drag", "M_loss_hydro");
        columns.Run("mass_loss_surface_solid_marsRP", "M_loss_surface_solid_marsRP");
        columns.Run("mass_loss_tau_clip_spill", "cum_mass_lost_tau_clip_spill");
        if (options.ExtendedDiagnostics)
            columns.Live("delta_mloss_vs_channels", StepFact.DeltaMlossVsChannels, "dimensionless", "Difference between the lost mass and the sum of its channels in percent.");

        return columns.Build(TableNames.MassBudget, RowRule.EveryStep);
    }

    public static TableSchema StepDiagnostics(TableSchema run, TableSchema diagnostics)
    {
        var columns = new SchemaBuilder(run);
        columns.Run("time");
        columns.Run("sigma_surf");
        columns.Live("tau_surf", StepFact.TauSurf, "dimensionless", "Optical depth of the surface layer.");
        columns.Run("t_coll");
        columns.Run("t_blow");
        columns.Live("t_sink", StepFact.StepDiagnosticsTSink, "s", "Time scale of the sink that acts in the step; missing without a sink.");
        columns.From(diagnostics, "t_sink_sub", "t_sink_sublimation_s");
        columns.From(diagnostics, "t_sink_drag", "t_sink_gas_drag_s");
        columns.Run("phase_state_step", "phase_state");
        columns.Run("phase_bulk_state");
        columns.Run("phase_bulk_f_liquid");
        columns.Run("phase_bulk_f_solid");
        columns.Run("phase_bulk_f_vapor");
        columns.Run("ds_dt_sublimation");
        columns.Run("ds_dt_sublimation_raw");
        columns.Run("sublimation_blocked_by_phase");
        columns.Run("dM_blowout_step", "mass_lost_surface_solid_marsRP_step");
        columns.Live("dM_sinks_step", StepFact.DMSinksStep, "M_Mars", "Mass lost by sinks in the step.");
        columns.Live("dM_sublimation_step", StepFact.DMSublimationStep, "M_Mars", "Mass lost by sublimation in the step, with the sink mass when sublimation dominates.");
        columns.Live("dM_gas_drag_step", StepFact.DMGasDragStep, "M_Mars", "Mass lost by gas drag in the step.");
        columns.Run("mass_total_bins");
        columns.Run("mass_lost_by_blowout");
        columns.Run("mass_lost_by_sinks");

        return columns.Build(TableNames.StepDiagnostics, RowRule.EveryStep);
    }
}
