using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>Columns 131 to 168 of run: fast blow-out, sizes, sublimation, phase and the gates.</summary>
internal static class RunStateColumns
{
    private const string One = "dimensionless";

    public static void AddTo(SchemaBuilder columns)
    {
        AddFastBlowout(columns);
        AddSizes(columns);
        AddPhase(columns);
        AddGates(columns);
    }

    private static void AddFastBlowout(SchemaBuilder columns)
    {
        columns.Live("fast_blowout_factor", StepFact.FastBlowoutFactor, One, "Expected loss fraction of blow-out grains within one step, 1 - exp(-dt/t_blow); 0 unless case_status is blowout.");
        columns.Flag("fast_blowout_corrected", StepFact.FastBlowoutCorrected, "Whether the blow-out flux was corrected for a step longer than the blow-out time.");
        columns.Flag("fast_blowout_flag_gt3", StepFact.FastBlowoutFlagGt3, "Whether the step is longer than three blow-out times.");
        columns.Flag("fast_blowout_flag_gt10", StepFact.FastBlowoutFlagGt10, "Whether the step is longer than ten blow-out times.");
        columns.Live("fast_blowout_ratio", StepFact.FastBlowoutRatio, One, "Step length divided by blow-out time; 0 unless case_status is blowout.");
        columns.Count("n_substeps", StepFact.NSubsteps, "Number of sub-steps of the surface update.");
        columns.Flag("substep_active", StepFact.SubstepActive, "Whether the surface update was divided into sub-steps.");
        columns.Constant("chi_blow_eff", StepFact.ChiBlowEff, One, "Blow-out time in units of 1/Omega.");
        columns.Word("case_status", StepFact.CaseStatus, "Whether grains are blown out in this step.", "blowout", "ok", "no_blowout");
    }

    private static void AddSizes(SchemaBuilder columns)
    {
        columns.Same("s_blow_m", "a_blow_step", "Blow-out grain radius, the same as a_blow_step.");
        columns.Live("s_blow_m_effective", StepFact.SBlowMEffective, "m", "Larger one of the smallest size and the blow-out radius.");
        columns.Constant("rho_used", StepFact.RhoUsed, "kg m^-3", "Density of the grains.");
        columns.Same("Q_pr_used", "Qpr_mean", "Radiation-pressure efficiency in use, the same as Qpr_mean.");
        columns.Live("Q_pr_blow", StepFact.QPrBlow, One, "Radiation-pressure efficiency at the blow-out radius.");
        columns.Same("s_min_effective", "s_min", "Smallest grain radius in force.");
        columns.Constant("s_min_config", StepFact.SMinConfig, "m", "Configured smallest grain radius.");
        columns.Flag("s_min_effective_gt_config", StepFact.SMinEffectiveGtConfig, "Whether the smallest radius in force exceeds the configured one.");
        columns.Same("T_source", "T_M_source", "Which driver gave the temperature of Mars, the same as T_M_source.");
        columns.Live("ds_dt_sublimation", StepFact.DsDtSublimation, "m s^-1", "Change of grain radius by sublimation after the phase gate.");
        columns.Live("ds_dt_sublimation_raw", StepFact.DsDtSublimationRaw, "m s^-1", "Change of grain radius by sublimation before the phase gate.");
    }

    private static void AddPhase(SchemaBuilder columns)
    {
        columns.Live("phi_effective", StepFact.PhiEffective, One, "Self-shielding factor Phi; 1 when only surface sinks act, missing when nothing acts.");
        columns.Same("phi_used", "phi_effective", "Self-shielding factor, the same as phi_effective.");
        columns.Word("phase_state", StepFact.PhaseState, "Phase of the grains.", "solid", "vapor");
        columns.Live("phase_f_vap", StepFact.PhaseFVap, One, "Vapour fraction of the grains.");
        columns.Word("phase_method", StepFact.PhaseMethod, "How the phase was found.", "disabled", "threshold", "map");
        columns.Word(
            "phase_reason", StepFact.PhaseReason, "Which rule gave the phase.", "phase.disabled", "phase.thresholds", "phase.map", "phase.map_fallback");
        columns.Word("phase_bulk_state", StepFact.PhaseBulkState, "Phase of the bulk material.", "solid_dominated", "mixed", "liquid_dominated");
        columns.Live("phase_bulk_f_liquid", StepFact.PhaseBulkFLiquid, One, "Liquid fraction of the bulk material.");
        columns.Live("phase_bulk_f_solid", StepFact.PhaseBulkFSolid, One, "Solid fraction of the bulk material.");
        columns.Live("phase_bulk_f_vapor", StepFact.PhaseBulkFVapor, One, "Vapour fraction of the bulk material.");
    }

    private static void AddGates(SchemaBuilder columns)
    {
        columns.Same("tau_mars_line_of_sight", "tau", "Optical depth along the line of sight to Mars, the same as tau.");
        columns.Flag("tau_gate_blocked", StepFact.TauGateBlocked, "Whether the optical depth suppresses blow-out.");
        columns.Flag("blowout_beta_gate", StepFact.BlowoutBetaGate, "Whether grains of the smallest size are unbound.");
        columns.Flag("blowout_phase_allowed", StepFact.BlowoutPhaseAllowed, "Whether the phase permits blow-out.");
        columns.Echo("blowout_layer_mode", StepFact.BlowoutLayerMode, "Configured layer that blow-out acts on.", "surface_tau_le_1", "full_surface");
        columns.Echo("blowout_target_phase", StepFact.BlowoutTargetPhase, "Configured phase that blow-out acts on.", "solid_only", "any");
        columns.Word("sink_selected", StepFact.SinkSelected, "Which loss channel acts on the surface layer.", "rp_blowout", "hydro_escape", "none");
        columns.Flag("sublimation_blocked_by_phase", StepFact.SublimationBlockedByPhase, "Whether a liquid bulk suppresses sublimation.");
    }
}
