using System.Text.Json;
using MarsDisk.History.Reading;
using MarsDisk.Parquet;

namespace MarsDisk.History.Export;

/// <summary>Prints a table or what is known about it: the command <c>table</c> (experience §2.7).</summary>
public sealed class TableExport
{
    /// <summary>Columns to print, in this order; all if empty.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Rows to print; all if null.</summary>
    public RowFilter? Where { get; init; }

    /// <summary>At most so many rows; all if null.</summary>
    public long? Head { get; init; }

    /// <summary>The form of the text.</summary>
    public ExportFormat Format { get; init; }

    /// <summary>Characters in a line of aligned text; columns that do not fit are left out. Null prints all.</summary>
    public int? WidthMax { get; init; }

    /// <summary>Prints the rows. An unknown column throws an <see cref="ArgumentException"/>.</summary>
    /// <returns>What was printed and what had no room.</returns>
    public ExportedRows Write(TableReader table, TextWriter output)
    {
        var names = Names(table);
        var positions = names.ConvertAll(table.PositionOf);
        var conditions = FilterPositions(table);
        var rows = Printer(output, names, Format == ExportFormat.Text ? UnitsOf(table, names) : [], WidthMax);

        rows.Begin();
        for (var group = 0; group < table.Groups && rows.Count < (Head ?? long.MaxValue); group++)
        {
            var cells = table.Read(group, positions);
            var filtered = table.Read(group, conditions);
            for (var row = 0; row < table.RowsOf(group) && rows.Count < (Head ?? long.MaxValue); row++)
            {
                if (Where?.Accepts(filtered, row) ?? true)
                    rows.Print(cells, row);
            }
        }

        rows.End();
        return new ExportedRows(rows.Count, rows.ColumnsHidden);
    }

    /// <summary>Prints name, type, unit and definition of the columns.</summary>
    public void WriteSchema(TableReader table, TextWriter output)
    {
        var units = Texts(table, "units");
        var definitions = Texts(table, "definitions");
        var lines = Printer(output, ["column", "type", "unit", "definition"], [], widthMax: null);

        lines.Begin();
        foreach (var name in Names(table))
        {
            var type = TypeWord(table.Schema.Columns[table.PositionOf(name)].Type);
            lines.Print(name, type, units.GetValueOrDefault(name, ""), definitions.GetValueOrDefault(name, ""));
        }

        lines.End();
    }

    /// <summary>Prints number of finite values, minimum, median and maximum of the columns of numbers, over all rows.</summary>
    public void WriteStatistics(TableReader table, TextWriter output)
    {
        var lines = Printer(output, ["column", "count", "min", "median", "max"], [], widthMax: null);

        lines.Begin();
        foreach (var name in Names(table).Where(name => table.Schema.Columns[table.PositionOf(name)].Type == ParquetType.Double))
        {
            var statistics = table.Statistics(name);
            lines.Print(name, statistics.Count, statistics.Minimum, statistics.Median, statistics.Maximum);
        }

        lines.End();
    }

    private IRowPrinter Printer(TextWriter output, IReadOnlyList<string> names, IReadOnlyList<string> units, int? widthMax) =>
        Format == ExportFormat.Text ? new AlignedPrinter(output, names, units, widthMax) : new RowPrinter(output, Format, names);

    private static List<string> UnitsOf(TableReader table, List<string> names)
    {
        var units = Texts(table, "units");
        return names.ConvertAll(name => units.GetValueOrDefault(name, ""));
    }

    private List<string> Names(TableReader table) => Select.Count > 0 ? [.. Select] : [.. table.Schema.Columns.Select(column => column.Name)];

    private List<int> FilterPositions(TableReader table)
    {
        var positions = new List<int>();
        foreach (var name in Where?.Columns ?? [])
        {
            var position = table.PositionOf(name);
            if (table.Schema.Columns[position].Type == ParquetType.Text)
                throw new FormatException($"{name} holds words and cannot be compared with a number.");

            positions.Add(position);
        }

        return positions;
    }

    private static Dictionary<string, string> Texts(TableReader table, string key)
    {
        foreach (var pair in table.KeyValues)
        {
            if (pair.Key == key)
                return JsonSerializer.Deserialize<Dictionary<string, string>>(pair.Value) ?? [];
        }

        return [];
    }

    private static string TypeWord(ParquetType type) => type switch
    {
        ParquetType.Double => "double",
        ParquetType.Int64 => "int64",
        ParquetType.Boolean => "bool",
        _ => "string",
    };
}

/// <summary>What an export printed.</summary>
/// <param name="Rows">Rows printed.</param>
/// <param name="ColumnsHidden">Columns that the line had no room for.</param>
public readonly record struct ExportedRows(long Rows, int ColumnsHidden);
