using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Tests;

public sealed class OverrideTests
{
    [Fact]
    public void The_last_override_of_a_key_wins()
    {
        Assert.Equal(30, Configurations.Run("numerics.dt_init=20", " numerics.dt_init = 30 ").Numerics.DtInit);
    }

    [Theory]
    [InlineData("blowout.enabled=false")]
    [InlineData("physics.blowout.enabled=FALSE")]
    [InlineData("blowout..enabled=no")]
    [InlineData("blowout={enabled: false}")]
    [InlineData("blowout.enabled='off'")]
    public void Spellings_of_one_override_mean_the_same(string spelling)
    {
        Assert.False(Configurations.Run(spelling).Blowout.Enabled);
    }

    [Fact]
    public void A_missing_section_on_the_way_is_made()
    {
        var run = Configurations.Run("radiation.mars_temperature_driver.constant.value_K=2000");

        Assert.Equal(2000, run.Radiation!.MarsTemperatureDriver.Constant!.ValueK);
    }

    [Fact]
    public void None_sets_null_and_lists_are_flow_YAML()
    {
        var run = Configurations.Run("optical_depth=None", "sinks.sub_params.valid_K=[1000, 1200]", "radiation.Q_pr=null");

        Assert.Null(run.OpticalDepth);
        Assert.Equal(new ValueRange(1000, 1200), run.Sinks.SubParams.ValidK);
        Assert.Null(run.Radiation!.QPr);
    }

    [Theory]
    [InlineData("io.outdir=null-island", "null-island")]
    [InlineData("io.outdir=\"out a\"", "out a")]
    [InlineData("io.outdir=a=b", "a=b")]
    [InlineData("io.outdir=[broken", "[broken")]
    [InlineData("io.outdir=~", "~")]
    [InlineData("io.outdir='7'", "7")]
    public void Text_that_is_nothing_else_stays_text(string text, string outdir)
    {
        Assert.Equal(outdir, Configurations.Run(text).Io.Outdir);
    }

    [Theory]
    [InlineData("numerics.dt_init")]
    [InlineData("=5")]
    [InlineData(" . =5")]
    [InlineData("chi_blow.deep=5")]
    public void An_override_that_cannot_be_applied_is_an_error_at_its_text(string text)
    {
        var error = Configurations.Load("chi_blow=1.0", text).OnlyError();

        Assert.Equal("TYPE", error.Code);
        Assert.Equal($"override {text}", error.Where);
    }

    [Fact]
    public void A_wrong_value_names_the_override_as_its_place()
    {
        var error = Configurations.Load("numerics.dt_init=-3").OnlyError();

        Assert.Equal(("RANGE", "override numerics.dt_init=-3"), (error.Code, error.Where));
    }

    [Fact]
    public void A_file_of_overrides_may_have_comments_and_blank_lines()
    {
        var overrides = OverrideText.ReadFile("\uFEFF# head\r\n\nnumerics.dt_init=5 # seconds\n io.outdir = x\n", "o.txt");

        Assert.Equal(
            [new OverrideText("numerics.dt_init=5", "o.txt", 3), new OverrideText("io.outdir = x", "o.txt", 4)], overrides);
    }

    [Fact]
    public void A_wrong_value_of_an_override_file_names_its_line()
    {
        var overrides = OverrideText.ReadFile("\nnumerics.dt_init=x", "o.txt");

        var error = ConfigurationLoader.Load(Configurations.Minimal, "run.yml", overrides).OnlyError();

        Assert.Equal("o.txt:2:1", error.Where);
    }

    [Fact]
    public void Any_finite_number_survives_an_override_bit_by_bit()
    {
        var numbers = ArbMap.Default.ArbFor<NormalFloat>();

        Prop.ForAll(numbers, number =>
        {
            var text = ((double)number).ToString("R", CultureInfo.InvariantCulture);
            return Configurations.Run($"psd.alpha={text}").Psd.Alpha.Equals((double)number);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public void A_mapping_physics_is_lifted_to_the_root_where_nothing_stands_yet()
    {
        var text = Configurations.Minimal + "chi_blow: 0.7\nphysics: {mode: collisions_only, chi_blow: 0.9, blowout: {enabled: false}}\n";

        var run = Configurations.LoadText(text).Parameters!;

        Assert.Equal(PhysicsMode.CollisionsOnly, run.PhysicsMode);
        Assert.Equal(0.7, run.ChiBlow);
        Assert.False(run.Blowout.Enabled);
    }
}
