using MarsDisk.History.Schemas;

namespace MarsDisk.History.Tables;

/// <summary>Columns 1 to 50 of run: time, place, temperature, sizes, opacity and surface density.</summary>
internal static class RunConditionColumns
{
    public static void AddTo(SchemaBuilder columns)
    {
        AddClockAndPlace(columns);
        AddTemperature(columns);
        AddSizesAndOpacity(columns);
        AddSurface(columns);
    }

    private static void AddClockAndPlace(SchemaBuilder columns)
    {
        columns.Live("time", StepFact.Time, "s", "Simulated time at the end of the step.");
        columns.Constant("dt", StepFact.Dt, "s", "Length of every step.");
        columns.Constant("Omega_s", StepFact.OmegaS, "s^-1", "Kepler angular frequency at the disk radius.");
        columns.Constant("t_orb_s", StepFact.TOrbS, "s", "Orbital period at the disk radius.");
        columns.Constant("t_blow_s", StepFact.TBlowS, "s", "Blow-out time, chi over Omega.");
        columns.Live("t_coll", StepFact.TColl, "s", "Fastest collision time of a particle in the kernel (or 1/(Omega tau) with the surface equation); missing when collisions are inactive.");
        columns.Live("ts_ratio", StepFact.TsRatio, "dimensionless", "Blow-out time divided by collision time.");
        columns.Constant("r_m", StepFact.RM, "m", "Distance of the disk from the centre of Mars.");
        columns.Constant("r_RM", StepFact.RRM, "R_M", "Distance of the disk from the centre of Mars in Mars radii.");
        columns.Same("r_orbit_RM", "r_RM", "Orbital radius in Mars radii, the same as r_RM.");
        columns.Echo("r_source", StepFact.RSource, "Which part of the configuration gave the radius.", "disk.geometry", "geometry.r_in_out");
    }

    private static void AddTemperature(SchemaBuilder columns)
    {
        columns.Live("T_M_used", StepFact.TMUsed, "K", "Surface temperature of Mars at the start of the step.");
        columns.Echo(
            "T_M_source",
            StepFact.TMSource,
            "Which driver gave the temperature of Mars.",
            "mars_temperature_driver.table", "mars_temperature_driver.constant", "mars_temperature_driver.hyodo", "radiation.TM_K");
        columns.Live("T_p_effective", StepFact.TPEffective, "K", "Equilibrium temperature of a grain in the radiation of Mars.");
        columns.Echo("phase_temperature_input", StepFact.PhaseTemperatureInput, "Whose temperature decides the phase.", "mars_surface", "particle");
        columns.Live("rad_flux_Mars", StepFact.RadFluxMars, "W m^-2", "Radiative flux at the surface of Mars, sigma T^4.");
        columns.Live("dt_over_t_blow", StepFact.DtOverTBlow, "dimensionless", "Step length divided by blow-out time; 0 when blow-out is switched off.");
    }

    private static void AddSizesAndOpacity(SchemaBuilder columns)
    {
        columns.Live("tau", StepFact.Tau, "dimensionless", "Line-of-sight optical depth used for shielding, before the collisional update.");
        columns.Same("tau_los_mars", "tau", "Optical depth along the line of sight to Mars, the same as tau.");
        columns.Live("a_blow_step", StepFact.ABlowStep, "m", "Blow-out grain radius of this step, not limited by the smallest size.");
        columns.Same("a_blow", "a_blow_step", "Blow-out grain radius, the same as a_blow_step.");
        columns.Same("a_blow_at_smin", "a_blow_step", "Blow-out grain radius from the iteration that starts at the smallest size, the same as a_blow_step.");
        columns.Live("s_min", StepFact.SMinEffective, "m", "Smallest grain radius in force, the same as s_min_effective.");
        columns.Constant("s_min_surface_energy", StepFact.SMinSurfaceEnergy, "m", "Smallest fragment radius that surface energy allows; 0 when that floor is off.");
        columns.Live("kappa", StepFact.KappaEff, "m^2 kg^-1", "Mass opacity after self-shielding, the same as kappa_eff.");
        columns.Same("kappa_eff", "kappa", "Mass opacity of the surface layer after self-shielding, Phi times kappa_surf.");
        columns.Live("kappa_surf", StepFact.KappaSurf, "m^2 kg^-1", "Mass opacity of the size distribution after the size drift.");
        columns.Live("Qpr_mean", StepFact.QprMean, "dimensionless", "Radiation-pressure efficiency at the smallest size in force.");
        columns.Same("Q_pr_at_smin", "Qpr_mean", "Radiation-pressure efficiency at the smallest size, the same as Qpr_mean.");
        columns.Constant("beta_at_smin_config", StepFact.BetaAtSminConfig, "dimensionless", "Ratio of radiation pressure to gravity at the configured smallest size and the initial temperature.");
        columns.Live("beta_at_smin_effective", StepFact.BetaAtSminEffective, "dimensionless", "Ratio of radiation pressure to gravity at the smallest size in force.");
        columns.Same("beta_at_smin", "beta_at_smin_effective", "Ratio of radiation pressure to gravity at the smallest size, the same as beta_at_smin_effective.");
        columns.Constant("beta_threshold", StepFact.BetaThreshold, "dimensionless", "Ratio of radiation pressure to gravity from which on a grain is unbound.");
    }

    private static void AddSurface(SchemaBuilder columns)
    {
        columns.Live("Sigma_surf", StepFact.SigmaSurf, "kg m^-2", "Surface density of the surface layer after the step.");
        columns.Same("sigma_surf", "Sigma_surf", "Surface density of the surface layer, the same as Sigma_surf.");
        columns.Constant("Sigma_surf0", StepFact.SigmaSurf0, "kg m^-2", "Initial surface density that the optical-depth target asks for; missing without such a target.");
        columns.Live("Sigma_tau1", StepFact.SigmaTau1, "kg m^-2", "Surface density at optical depth one, for diagnosis only; missing without a shielding evaluation.");
        columns.Missing("Sigma_tau1_active", "kg m^-2", "Never has a value; kept for readers of the reference.");
        columns.Same("sigma_tau1", "Sigma_tau1", "Surface density at optical depth one, the same as Sigma_tau1.");
        columns.Live("Sigma_tau1_last_finite", StepFact.SigmaTau1LastFinite, "kg m^-2", "Last finite surface density at optical depth one.");
        columns.Missing("tau_phase_los", "dimensionless", "Never has a value; kept for readers of the reference.");
        columns.Missing("tau_phase_used", "dimensionless", "Never has a value (the reference writes the text nan); kept for its readers.");
        columns.Echo("phase_tau_field", StepFact.PhaseTauField, "Which optical depth the phase evaluation gets.", "los");
        columns.Live("sigma_deep", StepFact.SigmaDeep, "kg m^-2", "Surface density of the deep reservoir.");
        columns.Live("headroom", StepFact.Headroom, "kg m^-2", "Surface density that may still be added below the optical-depth limit; missing under an optical-depth target.");
        columns.Live("outflux_surface", StepFact.OutfluxSurface, "kg m^-2 s^-1", "Blow-out flux of the surface layer after the fast blow-out correction and the gate.");
        columns.Live("t_solid_s", StepFact.TSolidS, "s", "Survival time of solids that competes with blow-out; missing without a gate.");
        columns.Live("blowout_gate_factor", StepFact.BlowoutGateFactor, "dimensionless", "Fraction of the blow-out flux that the competition gate lets pass.");
        columns.Live("sink_flux_surface", StepFact.SinkFluxSurface, "kg m^-2 s^-1", "Flux out of the surface layer by sinks.");
        columns.Same("t_blow", "t_blow_s", "Blow-out time, the same as t_blow_s.");
    }
}
