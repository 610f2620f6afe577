using MarsDisk.History.Reading;

namespace MarsDisk.History.Export;

/// <summary>Derives the text forms of tables from their files, row group by row group (runner §3.2, §3.6).</summary>
public static class CsvTable
{
    /// <summary>Writes all rows as CSV: a header, commas, LF, shortest round-trip numbers, empty fields for missing values.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Receives UTF-8.</param>
    public static void Write(TableReader table, Stream output)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(output);
        var columns = table.Schema.Columns;
        var all = Enumerable.Range(0, columns.Count).ToArray();
        var rows = new CsvRows(output, columns.Count);
        rows.WriteLine(string.Join(',', columns.Select(column => CellText.Csv(column.Name))));
        for (var group = 0; group < table.Groups; group++)
            rows.Write(table.Read(group, all), table.RowsOf(group));
        rows.Flush();
    }

    /// <summary>Writes all rows as JSON, one object a line with sorted keys, null for missing values.</summary>
    public static void WriteJsonLines(TableReader table, TextWriter output) => new TableExport
    {
        Format = ExportFormat.JsonLines,
        Select = [.. table.Schema.Columns.Select(column => column.Name).Order(StringComparer.Ordinal)],
    }.Write(table, output);
}
