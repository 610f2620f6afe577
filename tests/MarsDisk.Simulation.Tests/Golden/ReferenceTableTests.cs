using System.Globalization;
using MarsDisk.History.Schemas;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>The rows of the reference, cell by cell.</summary>
public sealed class ReferenceTableTests
{
    private const double Relative = 1e-9;

    public static TheoryData<string> Cases => GoldenCase.Strict;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Series_rows_equal_those_of_the_reference(string name)
    {
        var golden = GoldenCase.Of(name);

        var comparison = Compare(golden, "series", golden.Run.Plan.Schemas.Run);

        comparison.AssertEqual();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Diagnostics_rows_equal_those_of_the_reference(string name)
    {
        var golden = GoldenCase.Of(name);

        var comparison = Compare(golden, "diagnostics", golden.Run.Plan.Schemas.Diagnostics);

        comparison.AssertEqual();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mass_budget_rows_equal_those_of_the_reference(string name)
    {
        var golden = GoldenCase.Of(name);
        var table = golden.Table("mass_budget");
        var schema = golden.Run.Plan.Schemas.MassBudget;
        var comparison = new Comparison(Relative);

        for (var row = 0; row < table.Rows; row++)
        {
            var time = double.Parse(table[row, "time"], CultureInfo.InvariantCulture);
            var step = (int)Math.Round(time / golden.Run.Plan.Time.Step) - 1;
            foreach (var column in table.Columns)
                comparison.Cell(
                    $"{column} of step {step}",
                    table[row, column],
                    golden.Run.Text(schema[column], step),
                    Tolerances.Absolute(column, golden.Run.Plan));
        }

        comparison.AssertEqual();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_size_distribution_equals_that_of_the_reference(string name)
    {
        const double negligible = 1e-12;
        var golden = GoldenCase.Of(name);
        var table = golden.Table("psd_hist");
        var psd = golden.Run.Buffer.Psd!;
        var stride = golden.Run.Plan.Schemas.Psd!.Rows.Stride;
        var comparison = new Comparison(Relative);

        for (var row = 0; row < table.Rows; row++)
        {
            var (step, bin) = (table.Step(row), int.Parse(table[row, "bin_index"], CultureInfo.InvariantCulture));
            var kept = (int)(step / stride);
            var fraction = psd.MassFractions(kept)[bin];
            comparison.Number($"s of bin {bin} of step {step}", Number(table, row, "s_bin_center"), psd.Centers(kept)[bin]);
            if (Number(table, row, "f_mass") <= negligible)
                continue;
            comparison.Number($"f_mass of bin {bin} of step {step}", Number(table, row, "f_mass"), fraction);
            comparison.Number($"Sigma of bin {bin} of step {step}", Number(table, row, "Sigma_bin"), psd.BinDensities(kept)[bin]);
        }

        comparison.AssertEqual();
    }

    [Theory]
    [InlineData("cascade_40bins", 1508)]
    [InlineData("supply_tau_stop", 2110)]
    [InlineData("sublimation_surface", 754)]
    [InlineData("sublimation_smol", 1241)]
    [InlineData("surface_ode_psitau", 302)]
    [InlineData("streaming_chunks", 151)]
    [InlineData("scenario_fiducial", 6312)]
    public void The_number_of_computed_steps_is_that_of_the_reference(string name, long steps)
    {
        var golden = GoldenCase.Of(name);

        Assert.Equal(steps, golden.Run.End.Run.Step);
        Assert.Equal(steps, golden.Run.End.Aggregates.Steps);
    }

    private static Comparison Compare(GoldenCase golden, string name, TableSchema schema)
    {
        var table = golden.Table(name);
        var comparison = new Comparison(Relative);
        for (var row = 0; row < table.Rows; row++)
        {
            var step = (int)table.Step(row);
            foreach (var column in table.Columns.Where(column => column != "step"))
                Cell(column, table[row, column], step);
            foreach (var (column, cell) in table.Constants)
                Cell(column, cell, step);
        }
        return comparison;

        void Cell(string column, string expected, int step)
        {
            var definition = schema[column];
            if (definition is { Kind: ColumnKind.Text, Fact: { } fact } && golden.Run.Plan.Schemas[fact].IsConstant)
                return;    // words that never change are compared with the summary
            comparison.Cell(
                $"{column} of step {step}",
                expected,
                golden.Run.Text(definition, step),
                Tolerances.Absolute(column, golden.Run.Plan));
        }
    }

    private static double Number(GoldenTable table, int row, string column) =>
        double.Parse(table[row, column], CultureInfo.InvariantCulture);
}
