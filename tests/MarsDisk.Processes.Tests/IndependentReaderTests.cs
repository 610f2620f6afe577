using System.Globalization;
using System.Text.Json;

using MarsDisk.Emulators;
using MarsDisk.Processes.Tests.Harness;

namespace MarsDisk.Processes.Tests;

/// <summary>Readers that know nothing of this product find in the files what <c>marsdisk table</c> prints.</summary>
public sealed class IndependentReaderTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    [Theory]
    [InlineData("run")]
    [InlineData("psd_hist")]
    [InlineData("diagnostics")]
    [InlineData("mass_budget")]
    public async Task All_chunks_of_a_table_have_the_rows_and_sums_that_the_program_prints(string table)
    {
        var printed = await PrintedAsync(table);

        var byDuckDb = ParquetReaders.DuckDb(undisturbed.Run.FileOf($"series/{table}_chunk_*.parquet"));
        var byHyparquet = undisturbed.Run.Ledger().TableFiles().Where(file => file.Table == table)
            .Select(file => ParquetReaders.Hyparquet(undisturbed.Run.FileOf(file.Name))).ToList();

        // By place and not by name: DuckDB gives a second name to columns that differ in case only.
        var names = byHyparquet[0].Select(column => column.Name).ToList();
        Assert.Equal(names, printed.Keys, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            Assert.Equal(printed[names[i]], byDuckDb[i].Values.Select(Number));
            Assert.Equal(printed[names[i]], byHyparquet.SelectMany(file => file[i].Values).Select(Number));
        }
    }

    // Every column of numbers with its values in order; a cell that is missing or no number is null.
    private async Task<Dictionary<string, List<double?>>> PrintedAsync(string table)
    {
        using var folder = new WorkFolder();
        var end = await MarsDiskProgram.RunAsync(folder, "table", undisturbed.Run.Path, "--table", table, "--to", "ndjson");
        Assert.True(end.ExitCode == 0, end.ToString());
        var columns = new Dictionary<string, List<double?>>(StringComparer.Ordinal);
        foreach (var line in end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var row = JsonDocument.Parse(line);
            foreach (var cell in row.RootElement.EnumerateObject())
            {
                if (!columns.TryGetValue(cell.Name, out var values))
                    columns[cell.Name] = values = [];
                values.Add(cell.Value.ValueKind == JsonValueKind.Number ? cell.Value.GetDouble() : null);
            }
        }

        Assert.NotEmpty(columns);
        return columns;
    }

    private static double? Number(object? value) => value switch
    {
        double number when !double.IsFinite(number) => null,
        double or long => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
