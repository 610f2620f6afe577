using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Tests;

public sealed class CoercionTests
{
    [Theory]
    [InlineData("1e-06", 1e-6)]
    [InlineData("1.0e-7", 1e-7)]
    [InlineData("'2.5'", 2.5)]
    [InlineData("5", 5.0)]
    [InlineData(".5", 0.5)]
    [InlineData("+5.", 5.0)]
    [InlineData("0x10", 16.0)]
    [InlineData("0o17", 15.0)]
    [InlineData("true", 1.0)]
    public void A_number_has_many_spellings(string text, double value)
    {
        var loaded = Configurations.LoadText($"{Configurations.Minimal}chi_blow: {text}\n");

        Assert.Equal(value, loaded.Parameters!.ChiBlow);
    }

    [Theory]
    [InlineData("psd.alpha=nan")]
    [InlineData("psd.alpha=inf")]
    [InlineData("chi_blow=0")]
    [InlineData("chi_blow=-1")]
    [InlineData("material.rho=999.9")]
    [InlineData("material.rho=5000.1")]
    [InlineData("surface_energy.eta=0")]
    [InlineData("dynamics.e0=1")]
    [InlineData("sizes.n_bins=0")]
    [InlineData("supply.mixing.epsilon_mix=2.1")]
    [InlineData("radiation.Q_pr=0.4")]
    [InlineData("io.series_stride=0")]
    public void A_number_out_of_range_is_one_error(string entry)
    {
        Assert.Equal("RANGE", Configurations.Load(entry).OnlyError().Code);
    }

    [Theory]
    [InlineData("material.rho=1000")]
    [InlineData("material.rho=5000")]
    [InlineData("surface_energy.eta=1")]
    [InlineData("dynamics.e0=0")]
    [InlineData("supply.mixing.epsilon_mix=2")]
    [InlineData("io.streaming.step_flush_interval=0")]
    public void The_ends_of_a_range_belong_to_it_where_it_says_so(string entry)
    {
        Assert.True(Configurations.Load(entry).IsValid);
    }

    [Theory]
    [InlineData("sizes.n_bins=40.5")]
    [InlineData("sizes.n_bins=many")]
    [InlineData("sizes.n_bins=1e12")]
    [InlineData("psd.alpha=steep")]
    [InlineData("psd.alpha=null")]
    [InlineData("psd.alpha=[1]")]
    [InlineData("numerics.dt_init=automatic")]
    [InlineData("blowout.enabled=2")]
    [InlineData("io.outdir=2024")]
    [InlineData("io.outdir=null")]
    [InlineData("physics_mode=Default")]
    [InlineData("sinks.sub_params.valid_K=[1]")]
    [InlineData("qstar.v_ref_kms=[1, x]")]
    [InlineData("qstar.coeff_table={}")]
    [InlineData("qstar.coeff_table={1.0: [1, 2, 3]}")]
    [InlineData("qstar.coeff_table={-1: [1, 2, 3, 4]}")]
    [InlineData("qstar.coeff_table={1: [1, 2, 3, 4], 1.0: [1, 2, 3, 4]}")]
    [InlineData("sizes.dsdt_params={k0: x}")]
    [InlineData("supply.piecewise=[1]")]
    [InlineData("supply=5")]
    [InlineData("material=null")]
    public void A_value_of_the_wrong_type_is_one_error(string entry)
    {
        Assert.Equal("TYPE", Configurations.Load(entry).OnlyError().Code);
    }

    [Theory]
    [InlineData("YES", true)]
    [InlineData("on", true)]
    [InlineData("t", true)]
    [InlineData("1", true)]
    [InlineData("No", false)]
    [InlineData("off", false)]
    [InlineData("f", false)]
    [InlineData("0", false)]
    public void A_boolean_has_many_words(string word, bool value)
    {
        Assert.Equal(value, Configurations.Run($"io.quiet={word}").Io.Quiet);
    }

    [Theory]
    [InlineData("e_profile: {mode: off}", EccentricityProfileMode.Off)]
    [InlineData("e_profile: {mode: \"off\"}", EccentricityProfileMode.Off)]
    public void Off_is_a_word_and_no_boolean(string profile, EccentricityProfileMode mode)
    {
        var text = Configurations.Minimal.Replace("t_damp_orbits: 20", $"t_damp_orbits: 20, {profile}", StringComparison.Ordinal);

        Assert.Equal(mode, Configurations.LoadText(text).Parameters!.Dynamics.EProfile.Mode);
    }

    [Fact]
    public void All_findings_come_at_once_in_the_order_of_the_file()
    {
        var text = Configurations.Minimal
            .Replace("rho: 3270", "rho: 1", StringComparison.Ordinal)
            .Replace("alpha: 1.83", "alpa: 1.83", StringComparison.Ordinal)
            .Replace("s_max: 3.0", "s_max: 1.0e-8", StringComparison.Ordinal);

        var loaded = Configurations.LoadText(text, "numerics.dt_init=0");

        Assert.Equal(
            """
            run.yml:3:17 RANGE
            run.yml:4:31 RULE
            run.yml:7:1 TYPE
            run.yml:7:7 KEY001
            override numerics.dt_init=0 RANGE
            """.ReplaceLineEndings("\n"),
            string.Join('\n', loaded.Findings.Select(finding => $"{finding.Where} {finding.Code}")));
        Assert.Null(loaded.Parameters);
    }

    [Fact]
    public void A_missing_section_is_one_error_besides_its_required_keys()
    {
        var text = Configurations.Minimal.Replace("io: {outdir: out}", "", StringComparison.Ordinal);

        Assert.Equal("The section io is missing.", Configurations.LoadText(text).OnlyError().Message);
    }

    [Fact]
    public void A_finding_reads_as_place_code_severity_sentence_and_advice()
    {
        var finding = new Finding("a.yml", 3, 4, "RANGE", Severity.Error, "x must be > 0, and is -1.", "Make it larger.");

        Assert.Equal("a.yml:3:4  RANGE  error  x must be > 0, and is -1.\n    Make it larger.", finding.ToString());
    }
}
