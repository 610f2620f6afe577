using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Chunks;

/// <summary>
/// The key-value pairs of the files of one table (experience §4.3). Everything but the step range is computed
/// once per run, and nothing in it depends on time, host or process.
/// </summary>
public sealed class TableMetadata
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ReadOnlyMemory<byte> BeforeDefinitions = "{\"definitions\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> BeforeDescription = ",\"marsdisk\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> BeforeUnits = ",\"units\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> End = "}"u8.ToArray();

    private readonly ReadOnlyMemory<byte>[] _units;
    private readonly ReadOnlyMemory<byte>[] _definitions;
    private readonly ReadOnlyMemory<byte>[] _astropy;
    private readonly ReadOnlyMemory<byte> _beforeSteps;
    private readonly ReadOnlyMemory<byte> _afterSteps;

    /// <summary>Prepares the pairs of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="bins">Number of size bins of the run.</param>
    /// <param name="run">Identifier of the run.</param>
    /// <param name="plan">Hash of the plan.</param>
    public TableMetadata(TableSchema table, int bins, string run, string plan)
    {
        var sorted = table.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).ToList();
        _units = [Json(writer => WriteTexts(writer, sorted, column => column.Unit))];
        _definitions = [Json(writer => WriteTexts(writer, sorted, column => column.Definition))];
        var description = Json(writer => WriteDescription(writer, table.Name, sorted, bins, run, plan));
        // Keys are sorted: "steps" stands before the last key, "table".
        var lastKey = description.AsSpan().LastIndexOf(",\"table\":"u8);
        _beforeSteps = (byte[])[.. description.AsSpan(0, lastKey), .. ",\"steps\":"u8];
        _afterSteps = description.AsMemory(lastKey);
        _astropy = [Encoding.UTF8.GetBytes(Astropy(table))];
    }

    /// <summary>The pairs for a file with the steps [first, end), in file order. The range in the file has an inclusive end, like its name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> For(long first, long end) =>
        [.. Pieces(first, end).Select(pair => KeyValuePair.Create(pair.Key, Joined(pair.Pieces)))];

    /// <summary>The same pairs without a copy of what all files of the table have in common.</summary>
    public IReadOnlyList<KeyValuePieces> Pieces(long first, long end)
    {
        ReadOnlyMemory<byte> steps = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{first},{end - 1}]"));
        ReadOnlyMemory<byte>[] description = [_beforeSteps, steps, _afterSteps];

        return
        [
            new("units", _units),
            new("definitions", _definitions),
            new("marsdisk", description),
            new("PANDAS_ATTRS", [BeforeDefinitions, .. _definitions, BeforeDescription, .. description, BeforeUnits, .. _units, End]),
            new("table_meta_yaml", _astropy),
        ];
    }

    private static string Joined(IReadOnlyList<ReadOnlyMemory<byte>> pieces) =>
        string.Concat(pieces.Select(piece => Encoding.UTF8.GetString(piece.Span)));

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<ColumnDefinition> columns, Func<ColumnDefinition, string> text)
    {
        writer.WriteStartObject();
        foreach (var column in columns)
            writer.WriteString(column.Name, text(column));
        writer.WriteEndObject();
    }

    private static void WriteDescription(Utf8JsonWriter writer, string table, IEnumerable<ColumnDefinition> columns, int bins, string run, string plan)
    {
        writer.WriteStartObject();
        writer.WriteNumber("bins", bins);
        writer.WriteStartObject("columns");
        foreach (var column in columns)
            WriteColumn(writer, column);
        writer.WriteEndObject();
        writer.WriteString("plan", plan);
        writer.WriteString("run", run);
        writer.WriteString("schema", "marsdisk.series");
        writer.WriteNumber("schema_version", 1);
        writer.WriteString("table", table);
        writer.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter writer, ColumnDefinition column)
    {
        var unit = UnitVocabulary.Find(column.Unit);
        writer.WriteStartObject(column.Name);
        writer.WriteStartArray("dimension");
        foreach (var exponent in unit.Dimension)
            writer.WriteNumberValue(exponent);
        writer.WriteEndArray();
        writer.WriteString("kind", KindWord(column.Kind));
        writer.WriteString("missing", column.Storage == ColumnStorage.Missing ? "always" : "null");
        writer.WriteString("unit", column.Unit);
        writer.WriteString("unit_si", unit.Standard);
        writer.WriteEndObject();
    }

    // One flow mapping a column, texts in JSON quotes, which YAML reads as well.
    private static string Astropy(TableSchema table)
    {
        var text = new StringBuilder("datatype:");
        foreach (var column in table.Columns)
        {
            text.Append("\n- {name: ").Append(Quoted(column.Name));
            if (UnitVocabulary.Find(column.Unit).Standard is { } unit and not "1")
                text.Append(", unit: ").Append(Quoted(unit));
            text.Append(", datatype: ").Append(AstropyWord(column.Kind));
            text.Append(", description: ").Append(Quoted(column.Definition)).Append('}');
        }

        return text.ToString();
    }

    private static string KindWord(ColumnKind kind) => kind switch
    {
        ColumnKind.Double => "double",
        ColumnKind.Integer => "int64",
        ColumnKind.Boolean => "bool",
        _ => "string",
    };

    private static string AstropyWord(ColumnKind kind) => kind == ColumnKind.Double ? "float64" : KindWord(kind);

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Compact))
            write(writer);

        return bytes.ToArray();
    }
}
