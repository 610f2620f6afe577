using MarsDisk.Simulation.Planning;
using MarsDisk.Simulation.Plans;
using MarsDisk.Simulation.Tables;

namespace MarsDisk.Simulation.Tests.Planning;

/// <summary>What the planner says about configurations that load and yet cannot run as they are meant.</summary>
public sealed class PlanFindingTests
{
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

    private static PlanResult Plan(params string[] overrides)
    {
        var folder = Path.Combine(Runs.Plans.GoldenDirectory, "cascade_40bins");
        var parameters = Runs.Plans.Parameters(File.ReadAllText(Path.Combine(folder, "config.yaml")), overrides);
        return RunPlanner.Plan(parameters, new TableFiles(folder));
    }
}
