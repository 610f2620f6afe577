using MarsDisk.Physics.Constants;
using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Overview;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Summary;

/// <summary>Blow-out, sizes, optical depth, temperature and geometry.</summary>
internal static class SummaryConditions
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end, Func<string, double> median)
    {
        AddBlowout(document, plan, end, median);
        AddSizes(document, plan, end.Disk);
        AddOpticalDepth(document, plan);
        AddTemperature(document, plan, end.Statistics, median);
        document["r_m_used"] = plan.Orbit.Radius;
        document["r_RM_used"] = plan.Orbit.RadiusMars;
        document["r_source"] = plan.Orbit.Source;
        document["rho_used"] = plan.Parameters.Material.Rho;
        document["inner_disk_scope"] = true;
    }

    private static void AddBlowout(JsonMembers document, RunPlan plan, RunState end, Func<string, double> median)
    {
        var (disk, statistics) = (end.Disk, end.Statistics);
        document["case_status"] = plan.Start.CaseStatus;
        document["beta_threshold"] = ModelLimits.BlowoutBeta;
        document["beta_at_smin_config"] = plan.Start.BetaConfigured;
        document["beta_at_smin_effective"] = disk.BetaEffective;
        SummaryJson.AddTriple(document, "beta_at_smin", statistics.Beta, median, "beta_at_smin_effective");
        document["s_blow_m"] = disk.BlowoutSize;
        document["s_blow_m_effective"] = Math.Max(plan.Parameters.Sizes.SMin, disk.BlowoutSize);
        SummaryJson.AddTriple(document, "a_blow", statistics.BlowoutSize, median, "a_blow_step");
        document["Q_pr_used"] = disk.QPrMean;
        document["Q_pr_blow"] = disk.QPrBlow;
        document["qpr_table_path"] = plan.Radiation.Path;
        document["chi_blow_input"] = plan.Parameters.ChiBlow is { } chi ? PythonText.Of(chi) : "auto";
        document["chi_blow_eff"] = plan.Start.Chi;
        document["blowout_gate_mode"] = plan.Parameters.Blowout.GateMode.Word();
        SummaryJson.AddTriple(document, "blowout_gate_factor", statistics.GateFactor, median, "blowout_gate_factor");
        SummaryJson.AddTriple(document, "t_solid", statistics.SurvivalTime, median, "t_solid_s");
        document["blowout_active"] = plan.Switches.Blowout;
    }

    private static void AddSizes(JsonMembers document, RunPlan plan, DiskState disk)
    {
        var configured = plan.Parameters.Sizes.SMin;
        document["s_min_config"] = configured;
        document["s_min_effective"] = disk.SizeEffective;
        document["s_min_effective[m]"] = disk.SizeEffective;
        document["s_min_effective_gt_config"] = disk.SizeEffective > configured;
        var components = new JsonMembers
        {
            ["config"] = configured,
            ["blowout"] = disk.BlowoutSize,
            ["blowout_raw"] = disk.BlowoutSize,
            ["blowout_effective"] = Math.Max(configured, disk.BlowoutSize),
            ["effective"] = disk.SizeEffective,
            ["floor_mode"] = plan.Parameters.Psd.Floor.Mode.Word(),
            ["floor_dynamic"] = disk.SizeFloor,
        };
        if (plan.Parameters.SurfaceEnergy.Enabled)
            components["surface_energy"] = plan.Start.SurfaceEnergyFloor;
        document["s_min_components"] = components;
    }

    private static void AddOpticalDepth(JsonMembers document, RunPlan plan)
    {
        var (start, shielding) = (plan.Start, plan.Parameters.Shielding);
        document["kappa_surf_initial"] = start.Opacity;
        document["kappa_eff_initial"] = start.OpacityEffective;
        document["Sigma_tau1_initial"] = start.SigmaTau1;
        document["sigma_surf_initial"] = start.SurfaceDensity;
        document["Sigma_surf0"] = start.TargetSurfaceDensity;
        document["sigma_surf_mu_reference"] = plan.Supply.ReferenceSurfaceDensity;
        document["shielding_mode"] = ProcessOverview.ShieldingWord(plan.Parameters);
        document["phi_table_path"] = shielding?.TablePath;
        document["shielding_fixed_tau1_mode"] = FixedTau1Word(shielding);
        document["shielding_auto_max_active"] = shielding?.FixedTau1Sigma is { Kind: FixedTau1Kind.AutoMax };
        document["shielding_auto_max_margin"] = shielding?.AutoMaxMargin ?? 0.05;
    }

    /// <summary>The word for the kind of a fixed surface density of optical depth one.</summary>
    public static string FixedTau1Word(ShieldingParameters? shielding) => shielding?.FixedTau1Sigma switch
    {
        null => "none",
        { Kind: FixedTau1Kind.Given } => "fixed",
        { Kind: FixedTau1Kind.Auto } => "auto",
        _ => "auto_max",
    };

    private static void AddTemperature(
        JsonMembers document, RunPlan plan, RunStatistics statistics, Func<string, double> median)
    {
        var temperature = plan.Temperature;
        document["T_M_used"] = statistics.TemperatureLast;
        document["T_M_used[K]"] = statistics.TemperatureLast;
        document["T_M_source"] = temperature.Source;
        document["T_M_initial"] = temperature.Initial;
        document["T_M_final"] = statistics.TemperatureLast;
        SummaryJson.AddTriple(document, "T_M", statistics.Temperature, median, "T_M_used");
        document["temperature_driver"] = RadiationOverview.Driver(plan);
    }
}
