using System.Globalization;
using System.Text.Json;

namespace MarsDisk.Emulators;

/// <summary>A column as an independent reader sees it: doubles, longs, truth values, strings; nulls are null. Every NaN is the default one.</summary>
public sealed record ReadColumn(string Name, string Type, IReadOnlyList<object?> Values);

/// <summary>Readers of Parquet that know nothing of this product.</summary>
public static class ParquetReaders
{
    /// <summary>All columns of a file, or of all files that a pattern names, read by DuckDB.</summary>
    public static IReadOnlyList<ReadColumn> DuckDb(string path) =>
        DuckDbQuery($"select * from read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')");

    /// <summary>The result of a statement, executed by DuckDB.</summary>
    public static IReadOnlyList<ReadColumn> DuckDbQuery(string sql) => Read("duckdb", sql);

    /// <summary>All columns of a file, read by hyparquet.</summary>
    public static IReadOnlyList<ReadColumn> Hyparquet(string path) => Read("hyparquet", path);

    private static List<ReadColumn> Read(string reader, string subject)
    {
        var folder = EmulatorFolder.Path;
        var output = Commands.Run("node", [Path.Combine(folder, "read.mjs"), reader, subject], folder);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var head = JsonDocument.Parse(lines[0]);
        var names = head.RootElement.GetProperty("names");
        var types = head.RootElement.GetProperty("types");
        var values = Enumerable.Range(0, names.GetArrayLength()).Select(_ => new List<object?>()).ToArray();
        foreach (var line in lines.Skip(1))
        {
            using var part = JsonDocument.Parse(line);
            values[part.RootElement.GetProperty("column").GetInt32()]
                .AddRange(part.RootElement.GetProperty("values").EnumerateArray().Select(ValueOf));
        }
        return [.. values.Select((column, i) => new ReadColumn(names[i].GetString()!, types[i].GetString()!, column))];
    }

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        _ when element.TryGetProperty("i", out var integer) => long.Parse(integer.GetString()!, CultureInfo.InvariantCulture),
        _ => DoubleOf(element.GetProperty("d").GetString()!),
    };

    private static double DoubleOf(string bits)
    {
        var value = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return double.IsNaN(value) ? double.NaN : value;
    }
}
