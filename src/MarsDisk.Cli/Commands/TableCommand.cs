using System.CommandLine;
using System.Text;

using MarsDisk.Cli.Output;
using MarsDisk.History.Export;
using MarsDisk.History.Reading;
using MarsDisk.History.Schemas;
using MarsDisk.Hosting;
using MarsDisk.Hosting.Records;
using MarsDisk.Parquet;

namespace MarsDisk.Cli.Commands;

/// <summary><c>marsdisk table FILE|DIR</c>: looks into a Parquet file, or into all chunks of a table of a run.</summary>
internal static class TableCommand
{
    private const long HeadOfText = 20;

    private static readonly Argument<string> Path = new("file") { Description = "Parquet file, or run directory" };
    private static readonly Option<string> Table = new("--table") { Description = "run, psd_hist, diagnostics, mass_budget", DefaultValueFactory = _ => TableNames.Run };
    private static readonly Option<string?> Select = new("--select") { Description = "Columns, separated by commas" };
    private static readonly Option<string?> Where = new("--where") { Description = "Rows: column, comparison, number, joined by and" };
    private static readonly Option<long?> Head = new("--head") { Description = "At most N rows; default: 20 in the form text, else all" };
    private static readonly Option<bool> Schema = new("--schema") { Description = "Columns with type, unit and definition" };
    private static readonly Option<bool> Statistics = new("--stats") { Description = "Minimum, median and maximum of the columns of numbers" };
    private static readonly Option<string?> To = new("--to") { Description = "csv, json, ndjson with every digit, or text: aligned, seven digits; default: text on a terminal, else csv" };

    public static Command Build()
    {
        var command = new Command("table", "Prints rows, schema or statistics of a table.") { Path, Table, Select, Where, Head, Schema, Statistics, To };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult line)
    {
        var path = line.GetRequiredValue(Path);
        try
        {
            using var table = RunTables.Open(path, line.GetRequiredValue(Table));
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65536);
            Print(line, table, output);
            return ExitCodes.Done;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodes.Usage;
        }
        catch (ParquetException error)
        {
            Console.Error.WriteLine($"{path}: {error.Message}");
            return ExitCodes.Unusable;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: {error.Message}");
            return ExitCodes.Unusable;
        }
    }

    private static void Print(ParseResult line, TableReader table, TextWriter output)
    {
        var format = FormatOf(line.GetValue(To));
        var export = new TableExport
        {
            Select = line.GetValue(Select)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Where = line.GetValue(Where) is { } filter ? RowFilter.Parse(filter) : null,
            Head = line.GetValue(Head) ?? (format == ExportFormat.Text ? HeadOfText : null),
            Format = format,
            WidthMax = line.GetValue(Select) is null ? Terminal.Width : null,
        };
        if (line.GetValue(Schema))
            export.WriteSchema(table, output);
        else if (line.GetValue(Statistics))
            export.WriteStatistics(table, output);
        else
            SayWhatIsMissing(export, table, export.Write(table, output));
    }

    // A person has to know that there is more; a script asked for a form that leaves nothing out.
    private static void SayWhatIsMissing(TableExport export, TableReader table, ExportedRows printed)
    {
        if (export.Format != ExportFormat.Text)
            return;
        if (printed.ColumnsHidden > 0)
            Console.Error.WriteLine($"{printed.ColumnsHidden} more columns: --schema names them, --select A,B shows them");
        var rows = Enumerable.Range(0, table.Groups).Sum(group => (long)table.RowsOf(group));
        if (export.Where is null && printed.Rows < rows)
            Console.Error.WriteLine($"{rows - printed.Rows} more rows: --head N, --to csv");
    }

    private static ExportFormat FormatOf(string? word) => word switch
    {
        null => Terminal.Width is null ? ExportFormat.Csv : ExportFormat.Text,
        "csv" => ExportFormat.Csv,
        "json" => ExportFormat.Json,
        "ndjson" => ExportFormat.JsonLines,
        "text" => ExportFormat.Text,
        _ => throw new FormatException($"--to {word} is not known: csv, json, ndjson or text."),
    };
}
