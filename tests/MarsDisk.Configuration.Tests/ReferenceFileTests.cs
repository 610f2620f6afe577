using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Tests;

public sealed class ReferenceFileTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Configurations.DataFile(""), "*.y*ml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Configurations.DataFile(""), file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_the_reference_loads_without_errors_and_unknown_keys(string file)
    {
        var loaded = Configurations.LoadFile(file);

        Assert.DoesNotContain(loaded.Findings, finding => finding.Severity == Severity.Error || finding.Code == "KEY001");
        Assert.True(loaded.IsValid);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_resolved_file_loads_to_the_same_configuration(string file)
    {
        var first = Configurations.LoadFile(file).Resolved!;

        var second = Configurations.LoadText(first.ToYaml()).Resolved!;

        Assert.Equal(first.ToCanonicalJson(), second.ToCanonicalJson());
        Assert.Equal(first.ToYaml(), second.ToYaml());
    }

    [Fact]
    public void The_base_file_has_the_values_that_it_says()
    {
        var run = Configurations.LoadFile("base.yml").Parameters!;

        Assert.Equal(GeometryMode.ZeroDimensional, run.Geometry.Mode);
        Assert.Null(run.ChiBlow);
        Assert.Null(run.Numerics.DtInit);
        Assert.Equal(1e-7, run.Sizes.SMin);
        Assert.Equal(1e-6, run.OpticalDepth!.TauStopTol);
        Assert.Equal(1.0, run.Supply.Const.MuReferenceTau);
        Assert.Equal(InitialSizeMode.MeltLognormalMixture, run.Initial.S0Mode);
        Assert.Equal(ShieldingMode.Off, run.Shielding!.Mode);
        Assert.Equal(TemperatureTimeUnit.Days, run.Radiation!.MarsTemperatureDriver.Table!.TimeUnit);
        Assert.Equal(new StrengthCoefficients(2.0, 195090000.0, 0.38, 1.28478039442684, 1.36), run.Qstar.CoeffTable![1]);
        Assert.Equal(new ValueRange(1673, 2133), run.Sinks.SubParams.ValidK);
        Assert.Equal(0.05, run.Supply.Const.OrbitFractionAtMu1);
    }

    [Fact]
    public void A_file_for_one_dimension_runs_as_0D_with_a_warning()
    {
        var loaded = Configurations.LoadFile("base.yml");

        var warning = Assert.Single(loaded.Findings, finding => finding.Message.Contains("1D", StringComparison.Ordinal));
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Equal((9, 9), (warning.Line, warning.Column));
    }
}
