using MarsDisk.Simulation.Parameters;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Results.Overview;
using MarsDisk.Simulation.States;

namespace MarsDisk.Simulation.Results.Settings;

/// <summary>Values that the run used, and where they came from.</summary>
internal static class InputSettings
{
    public static void Add(JsonMembers document, RunPlan plan, RunState end)
    {
        document["T_M_used"] = end.Statistics.TemperatureLast;
        document["rho_used"] = plan.Parameters.Material.Rho;
        document["Q_pr_used"] = end.Disk.QPrMean;
        document["run_inputs"] = RunInputs(plan, end);
        document["phase_temperature"] = PhaseTemperature(plan);
        document["radiation_provenance"] = Radiation(plan, end.Disk);
        document["blowout_provenance"] = Blowout(plan, end.Disk);
        document["io"] = Output(plan.Parameters.Io);
    }

    private static JsonMembers RunInputs(RunPlan plan, RunState end)
    {
        var (parameters, excitation) = (plan.Parameters, plan.Excitation);
        var basis = excitation.SeedBasis;
        return new JsonMembers
        {
            ["T_M_used"] = end.Statistics.TemperatureLast,
            ["T_M_source"] = plan.Temperature.Source,
            ["T_M_initial"] = plan.Temperature.Initial,
            ["T_M_final"] = end.Statistics.TemperatureLast,
            ["rho_used"] = parameters.Material.Rho,
            ["Q_pr_used"] = end.Disk.QPrMean,
            ["Q_pr_blow"] = end.Disk.QPrBlow,
            ["qpr_table_path"] = plan.Radiation.Path,
            ["phi_table_path"] = parameters.Shielding?.TablePath,
            ["r_m_used"] = plan.Orbit.Radius,
            ["r_RM_used"] = plan.Orbit.RadiusMars,
            ["r_source"] = plan.Orbit.Source,
            ["rng_seed"] = excitation.Seed,
            ["rng_seed_expr"] = basis is null ? "dynamics.rng_seed" : $"sha256('{basis}') % 2**31",
            ["rng_seed_basis"] = basis,
            ["input_config_path"] = plan.Options.ConfigurationPath,
            ["physics_mode"] = parameters.PhysicsMode.Word(),
            ["physics_mode_source"] = plan.Options.PhysicsModeSource,
            ["phase_temperature_input"] = parameters.Phase.TemperatureInput.Word(),
            ["phase_q_abs_mean"] = parameters.Phase.QAbsMean,
            ["phase_temperature_formula"] = RadiationOverview.GrainTemperatureFormula,
        };
    }

    private static JsonMembers PhaseTemperature(RunPlan plan) => new()
    {
        ["mode"] = plan.Parameters.Phase.TemperatureInput.Word(),
        ["q_abs_mean"] = plan.Parameters.Phase.QAbsMean,
        ["formula"] = RadiationOverview.GrainTemperatureFormula,
        ["r_m_used"] = plan.Orbit.Radius,
        ["r_RM_used"] = plan.Orbit.RadiusMars,
    };

    private static JsonMembers Radiation(RunPlan plan, DiskState disk)
    {
        var radiation = plan.Parameters.Radiation;
        return new JsonMembers
        {
            ["qpr_table_path"] = plan.Radiation.Path,
            ["qpr_table_meta"] = null,
            ["Q_pr_override"] = radiation?.QPr,
            ["Q_pr_source"] = plan.Radiation.Source,
            ["Q_pr_blow"] = disk.QPrBlow,
            ["T_M_source"] = plan.Temperature.Source,
            ["temperature_source"] = plan.Temperature.Source,
            ["radiation_field"] = RadiationOverview.Field(plan),
            ["use_mars_rp"] = radiation?.UseMarsRp ?? true,
            ["use_solar_rp"] = radiation?.UseSolarRp ?? false,
        };
    }

    private static JsonMembers Blowout(RunPlan plan, DiskState disk) => new()
    {
        ["s_blow_raw_m"] = disk.BlowoutSize,
        ["s_blow_effective_m"] = Math.Max(plan.Parameters.Sizes.SMin, disk.BlowoutSize),
        ["s_min_config_m"] = plan.Parameters.Sizes.SMin,
        ["psd_floor_mode"] = plan.Parameters.Psd.Floor.Mode.Word(),
    };

    private static JsonMembers Output(IoParameters io)
    {
        var isOn = io.Streaming.IsActive;
        return new JsonMembers
        {
            ["outdir"] = io.Outdir,
            ["series_stride"] = io.SeriesStride,
            ["diagnostics_stride"] = io.DiagnosticsStride,
            ["psd_history"] = io.PsdHistory,
            ["psd_history_stride"] = io.PsdHistoryStride,
            ["streaming"] = new JsonMembers
            {
                ["enabled"] = isOn,
                ["merge_at_end"] = isOn && io.Streaming.MergeAtEnd,
                ["cleanup_chunks"] = isOn ? io.Streaming.CleanupChunks : null,
                ["merge_outdir"] = isOn && io.Streaming.MergeAtEnd ? io.Outdir : null,
            },
            ["archive"] = ArchiveOverview.Of(io.Archive),
        };
    }
}
