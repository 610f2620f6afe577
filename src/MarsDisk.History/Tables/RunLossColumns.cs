using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>Columns 94 to 130 of run: loss rates, cumulative losses, and the solver columns that only diagnostics fills.</summary>
internal static class RunLossColumns
{
    private const string Flux = "kg m^-2 s^-1";
    private const string Mass = "M_Mars";
    private const string MassRate = "M_Mars s^-1";
    private const string SeeDiagnostics = "Never has a value in this table; the diagnostics table has it.";

    public static void AddTo(SchemaBuilder columns)
    {
        AddRates(columns);
        AddTotals(columns);
        AddSolver(columns);
        columns.Same("M_loss_rp_mars", "mass_lost_by_blowout", "Mass lost to the radiation pressure of Mars since the start, the same as mass_lost_by_blowout.");
        columns.Same("M_loss_surface_solid_marsRP", "mass_lost_by_blowout", "Solid mass lost from the surface layer to the radiation pressure of Mars since the start, the same as mass_lost_by_blowout.");
        columns.Live("M_loss_hydro", StepFact.MLossHydro, Mass, "Mass lost by hydrodynamic escape since the start.");
    }

    private static void AddRates(SchemaBuilder columns)
    {
        columns.Live("M_out_dot", StepFact.MOutDot, MassRate, "Mass-loss rate by blow-out at the end of the step.");
        columns.Live("M_sink_dot", StepFact.MSinkDot, MassRate, "Mass-loss rate by sinks, sublimation included, at the end of the step.");
        columns.Live("dM_dt_surface_total", StepFact.DMDtSurfaceTotal, MassRate, "Total surface-layer mass-loss rate by blow-out and sinks; not zeroed when blow-out is switched off.");
        columns.Live("M_out_dot_avg", StepFact.MOutDotAvg, MassRate, "Mass lost by blow-out in the step divided by its length.");
        columns.Live("M_sink_dot_avg", StepFact.MSinkDotAvg, MassRate, "Mass lost by sinks in the step divided by its length.");
        columns.Live("dM_dt_surface_total_avg", StepFact.DMDtSurfaceTotalAvg, MassRate, "Sum of the mean mass-loss rates of the step.");
        columns.Live("fast_blowout_factor_avg", StepFact.FastBlowoutFactorAvg, "dimensionless", "Time mean of the blow-out loss fraction in the step; 0 when blow-out is switched off.");
        columns.Live("dSigma_dt_blowout", StepFact.DSigmaDtBlowout, Flux, "Surface-density loss rate by blow-out.");
        columns.Live("dSigma_dt_sinks", StepFact.DSigmaDtSinks, Flux, "Surface-density loss rate by sinks, all sublimation included.");
        columns.Live("dSigma_dt_total", StepFact.DSigmaDtTotal, Flux, "Sum of the surface-density loss rates.");
        columns.Live("dSigma_dt_sublimation", StepFact.DSigmaDtSublimation, Flux, "Surface-density loss rate by sublimation, drift and solver together.");
    }

    private static void AddTotals(SchemaBuilder columns)
    {
        columns.Live("M_loss_cum", StepFact.MLossCum, Mass, "Mass lost by blow-out and sinks since the start.");
        columns.Live("mass_total_bins", StepFact.MassTotalBins, Mass, "Initial mass minus the mass lost since the start.");
        columns.Live("mass_lost_by_blowout", StepFact.MassLostByBlowout, Mass, "Mass lost by blow-out since the start.");
        columns.Live("mass_lost_by_sinks", StepFact.MassLostBySinks, Mass, "Mass lost by sinks since the start.");
        columns.Same("M_sink_cum", "mass_lost_by_sinks", "Mass lost by sinks since the start, the same as mass_lost_by_sinks.");
        columns.Live("mass_lost_sinks_step", StepFact.MassLostSinksStep, Mass, "Mass lost by sinks in the step.");
        columns.Live("mass_lost_sublimation_step", StepFact.MassLostSublimationStep, Mass, "Mass lost by sublimation in the step.");
        columns.Live("mass_lost_hydro_step", StepFact.MassLostHydroStep, Mass, "Mass lost by hydrodynamic escape in the step.");
        columns.Constant("mass_lost_tau_clip_spill_step", StepFact.MassLostTauClipSpillStep, Mass, "Mass removed by the retired optical-depth clip in the step; always 0.");
        columns.Constant("cum_mass_lost_tau_clip_spill", StepFact.CumMassLostTauClipSpill, Mass, "Mass removed by the retired optical-depth clip since the start; always 0.");
        columns.Live("mass_lost_surface_solid_marsRP_step", StepFact.MassLostSurfaceSolidMarsRPStep, Mass, "Mass lost by blow-out in the step.");
    }

    // The reference leaves these empty here (runner Q-10), and so does the product.
    private static void AddSolver(SchemaBuilder columns)
    {
        columns.Missing("smol_dt_eff", "s", SeeDiagnostics);
        columns.Missing("smol_sigma_before", "kg m^-2", SeeDiagnostics);
        columns.Missing("smol_sigma_after", "kg m^-2", SeeDiagnostics);
        columns.Missing("smol_sigma_loss", "kg m^-2", SeeDiagnostics);
        columns.Missing("smol_prod_mass_rate", Flux, SeeDiagnostics);
        columns.Missing("smol_extra_mass_loss_rate", Flux, SeeDiagnostics);
        columns.Missing("smol_mass_budget_delta", "kg m^-2", SeeDiagnostics);
        columns.Missing("smol_mass_error", "dimensionless", SeeDiagnostics);
        columns.Missing("smol_gain_mass_rate", Flux, SeeDiagnostics);
        columns.Missing("smol_loss_mass_rate", Flux, SeeDiagnostics);
        columns.Missing("smol_sink_mass_rate", Flux, SeeDiagnostics);
        columns.Missing("smol_source_mass_rate", Flux, SeeDiagnostics);
    }
}
