using MarsDisk.History.Reading;

namespace MarsDisk.History.Export;

/// <summary>Derives the text forms of tables from their files, row group by row group (runner §3.2, §3.6).</summary>
public static class CsvTable
{
    /// <summary>Writes all rows as CSV: a header, commas, LF, shortest round-trip numbers, empty fields for missing values.</summary>
    public static void Write(TableReader table, TextWriter output) => new TableExport { Format = ExportFormat.Csv }.Write(table, output);

    /// <summary>Writes all rows as JSON, one object a line with sorted keys, null for missing values.</summary>
    public static void WriteJsonLines(TableReader table, TextWriter output) => new TableExport
    {
        Format = ExportFormat.JsonLines,
        Select = [.. table.Schema.Columns.Select(column => column.Name).Order(StringComparer.Ordinal)],
    }.Write(table, output);
}
