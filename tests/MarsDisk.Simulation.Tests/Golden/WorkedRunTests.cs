using System.Text.Json;
using MarsDisk.Simulation.Tests.Runs;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>
/// The whole-run examples of the physics specification (physics §26). They state the reference's default of
/// mu_reference_tau, because without it the supply refers to the initial surface density here (runner D-10).
/// </summary>
public sealed class WorkedRunTests
{
    private static readonly JsonElement Examples = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Runs.Plans.GoldenDirectory, "run0d.json"))).RootElement;

    public static TheoryData<string> Names => [.. Examples.EnumerateArray().Select(example => example.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_worked_run_gives_the_stated_rows(string name)
    {
        const double relative = 1e-7;
        const double massErrorRounding = 1e-14;
        var example = Examples.EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        var outputs = example.GetProperty("outputs");
        var run = FinishedRun.Of(Runs.Plans.OfText(example.GetProperty("inputs").GetRawText(), Runs.Plans.GoldenDirectory));
        var comparison = new Comparison(relative);

        var rows = outputs.GetProperty("rows");
        for (var row = 0; row < rows.GetArrayLength(); row++)
            Compare(comparison, run, rows[row], row, massErrorRounding);
        Compare(comparison, run, outputs.GetProperty("last_row"), run.Buffer.Rows - 1, massErrorRounding);

        comparison.AssertEqual();
        Assert.Equal(outputs.GetProperty("n_steps").GetInt64(), run.End.Run.Step);
    }

    private static void Compare(Comparison comparison, FinishedRun run, JsonElement expected, int row, double rounding)
    {
        foreach (var cell in expected.EnumerateObject())
        {
            var isSolver = cell.Name.StartsWith("smol_", StringComparison.Ordinal);
            var schema = isSolver ? run.Plan.Schemas.Diagnostics : run.Plan.Schemas.Run;
            comparison.Cell(
                $"{cell.Name} of step {row}",
                Text(cell.Value),
                run.Text(schema[cell.Name], row),
                cell.Name == "smol_mass_error" ? rounding : 0);
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString() == "NaN" ? "" : value.GetString()!,
        _ => value.GetRawText(),
    };
}
