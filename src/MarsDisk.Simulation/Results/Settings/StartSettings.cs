using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Summary;

namespace MarsDisk.Simulation.Results.Settings;

/// <summary>How the run starts: surface density, optical depth, orbit and time grid.</summary>
internal static class StartSettings
{
    public static void Add(JsonMembers document, RunPlan plan)
    {
        var supply = plan.Parameters.Supply.Const;
        document["init_tau1"] = SurfaceDensity(plan);
        document["optical_depth"] = OpticalDepth(plan);
        document["init_ei"] = Excitation(plan);
        document["time_grid"] = TimeGrid(plan);
        document["supply_mu_orbit10pct"] = supply.MuOrbit10pct;
        document["supply_mu_reference_tau"] = supply.MuReferenceTau ?? 1.0;
        document["supply_orbit_fraction_at_mu1"] = supply.OrbitFractionAtMu1;
        document["sigma_surf_mu_reference"] = plan.Supply.ReferenceSurfaceDensity;
    }

    private static JsonMembers SurfaceDensity(RunPlan plan)
    {
        var (start, parameters) = (plan.Start, plan.Parameters);
        return new JsonMembers
        {
            ["enabled"] = parameters.InitTau1.Enabled,
            ["sigma_tau1_target"] = start.SigmaTau1,
            ["sigma_surf_init_override_applied"] = start.SurfaceDensity,
            ["sigma_surf_init_raw"] = start.SurfaceDensity,
            ["sigma_surf_init_applied"] = start.SurfaceDensity,
            ["sigma_tau1_cap_init"] = start.SigmaTau1,
            ["sigma_tau1_mode"] = SummaryConditions.FixedTau1Word(parameters.Shielding),
            ["initial_sigma_clipped"] = false,
            ["mass_total_original_Mmars"] = parameters.Initial.MassTotal,
            ["mass_total_applied_Mmars"] = start.Mass,
        };
    }

    private static JsonMembers OpticalDepth(RunPlan plan)
    {
        var depth = plan.Parameters.OpticalDepth;
        return new JsonMembers
        {
            ["enabled"] = depth is not null,
            ["tau0_target"] = depth?.Tau0Target,
            ["tau_stop"] = depth?.TauStop,
            ["tau_stop_tol"] = depth?.TauStopTol,
            ["tau_field"] = depth?.TauField.Word(),
            ["sigma_surf0"] = plan.Start.TargetSurfaceDensity,
            ["kappa_eff0"] = depth is null ? null : plan.Start.OpacityEffective,
        };
    }

    private static JsonMembers Excitation(RunPlan plan)
    {
        var (dynamics, excitation) = (plan.Parameters.Dynamics, plan.Excitation);
        var profile = dynamics.EProfile;
        var isTable = profile.Mode == EccentricityProfileMode.Table;
        return new JsonMembers
        {
            ["e_mode"] = dynamics.EMode.Word(),
            ["dr_min_m"] = dynamics.DrMinM,
            ["dr_max_m"] = dynamics.DrMaxM,
            ["dr_dist"] = dynamics.DrDist.Word(),
            ["delta_r_sample_m"] = excitation.ClearanceSample,
            ["e0_applied"] = excitation.Eccentricity,
            ["e_profile_mode"] = profile.Mode.Word(),
            ["e_profile_r_kind"] = isTable ? profile.RKind.Word() : null,
            ["e_profile_table_path"] = profile.TablePath,
            ["e_profile_formula"] = profile.Mode == EccentricityProfileMode.MarsPericenter ? "e = 1 - R_MARS / r" : null,
            ["e_profile_applied"] = excitation.IsProfileApplied,
            ["e_formula_SI"] = "e = 1 - (R_MARS + Δr)/a; [Δr, a, R_MARS]: meters",
            ["i_mode"] = dynamics.IMode.Word(),
            ["obs_tilt_deg"] = dynamics.ObsTiltDeg,
            ["i_spread_deg"] = dynamics.ISpreadDeg,
            ["i0_applied_rad"] = excitation.Inclination,
            ["seed_used"] = excitation.Seed,
            ["a_m_source"] = plan.Orbit.Source,
        };
    }

    private static JsonMembers TimeGrid(RunPlan plan)
    {
        var time = plan.Time;
        return new JsonMembers
        {
            ["scheme"] = "fixed-step implicit-Euler (S1)",
            ["t_end_basis"] = time.Basis,
            ["t_end_input"] = time.EndInput,
            ["t_end_s"] = time.End,
            ["dt_mode"] = SummaryTime.Mode(time),
            ["dt_input"] = time.IsAutomatic ? "auto" : time.NominalStep,
            ["dt_nominal_s"] = time.NominalStep,
            ["dt_step_s"] = time.Step,
            ["dt_sources_s"] = SummaryTime.Sources(time),
            ["dt_capped_by_max_steps"] = time.IsCapped,
            ["n_steps"] = time.Steps,
            ["max_steps"] = ModelLimits.StepsMax,
            ["t_blow_nominal_s"] = 1 / plan.Orbit.Omega,
        };
    }
}
