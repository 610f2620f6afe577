using MarsDisk.Simulation.Results;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>Summary and orbits of the reference.</summary>
public sealed class ReferenceDocumentTests
{
    private const double Relative = 1e-9;

    // What the host adds, paths, and sentences of our own.
    private static readonly HashSet<string> NotCompared =
    [
        "config_source_path",
        "streaming",
        "streaming_merge_completed",
        "temperature_driver.table_path",
        "scope_limitations.limitations",
        "qstar.velocity_clamp_counts",
    ];

    public static TheoryData<string> Cases => GoldenCase.Strict;

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_summary_has_the_values_of_the_reference(string name)
    {
        var golden = GoldenCase.Of(name);
        var text = new StringWriter();
        SummaryJson.Write(text, golden.Run.Plan, golden.Run.End.Run, column => Median(golden, column));
        var comparison = new DocumentComparison(NotCompared, AbsoluteOf);

        comparison.AssertEqual(golden.Summary, DocumentComparison.Parse(text.ToString()));

        Assert.True(comparison.Compared > 270, $"Only {comparison.Compared} values were compared.");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_final_run_config_has_the_values_of_the_reference(string name)
    {
        var golden = GoldenCase.Of(name);
        var expected = DocumentComparison.Parse(File.ReadAllText(Path.Combine(golden.Directory, "run_config.json")));
        var text = new StringWriter();
        RunConfigJson.Write(text, golden.Run.Plan, golden.Run.End.Run, column => Median(golden, column));
        var comparison = new DocumentComparison(NotCompared, AbsoluteOf);

        comparison.AssertEqual(expected, DocumentComparison.Parse(text.ToString()));

        Assert.True(comparison.Compared > 270, $"Only {comparison.Compared} values were compared.");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Orbits_equal_those_of_the_reference(string name)
    {
        var golden = GoldenCase.Of(name);
        var table = golden.Table("orbit_rollup");
        var text = new StringWriter();
        OrbitRollupCsv.Write(text, golden.Run.Plan, golden.Run.End.Run);
        var ours = text.ToString().TrimEnd('\n').Split('\n').Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(row => row[0], StringComparer.Ordinal);
        var comparison = new Comparison(Relative);

        for (var row = 0; row < table.Rows; row++)
        {
            var found = ours[table[row, "orbit_index"]];
            for (var i = 0; i < table.Columns.Count; i++)
                comparison.Cell($"{table.Columns[i]} of orbit {found[0]}", table[row, table.Columns[i]], found[i]);
        }

        comparison.AssertEqual();
    }

    [Theory]
    [InlineData("cascade_40bins", 4.11e-05, 4.11e-05)]
    [InlineData("supply_tau_stop", -8.20e-03, 8.20e-03)]
    [InlineData("sublimation_smol", 3.09e-04, 3.09e-04)]
    [InlineData("streaming_chunks", -8.14e-04, 8.18e-04)]
    public void The_mass_that_the_solver_creates_is_that_of_the_reference(string name, double created, double defect)
    {
        var golden = GoldenCase.Of(name);
        var statistics = golden.Run.End.Run.Statistics;

        Assert.Equal(created, statistics.MassCreated.Value / statistics.FirstSurfaceDensity, Math.Abs(created) * 0.005);
        Assert.Equal(defect, statistics.MassDefect.Value / statistics.FirstSurfaceDensity, defect * 0.005);
        Assert.Equal(1, statistics.CollisionTime.Value / statistics.Elapsed, 1e-9);
    }

    private static double Median(GoldenCase golden, string column)
    {
        var definition = golden.Run.Plan.Schemas.Run[column];
        var values = Enumerable.Range(0, golden.Run.Buffer.Rows)
            .Select(row => golden.Run.Number(definition.Fact!.Value, row)).Where(double.IsFinite).Order().ToArray();
        if (values.Length == 0)
            return double.NaN;
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double AbsoluteOf(string place) =>
        place.StartsWith("mass_budget", StringComparison.Ordinal) ? 1e-12 : 0;
}
