namespace MarsDisk.Configuration.Tests;

public sealed class RetiredAndUnknownKeyTests
{
    [Theory]
    [InlineData("geometry.r=1", "disk.geometry.r_in_RM")]
    [InlineData("geometry.r=null", "disk.geometry.r_in_RM")]
    [InlineData("geometry.runtime_orbital_radius_rm=1", "disk.geometry.r_in_RM")]
    [InlineData("temps={T_M: 2000}", "radiation.TM_K")]
    [InlineData("single_process_mode=x", "physics_mode")]
    [InlineData("modes.single_process=x", "physics_mode")]
    [InlineData("process.primary=x", "physics_mode")]
    [InlineData("phase.map={entrypoint: x}", "phase.entrypoint")]
    [InlineData("radiation.qpr_table=x", "radiation.qpr_table_path")]
    [InlineData("shielding.phi_table=x", "shielding.table_path")]
    [InlineData("supply.mixing.mu=1", "supply.mixing.epsilon_mix")]
    public void A_retired_key_is_one_error_that_names_the_replacement(string entry, string replacement)
    {
        var loaded = Configurations.Load(entry);

        var error = loaded.OnlyError();
        Assert.Equal("KEY002", error.Code);
        Assert.Contains(replacement, error.Advice!, StringComparison.Ordinal);
        Assert.Empty(loaded.Of("KEY001"));
    }

    [Theory]
    [InlineData("io.streaming.step_flush_intervall=5", "io.streaming.step_flush_interval")]
    [InlineData("numerics.dt_inti=5", "numerics.dt_init")]
    [InlineData("radiation.tm_k=5", "radiation.TM_K")]
    [InlineData("raditaion={TM_K: 5}", "radiation")]
    [InlineData("dt_init=5", "numerics.dt_init")]
    [InlineData("physics.mode=collisions_only", "physics_mode")]
    [InlineData("phisics.mode=collisions_only", "physics_mode")]
    [InlineData("physics_mod=collisions_only", "physics_mode")]
    [InlineData("numeric.dt_init=5", "numerics")]
    public void An_unknown_key_is_a_warning_that_names_the_nearest_key(string entry, string nearest)
    {
        var loaded = Configurations.Load(entry);

        var warning = Assert.Single(loaded.Of("KEY001"));
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Equal($"Did you mean {nearest}?", warning.Advice);
        Assert.True(loaded.IsValid);
    }

    [Fact]
    public void A_key_that_resembles_nothing_gets_no_guess()
    {
        var warning = Assert.Single(Configurations.Load("zzzzqqqq=1").Of("KEY001"));

        Assert.DoesNotContain("Did you mean", warning.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_reported_at_its_place()
    {
        var warning = Assert.Single(Configurations.LoadText("chi_blo: 1\n" + Configurations.Minimal).Of("KEY001"));

        Assert.Equal("run.yml:1:1", warning.Where);
    }

    [Fact]
    public void Notes_and_known_leftovers_are_silent()
    {
        var loaded = Configurations.Load("_scenario={name: x}", "sizes._note=1", "psd.alpha_mode=fixed");

        Assert.DoesNotContain(loaded.Findings, finding => finding.Code.StartsWith("KEY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("inner_disk_mass.M_over_Mmars=1e-5", "inner_disk_mass.M_in_ratio", "1.0e-05")]
    [InlineData("supply.reservoir.smooth_fraction=0.2", "supply.reservoir.taper_fraction", "0.2")]
    [InlineData("supply.injection.deep_reservoir_tmix_orbits=3", "supply.transport.t_mix_orbits", "3.0")]
    [InlineData("io.columnar_records=true", "io.record_storage_mode", "columnar")]
    public void A_deprecated_name_is_read_as_the_new_one_with_a_warning(string entry, string path, string value)
    {
        var loaded = Configurations.Load(entry);

        Assert.Contains(loaded.Findings, finding => finding.Severity == Severity.Warning
            && finding.Message.EndsWith($"is a deprecated name of {path}.", StringComparison.Ordinal));
        Assert.Equal(value, Assert.Single(loaded.Resolved!.Entries, entry => entry.Path == path).Value);
    }

    [Fact]
    public void A_deprecated_name_that_contradicts_the_new_one_is_an_error()
    {
        var error = Configurations.Load(
            "supply.transport.t_mix_orbits=2", "supply.injection.deep_reservoir_tmix_orbits=3").OnlyError();

        Assert.Equal("RULE", error.Code);
    }

    [Theory]
    [InlineData("physics_mode=full", "physics_mode", "default", 0)]
    [InlineData("shielding.mode=table", "shielding.mode", "psitau", 1)]
    [InlineData("radiation.source='none'", "radiation.source", "'off'", 0)]
    [InlineData("supply.reservoir.depletion_mode=smooth", "supply.reservoir.depletion_mode", "taper", 1)]
    public void An_old_word_is_normalised(string entry, string path, string value, int warnings)
    {
        var loaded = Configurations.Load(entry);

        Assert.Equal(value, Assert.Single(loaded.Resolved!.Entries, entry => entry.Path == path).Value);
        Assert.Equal(warnings, loaded.Findings.Count(finding =>
            finding.Message.Contains("deprecated word", StringComparison.Ordinal)));
    }
}
