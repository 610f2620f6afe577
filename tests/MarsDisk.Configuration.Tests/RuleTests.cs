namespace MarsDisk.Configuration.Tests;

public sealed class RuleTests
{
    [Theory]
    [InlineData("init_tau1.scale_to_tau1=true")]
    [InlineData("supply.mixing.epsilon_mix=0")]
    [InlineData("dynamics.e_mode=mars_clearance", "dynamics.dr_min_m=1e5")]
    [InlineData("dynamics.e_mode=mars_clearance", "dynamics.e_profile.mode='off'")]
    [InlineData("dynamics.e_mode=mars_clearance", "dynamics.e_profile.mode=off", "dynamics.dr_min_m=2", "dynamics.dr_max_m=1")]
    [InlineData("dynamics.e_mode=mars_clearance", "dynamics.e_profile.mode=off", "dynamics.dr_min_m=0", "dynamics.dr_dist=loguniform")]
    [InlineData("dynamics.e_profile.mode=table")]
    [InlineData("dynamics.e_profile.clip_min=0.9", "dynamics.e_profile.clip_max=0.1")]
    [InlineData("dynamics.kernel_H_mode=fixed")]
    [InlineData("disk.geometry.r_in_RM=3")]
    [InlineData("disk=null")]
    [InlineData("disk=null", "geometry.r_in=2e7", "geometry.r_out=1e7")]
    [InlineData("sizes.s_min=3")]
    [InlineData("initial.melt_psd.s_min_solid=5")]
    [InlineData("optical_depth=null", "inner_disk_mass={M_in_ratio: 1e-5}", "disk.geometry.r_in_RM=2.7")]
    [InlineData("qstar.override_coeffs=true", "qstar.v_ref_kms=[]")]
    [InlineData("qstar.override_coeffs=true", "qstar.v_ref_kms=[0]")]
    [InlineData("supply.injection.s_inj_min=1", "supply.injection.s_inj_max=0.5")]
    [InlineData("supply.feedback.min_scale=20")]
    [InlineData("radiation.mars_temperature_driver.enabled=true")]
    [InlineData("radiation.mars_temperature_driver={enabled: true, mode: table}")]
    [InlineData("radiation.qpr_strict=true")]
    [InlineData("sinks.sub_params.valid_K=[1600, 1270]")]
    [InlineData("sinks.sub_params.valid_liquid_K=[2, 1]")]
    [InlineData("sinks.sub_params.psat_model=tabulated")]
    [InlineData("phase.entrypoint=nowhere")]
    [InlineData("io.archive.enabled=true")]
    [InlineData("io.streaming.compression=zstd")]
    public void A_contradiction_between_keys_is_one_error(params string[] overrides)
    {
        var error = Configurations.Load(overrides).OnlyError();

        Assert.Equal("RULE", error.Code);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public void A_checkpoint_of_the_reference_is_refused_where_it_is_named()
    {
        const string Resume = "numerics: {dt_init: 2.0, resume: {from_path: old/ckpt_step_000000041.pkl}}";
        var text = Configurations.Minimal.Replace("numerics: {dt_init: 2.0}", Resume, StringComparison.Ordinal);
        var line = 1 + text.Split('\n').ToList().IndexOf(Resume);

        var error = Configurations.LoadText(text).OnlyError();

        Assert.Equal(("run.yml", line, Resume.IndexOf("old/", StringComparison.Ordinal) + 1), (error.File, error.Line, error.Column));
        Assert.Equal("numerics.resume.from_path names a checkpoint of the reference, which cannot be read here.", error.Message);
        Assert.Contains("marsdisk run goes on", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TEMP000", "radiation=null")]
    [InlineData("TEMP000", "radiation.TM_K=null")]
    [InlineData("TEMP002", "phase.thresholds.T_vaporize_K=1700")]
    public void A_run_without_a_usable_temperature_is_one_error(string code, string entry)
    {
        Assert.Equal(code, Configurations.Load(entry).OnlyError().Code);
    }

    [Theory]
    [InlineData("supply.feedback.enabled=true")]
    [InlineData("supply.temperature.enabled=true")]
    [InlineData("supply.reservoir.mass_total_Mmars=1e-6")]
    [InlineData("supply.transport={mode: deep_mixing, t_mix_orbits: 3}")]
    [InlineData("supply.injection.velocity={mode: factor, vrel_factor: 2}")]
    [InlineData("supply.mode=powerlaw")]
    [InlineData("supply.mode=piecewise")]
    [InlineData("supply.const={auto_from_tau1_tfill_years: 2}")]
    [InlineData("optical_depth=null", "init_tau1.enabled=true")]
    public void An_old_scheme_of_the_supply_is_accepted_with_one_warning(params string[] overrides)
    {
        var loaded = Configurations.Load(overrides);

        Assert.True(loaded.IsValid, string.Join('\n', loaded.Findings));
        Assert.Single(loaded.Of("SUPPLY001"));
    }

    [Theory]
    [InlineData("optical_depth=null", "supply.headroom_policy=spill")]
    [InlineData("optical_depth=null", "init_tau1.scale_to_tau1=true")]
    public void An_active_legacy_switch_is_one_error_that_says_what_to_use(params string[] overrides)
    {
        var error = Configurations.Load(overrides).OnlyError();

        Assert.Contains("legacy switch that is not supported", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Instead", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("init_tau1.enabled", "init_tau1.enabled=true")]
    [InlineData("surface_ode is deprecated", "surface.collision_solver=surface_ode")]
    [InlineData("sigma_surf_init_override is ignored", "surface.sigma_surf_init_override=1")]
    [InlineData("never happens", "physics_mode=sublimation_only", "sinks.sublimation_location=smol")]
    [InlineData("more than a right angle", "dynamics.i0=2")]
    [InlineData("other than mars_pericenter", "dynamics.e_profile.mode=off")]
    [InlineData("differs from initial.s0_mode", "initial.s0_mode=melt_truncated_powerlaw")]
    [InlineData("not a known law", "sizes.dsdt_model=growth")]
    [InlineData("plug-in", "phase={enabled: true, source: map}")]
    [InlineData("q_abs_mean is above 1", "phase.q_abs_mean=1.5")]
    [InlineData("enabled is not true", "supply.feedback.gain=2")]
    [InlineData("supply.const.orbit_fraction_at_mu1 is not 0.1", "supply.const.orbit_fraction_at_mu1=0.05")]
    [InlineData("supply.const.mu_reference_tau is not 1", "supply.const.mu_reference_tau=2")]
    [InlineData("supply.headroom_policy is given", "supply.headroom_policy=clip")]
    [InlineData("optical_depth is null", "optical_depth=null")]
    public void A_doubtful_combination_is_a_warning(string part, params string[] overrides)
    {
        var loaded = Configurations.Load(overrides);

        Assert.True(loaded.IsValid);
        Assert.Contains(loaded.Findings, finding => finding.Severity == Severity.Warning
            && finding.Message.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void The_default_scheme_of_supply_is_silent()
    {
        Assert.Empty(Configurations.Load("supply.transport.mode=direct", "supply.injection.q=3.5").Findings);
    }

    [Theory]
    [InlineData("TEMP001", Severity.Warning, "sinks.T_sub=1800")]
    [InlineData("TEMP003", Severity.Info, "radiation.TM_K=1500")]
    [InlineData("TEMP004", Severity.Warning, "radiation.TM_K=2001")]
    [InlineData("SIZE001", Severity.Warning, "sizes.n_bins=37")]
    [InlineData("SIZE002", Severity.Warning, "sizes.s_min=1.1e-5")]
    [InlineData("GAS001", Severity.Warning, "sinks.enable_gas_drag=true")]
    [InlineData("GAS002", Severity.Info, "sinks.enable_gas_drag=true")]
    [InlineData("DISK001", Severity.Warning, "disk.geometry.r_in_RM=2.5")]
    [InlineData("DISK002", Severity.Info, "disk.geometry.r_out_RM=3.6")]
    [InlineData("NUM001", Severity.Warning, "numerics.safety=0.6")]
    [InlineData("NUM002", Severity.Info, "numerics.atol=1e-7")]
    [InlineData("PHYS001", Severity.Info, "dynamics.f_wake=2")]
    [InlineData("PHYS002", Severity.Info, "psd={alpha: 3.5, wavy_strength: 0.2}")]
    public void The_check_remarks_what_a_careful_reader_would(string code, Severity severity, string entry)
    {
        var finding = Assert.Single(ConfigurationCheck.Review(Configurations.Load(entry)), found => found.Code == code);

        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public void The_check_names_tables_that_are_missing()
    {
        var loaded = Configurations.Load("radiation.qpr_table_path=data/q.csv", "shielding.table_path=data/phi.csv");

        var missing = ConfigurationCheck.Review(loaded, table => table == "data/q.parquet").Where(found => found.Code == "REF");

        Assert.Contains("data/phi.csv", Assert.Single(missing).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_that_are_not_read_need_not_exist()
    {
        var loaded = Configurations.Load(
            "radiation.Q_pr=1", "radiation.qpr_table_path=a.csv", "shielding={mode: off, table_path: b.csv}");

        Assert.DoesNotContain(ConfigurationCheck.Review(loaded, _ => false), finding => finding.Code == "REF");
    }
}
