using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using MarsDisk.Parquet;

namespace MarsDisk.Hosting.Sweeps.Results;

/// <summary>Encodes the collected table; equal rows give equal bytes.</summary>
internal static class SweepParquet
{
    // A dictionary of words has at most 255 of them, and the ids of runs are all different.
    private const int RowsOfAGroup = 250;

    public static byte[] Encode(SweepManifest manifest, SweepRows rows)
    {
        using var file = new MemoryStream();
        var schema = new ParquetSchema([.. rows.Columns.Select(column => new ParquetColumn(column.Name, TypeOf(column)))]);
        using (var writer = new ParquetWriter(file, schema, new ParquetWriterOptions { KeyValues = KeyValues(manifest, rows) }))
        {
            for (var first = 0; first < rows.Count; first += RowsOfAGroup)
                WriteGroup(writer, rows, first, Math.Min(RowsOfAGroup, rows.Count - first));
            writer.Finish();
        }

        return file.ToArray();
    }

    private static ParquetType TypeOf(SweepColumn column) => column.Kind switch
    {
        JsonValueKind.Number => column.Cells.OfType<JsonNode>().All(IsWhole) ? ParquetType.Int64 : ParquetType.Double,
        JsonValueKind.True => ParquetType.Boolean,
        _ => ParquetType.Text,
    };

    private static void WriteGroup(ParquetWriter writer, SweepRows rows, int first, int count)
    {
        writer.BeginRowGroup(count);
        foreach (var column in rows.Columns)
            Write(writer, TypeOf(column), [.. column.Cells.Skip(first).Take(count)]);
        writer.EndRowGroup();
    }

    private static void Write(ParquetWriter writer, ParquetType type, IReadOnlyList<JsonNode?> cells)
    {
        switch (type)
        {
            case ParquetType.Double:
                writer.Write(ColumnValues.Doubles([.. cells.Select(cell => cell is null ? Missing.Double : Number(cell))]));
                break;
            case ParquetType.Int64:
                writer.Write(ColumnValues.Integers([.. cells.Select(cell => cell is null ? Missing.Integer : long.Parse(cell.ToJsonString(), CultureInfo.InvariantCulture))]));
                break;
            case ParquetType.Boolean:
                writer.Write(ColumnValues.Booleans([.. cells.Select(cell => cell is null ? Missing.Boolean : (bool)cell ? (byte)1 : (byte)0)]));
                break;
            default:
                WriteTexts(writer, cells);
                break;
        }
    }

    // By the text of the number, which is the same whether it was read from a file or made here.
    private static bool IsWhole(JsonNode cell) => cell.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    private static double Number(JsonNode cell) => double.Parse(cell.ToJsonString(), CultureInfo.InvariantCulture);

    private static void WriteTexts(ParquetWriter writer, IReadOnlyList<JsonNode?> cells)
    {
        var texts = cells.Select(cell => cell?.ToString()).ToList();
        var words = texts.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (words.Count == 0)
            writer.Write(ColumnValues.Missing(cells.Count));
        else
            writer.Write(ColumnValues.Texts([.. texts.Select(text => text is null ? Missing.Text : (byte)words.IndexOf(text))], words));
    }

    private static IReadOnlyList<KeyValuePair<string, string>> KeyValues(SweepManifest manifest, SweepRows rows) =>
    [
        new("units", Members(rows, column => column.Unit)),
        new("definitions", Members(rows, column => column.Definition)),
        new("marsdisk", new JsonObject { ["hash"] = manifest.Hash.ToString(), ["schema"] = "marsdisk.sweep_table", ["schema_version"] = 1, ["sweep"] = manifest.Sweep }.ToJsonString()),
    ];

    private static string Members(SweepRows rows, Func<SweepColumn, string> text) =>
        new JsonObject(rows.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).Select(column => KeyValuePair.Create(column.Name, (JsonNode?)text(column)))).ToJsonString();
}
