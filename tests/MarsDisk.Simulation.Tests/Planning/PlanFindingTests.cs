using MarsDisk.Simulation.Planning;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Tests.Planning;

/// <summary>What the planner says about configurations that load and yet cannot run as they are meant.</summary>
public sealed class PlanFindingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("marsdisk-findings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_absent_forsterite_table_is_replaced_with_a_warning()
    {
        var result = Plan("radiation.qpr_table_path=absent/qpr_planck_forsterite_mie.csv");

        var finding = Assert.Single(result.Findings);
        Assert.NotNull(result.Plan);
        Assert.Equal(("REF001", false), (finding.Code, finding.IsError));
    }

    [Theory]
    [InlineData("radiation.qpr_table_path=absent/my_table.csv", "radiation.qpr_table_path", PlanFindingKind.Table)]
    [InlineData("shielding.table_path=absent/table.csv shielding.mode=psitau", "shielding.table_path", PlanFindingKind.Table)]
    public void What_cannot_run_is_one_error_that_names_its_key(string change, string key, PlanFindingKind kind)
    {
        var result = Plan(change.Split(' '));

        var finding = Assert.Single(result.Findings, found => found.IsError);
        Assert.Null(result.Plan);
        Assert.Equal((key, kind), (finding.Key, finding.Kind));
    }

    [Fact]
    public void A_strict_run_does_not_replace_an_absent_table()
    {
        var result = Plan("radiation.qpr_table_path=absent/qpr_planck_forsterite_mie.csv", "radiation.qpr_strict=true");

        Assert.Null(result.Plan);
    }

    [Fact]
    public void A_trace_that_is_not_written_is_named()
    {
        var result = Plan("io.debug_sinks=true");

        Assert.NotNull(result.Plan);
        Assert.Contains(result.Findings, found => found is { Key: "io.debug_sinks", IsError: false });
    }

    [Theory]
    [InlineData("io.archive.enabled=true io.archive.dir=elsewhere", "io.archive.enabled", "not archived")]
    [InlineData("phase.enabled=true phase.source=map phase.entrypoint=my.maps:cold", "phase.entrypoint", "my.maps:cold is not called")]
    [InlineData("blowout.enabled=true numerics.dt_over_t_blow_max=1e-9", "numerics.dt_over_t_blow_max", "blow-out times, which is more than 1E-09")]
    public void What_is_asked_for_and_does_not_happen_is_named(string change, string key, string words)
    {
        var result = Plan(change.Split(' '));

        Assert.NotNull(result.Plan);
        Assert.Contains(words, Assert.Single(result.Findings, found => found.Key == key && !found.IsError).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blowout.enabled=true numerics.dt_over_t_blow_max=1e9")]
    [InlineData("blowout.enabled=false numerics.dt_over_t_blow_max=1e-9")]
    [InlineData("phase.enabled=true phase.source=map")]
    [InlineData("phase.source=threshold phase.entrypoint=my.maps:cold")]
    public void What_happens_as_asked_is_not_named(string change)
    {
        Assert.DoesNotContain(Plan(change.Split(' ')).Findings, found => found.Code is "RULE006" or "RULE007" or "RULE008");
    }

    [Fact]
    public void The_fit_beside_a_table_of_vapour_pressures_is_as_wide_as_configured()
    {
        var table = Path.Combine(_folder.FullName, "psat.csv");
        File.WriteAllText(table, "T,log10P\n1000,-5\n1100,-3\n1200,-2\n1300,-1.8\n1400,-1.7\n");
        double Beside(params string[] fit) => Plan(
            ["sinks.sub_params.mode=hkl", "sinks.sub_params.psat_model=auto", $"sinks.sub_params.psat_table_path={table}", .. fit]).Plan!.Vapour!.Pressure(1500);

        var wide = Beside();
        var narrow = Beside("sinks.sub_params.local_fit_window_K=150", "sinks.sub_params.min_points_local_fit=2");
        var widened = Beside("sinks.sub_params.local_fit_window_K=150", "sinks.sub_params.min_points_local_fit=4");

        Assert.Equal(wide, widened);
        Assert.NotEqual(wide, narrow);
    }

    private static PlanResult Plan(params string[] overrides)
    {
        var folder = Path.Combine(Runs.Plans.GoldenDirectory, "cascade_40bins");
        var parameters = Runs.Plans.Parameters(File.ReadAllText(Path.Combine(folder, "config.yaml")), overrides);
        return RunPlanner.Plan(parameters, new TableFiles(folder));
    }
}
