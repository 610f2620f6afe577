using MarsDisk.History.Columns;
using MarsDisk.History.Export;
using MarsDisk.History.Reading;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Tests;

public sealed class TableExportTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TableReader _table;

    public TableExportTests()
    {
        using var run = new SampleRun(new HistoryOptions { Bins = 1, Steps = 4, StepDiagnostics = true, EnergyBookkeeping = true });
        using var buffer = run.Buffer(0, 4);
        WriteReadableRows(buffer.Facts);
        foreach (var table in new[] { run.Schemas.Run, run.Schemas.Energy! })
            File.WriteAllBytes(Path.Combine(_directory.Path, table.Name + ".parquet"), run.File(table, buffer));
        _table = TableReader.Open(Path.Combine(_directory.Path, "run.parquet"));
    }

    [Fact]
    public void Csv_has_a_header_shortest_numbers_and_empty_fields_for_missing_values()
    {
        var text = Print(new TableExport { Select = ["time", "tau", "substep_active", "n_substeps", "case_status"] });

        Assert.Equal(
            """
            time,tau,substep_active,n_substeps,case_status
            0.1,1,True,1,blowout
            0.2,,False,,ok
            0.3,nan,,3,
            0.4,5E-324,True,4,no_blowout

            """,
            text);
    }

    [Fact]
    public void Json_has_null_for_missing_values()
    {
        var text = Print(new TableExport { Select = ["time", "tau", "case_status"], Format = ExportFormat.Json, Head = 2 });

        Assert.Equal("[\n  {\"time\": 0.1, \"tau\": 1, \"case_status\": \"blowout\"},\n  {\"time\": 0.2, \"tau\": null, \"case_status\": \"ok\"}\n]\n", text);
    }

    [Fact]
    public void Text_aligns_numbers_to_the_right_and_words_to_the_left_below_names_and_units()
    {
        var text = Print(new TableExport { Select = ["time", "tau", "case_status"], Format = ExportFormat.Text });

        Assert.Equal(
            """
            time            tau  case_status
               s  dimensionless  category
             0.1              1  blowout
             0.2              -  ok
             0.3            nan  -
             0.4  4.940656E-324  no_blowout

            """,
            text);
    }

    [Fact]
    public void Columns_that_do_not_fit_the_line_are_left_out_and_counted()
    {
        using var output = new StringWriter();

        var printed = new TableExport { Format = ExportFormat.Text, WidthMax = 20, Head = 1 }.Write(_table, output);

        Assert.All(output.ToString().Split('\n'), line => Assert.True(line.Length <= 20));
        Assert.Equal(1, printed.Rows);
        Assert.True(printed.ColumnsHidden > 100);
    }

    [Fact]
    public void Rows_are_chosen_by_comparisons()
    {
        var text = Print(new TableExport { Select = ["time"], Where = RowFilter.Parse("time > 0.1 and n_substeps >= 3"), Format = ExportFormat.JsonLines });

        Assert.Equal("{\"time\": 0.3}\n{\"time\": 0.4}\n", text);
    }

    [Fact]
    public void A_missing_value_satisfies_no_comparison() =>
        Assert.Equal("time\n0.1\n0.4\n", Print(new TableExport { Select = ["time"], Where = RowFilter.Parse("tau != 7") }));

    [Fact]
    public void Words_cannot_be_compared_with_numbers() =>
        Assert.Throws<FormatException>(() => Print(new TableExport { Where = RowFilter.Parse("case_status > 1") }));

    [Fact]
    public void An_unknown_column_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Print(new TableExport { Select = ["tauu"] }));

        Assert.Contains("tauu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_shows_type_unit_and_definition()
    {
        var output = new StringWriter();

        new TableExport { Select = ["M_out_dot"] }.WriteSchema(_table, output);

        Assert.Equal("column,type,unit,definition\nM_out_dot,double,M_Mars s^-1,Mass-loss rate by blow-out at the end of the step.\n", output.ToString());
    }

    [Fact]
    public void Statistics_are_over_finite_values()
    {
        var output = new StringWriter();

        new TableExport { Select = ["time", "tau", "case_status"] }.WriteStatistics(_table, output);

        Assert.Equal("column,count,min,median,max\ntime,4,0.1,0.25,0.4\ntau,2,5E-324,0.5,1\n", output.ToString());
    }

    [Fact]
    public void Csv_of_a_whole_table_has_the_same_bytes_as_its_export_cell_by_cell()
    {
        using var run = new SampleRun(new HistoryOptions { Bins = 2, Steps = 700, PsdHistory = true });
        using var buffer = run.Buffer(0, 700);
        foreach (var table in run.Schemas.Tables)
        {
            var file = Path.Combine(_directory.Path, table.Name + "-long.parquet");
            File.WriteAllBytes(file, run.File(table, buffer));
            using var reader = TableReader.Open(file);
            using var output = new MemoryStream();

            CsvTable.Write(reader, output);

            Assert.Equal(Print(new TableExport { Format = ExportFormat.Csv }, reader), System.Text.Encoding.UTF8.GetString(output.ToArray()));
        }
    }

    [Fact]
    public void Csv_of_a_whole_table_keeps_words_missing_cells_and_what_is_no_number()
    {
        using var output = new MemoryStream();

        CsvTable.Write(_table, output);

        Assert.Equal(Print(new TableExport { Format = ExportFormat.Csv }), System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Statistics_of_columns_together_are_those_of_each()
    {
        var together = _table.Statistics(["tau", "time"]);

        Assert.Equal([_table.Statistics("tau"), _table.Statistics("time")], together);
    }

    [Fact]
    public void Json_lines_of_a_whole_table_have_sorted_keys()
    {
        var output = new StringWriter();

        CsvTable.WriteJsonLines(_table, output);

        Assert.StartsWith("{\"E_dissipated_step\": 3, ", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, output.ToString().Count(character => character == '\n'));
    }

    [Fact]
    public void The_energy_budget_has_a_row_for_each_step_with_collisions()
    {
        using var energy = TableReader.Open(Path.Combine(_directory.Path, "energy.parquet"));
        var output = new StringWriter();

        EnergyBudget.Write(energy, 0.1, 0.5, output);

        var lines = output.ToString().Split('\n');
        Assert.Equal(4, lines.Length - 1);
        Assert.Equal("0,0.1,0.1,4,3,1,0.25,0.5,2,1,0.75,0.25,0.5,0,0,ok", lines[1]);
        Assert.StartsWith("2,0.3,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",0.25,error", lines[2], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _table.Dispose();
        _directory.Dispose();
    }

    private static string Print(TableExport export, TableReader table)
    {
        var output = new StringWriter();
        export.Write(table, output);

        return output.ToString();
    }

    private string Print(TableExport export) => Print(export, _table);

    private static void WriteReadableRows(FactColumns facts)
    {
        new[] { 0.1, 0.2, 0.3, 0.4 }.CopyTo(facts.Doubles(StepFact.Time));
        new[] { 1.0, Missing.Double, double.NaN, double.Epsilon }.CopyTo(facts.Doubles(StepFact.Tau));
        new byte[] { 1, 0, Missing.Boolean, 1 }.CopyTo(facts.Flags(StepFact.SubstepActive));
        new[] { 1, Missing.Integer, 3, 4 }.CopyTo(facts.Integers(StepFact.NSubsteps));
        new byte[] { 0, 1, Missing.Text, 2 }.CopyTo(facts.Flags(StepFact.CaseStatus));
        new[] { 4.0, Missing.Double, 4.0, 0.0 }.CopyTo(facts.Doubles(StepFact.ERelStep));
        new[] { 3.0, Missing.Double, 2.0, 0.0 }.CopyTo(facts.Doubles(StepFact.EDissipatedStep));
        SetAll(facts, StepFact.ERetainedStep, 1, 1, 1, 0);
        SetAll(facts, StepFact.FKeMean, 0.25, 0.25, 0.25, 0.25);
        SetAll(facts, StepFact.FLfMean, 0.5, 0.5, 0.5, 0.5);
        SetAll(facts, StepFact.NCratering, 2, 2, 2, 2);
        SetAll(facts, StepFact.NFragmentation, 1, 1, 1, 1);
        SetAll(facts, StepFact.FracCratering, 0.75, 0.75, 0.75, 0.75);
        SetAll(facts, StepFact.FracFragmentation, 0.25, 0.25, 0.25, 0.25);
        SetAll(facts, StepFact.FKeEpsMismatch, 0, 0, 0, 0);
    }

    private static void SetAll(FactColumns facts, StepFact fact, params double[] values) => values.CopyTo(facts.Doubles(fact));
}
