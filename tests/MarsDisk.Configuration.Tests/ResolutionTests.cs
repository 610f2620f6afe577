using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Tests;

public sealed class ResolutionTests
{
    [Fact]
    public void Absent_keys_take_the_decided_defaults()
    {
        var run = Configurations.Run();

        Assert.False(run.Io.Streaming.Enable);
        Assert.Equal(80.0, run.Io.Streaming.MemoryLimitGb);
        Assert.False(run.Io.Streaming.MergeAtEnd);
        Assert.Equal(0.10, run.Supply.Const.OrbitFractionAtMu1);
        Assert.Null(run.Supply.Const.MuReferenceTau);
        Assert.Null(run.Shielding);
        Assert.Equal(new OpticalDepthParameters(), run.OpticalDepth);
    }

    [Fact]
    public void The_defaults_of_the_keys_are_those_of_the_parameters()
    {
        var run = Configurations.Run("shielding={}", "inner_disk_mass={}");

        Assert.Equal(new ShieldingParameters(), run.Shielding);
        Assert.Equal(new InnerDiskMassParameters(), run.InnerDiskMass);
        Assert.Equal(new SupplyParameters().Feedback, run.Supply.Feedback);
        Assert.Equal(new SupplyParameters().Temperature, run.Supply.Temperature);
        Assert.Equal(new SupplyParameters().Reservoir, run.Supply.Reservoir);
        Assert.Equal(new SinksParameters(), run.Sinks);
        Assert.Equal(new SurfaceParameters(), run.Surface);
        Assert.Equal(new BlowoutParameters(), run.Blowout);
        Assert.Equal(new SurfaceEnergyParameters(), run.SurfaceEnergy);
        Assert.Equal(new MeltPsdParameters(), run.Initial.MeltPsd);
        Assert.Equal(new EccentricityProfileParameters(), run.Dynamics.EProfile);
        Assert.Equal(new PhaseParameters().Thresholds, run.Phase.Thresholds);
        Assert.Equal(new DiagnosticsParameters(), run.Diagnostics);
        Assert.Equal(new IoParameters(), run.Io);
        Assert.Equal(new NumericsParameters { DtInit = 2.0, TEndYears = 2.0 }, run.Numerics);
    }

    [Fact]
    public void The_corrected_profile_switches_on_every_fix()
    {
        var run = Configurations.Run("numerics.profile=corrected");

        Assert.Equal(TimeAdvance.Resolved, run.Numerics.TimeAdvance);
        Assert.Equal(ImexScheme.Consistent, run.Numerics.Imex);
        Assert.Equal(MassBudgetMode.WithSupply, run.Numerics.MassBudget);
        Assert.Equal(FragmentDistribution.Number, run.Fragments.Distribution);
        Assert.True(run.Radiation!.MarsTemperatureDriver.Honour);
        Assert.Equal(FloorMode.None, run.Psd.Floor.Mode);
        Assert.Equal(BetaGate.Tolerant, run.Blowout.BetaGate);
        Assert.Equal(PartialBin.Fractional, run.Blowout.PartialBin);
        Assert.Equal(StopOpticalDepth.InitialPhi, run.OpticalDepth!.StopTau);
    }

    [Fact]
    public void An_explicit_key_wins_over_the_profile()
    {
        var loaded = Configurations.Load("numerics.profile=corrected", "psd.floor.mode=fixed");

        Assert.Equal(FloorMode.Fixed, loaded.Parameters!.Psd.Floor.Mode);
        Assert.Equal("profile corrected", Origin(loaded, "numerics.imex").Text);
        Assert.Equal(OriginKind.Override, Origin(loaded, "psd.floor.mode").Kind);
    }

    [Fact]
    public void Each_value_knows_who_decided_it()
    {
        var loaded = ConfigurationLoader.Load(
            Configurations.Minimal, "run.yml", [new OverrideText("chi_blow=0.7"), new OverrideText("psd.alpha=2", "o.txt", 3)],
            EnvironmentSwitches.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["IO_STREAMING"] = "on" }));

        Assert.Equal(new Origin(OriginKind.File, "run.yml:3"), Origin(loaded, "material.rho"));
        Assert.Equal(new Origin(OriginKind.Override, "override chi_blow=0.7"), Origin(loaded, "chi_blow"));
        Assert.Equal(new Origin(OriginKind.File, "o.txt:3"), Origin(loaded, "psd.alpha"));
        Assert.Equal(new Origin(OriginKind.Environment, "IO_STREAMING=on"), Origin(loaded, "io.streaming.enable"));
        Assert.Equal(new Origin(OriginKind.Derived, "scope.analysis_years"), Origin(loaded, "numerics.t_end_years"));
        Assert.Equal(Configuration.Origin.Default, Origin(loaded, "io.quiet"));
        Assert.Equal("profile reference", Origin(loaded, "numerics.imex").Text);
    }

    [Fact]
    public void Origin_lines_leave_defaults_out_unless_asked()
    {
        var resolved = Configurations.Load().Resolved!;

        Assert.Contains(resolved.OriginLines(withDefaults: false), line => Words(line) == "material.rho 3270.0 kg m^-3 run.yml:3");
        Assert.DoesNotContain(resolved.OriginLines(withDefaults: false), line => line.StartsWith("io.quiet ", StringComparison.Ordinal));
        Assert.Contains(resolved.OriginLines(withDefaults: true), line => Words(line) == "io.quiet false default");
    }

    [Fact]
    public void Degrees_become_radians_once()
    {
        var first = Configurations.Load("dynamics.i0=90", "dynamics.i0_unit=deg");

        var second = Configurations.LoadText(first.Resolved!.ToYaml());

        Assert.Equal(Math.PI / 2, first.Parameters!.Dynamics.I0, 15);
        Assert.Equal(first.Parameters.Dynamics.I0, second.Parameters!.Dynamics.I0);
    }

    [Fact]
    public void The_end_in_orbits_keeps_the_end_in_years_empty()
    {
        Assert.Null(Configurations.Run("numerics.t_end_orbits=3").Numerics.TEndYears);
    }

    [Fact]
    public void A_difference_shows_both_values_with_units()
    {
        var left = Configurations.Load().Resolved!;
        var right = Configurations.Load("radiation.TM_K=4500", "shielding={mode: off}", "io.quiet=true").Resolved!;

        var differences = ResolvedConfiguration.Differences(left, right);

        Assert.Contains(new ConfigurationDifference("radiation.TM_K", "4000.0 K", "4500.0 K"), differences);
        Assert.Contains(new ConfigurationDifference("io.quiet", "false", "true"), differences);
        Assert.Contains(new ConfigurationDifference("shielding.mode", "–", "'off'"), differences);
        Assert.Empty(ResolvedConfiguration.Differences(left, left));
    }

    [Fact]
    public void The_plan_ignores_what_cannot_change_a_table_and_nothing_else()
    {
        var plan = Plan();

        Assert.Equal(plan, Plan("io.outdir=elsewhere", "io.quiet=true", "io.progress.enable=true"));
        Assert.NotEqual(plan, Plan("io.streaming.step_flush_interval=20"), StringComparer.Ordinal);
        Assert.NotEqual(plan, Plan("radiation.TM_K=4001"), StringComparer.Ordinal);
    }

    [Fact]
    public void The_canonical_text_does_not_depend_on_the_order_of_the_file()
    {
        var lines = Configurations.Minimal.TrimEnd().Split('\n');
        var reversed = string.Join('\n', lines.Reverse());

        Assert.Equal(
            Configurations.Load().Resolved!.ToCanonicalJson(), Configurations.LoadText(reversed).Resolved!.ToCanonicalJson());
    }

    [Fact]
    public void The_canonical_JSON_is_a_configuration_as_well()
    {
        var json = Configurations.Load("qstar.coeff_table={1: [1, 2, 3, 4]}").Resolved!.ToCanonicalJson();

        Assert.Equal(json, Configurations.LoadText(json).Resolved!.ToCanonicalJson());
    }

    [Fact]
    public void Any_numbers_and_words_survive_the_resolved_file_bit_by_bit()
    {
        var words = Gen.Elements("off", "1e5", "a b", "it's", "#x", "a: b", "\u2028", "tab\t", "null", "é", "\"", "- x", "😀");
        var runs = ArbMap.Default.GeneratorFor<NormalFloat>().SelectMany(
            _ => words, (number, word) => (Number: (double)number, Word: word)).ToArbitrary();

        Prop.ForAll(runs, run =>
        {
            var number = run.Number.ToString("R", CultureInfo.InvariantCulture);
            var first = Configurations.Load($"psd.alpha={number}", $"io.outdir='{run.Word}'", $"phase.extra_kwargs={{k: [{number}]}}");
            var second = Configurations.LoadText(first.Resolved!.ToYaml());
            return first.Parameters!.Io.Outdir == run.Word && second.Parameters!.Io.Outdir == run.Word
                && second.Parameters.Psd.Alpha.Equals(run.Number)
                && first.Resolved.ToCanonicalJson() == second.Resolved!.ToCanonicalJson();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static Origin Origin(LoadResult loaded, string path) =>
        Assert.Single(loaded.Resolved!.Entries, entry => entry.Path == path).Origin;

    private static string Plan(params string[] overrides) => Configurations.Load(overrides).Resolved!.ToPlanJson();

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
