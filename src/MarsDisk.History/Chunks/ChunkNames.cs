using System.Globalization;

namespace MarsDisk.History.Chunks;

/// <summary>
/// File names of tables. Code has half-open step ranges; names have inclusive ends, and this is the one place that
/// converts between them.
/// </summary>
public static class ChunkNames
{
    /// <summary>Folder of a run directory that holds the tables.</summary>
    public const string Folder = "series";

    private const string Middle = "_chunk_";
    private const string Extension = ".parquet";

    /// <summary>The label of the steps [first, end), which names a chunk: nine digits each, the last one inclusive.</summary>
    public static string Label(long first, long end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, first);

        return string.Create(CultureInfo.InvariantCulture, $"{first:D9}_{end - 1:D9}");
    }

    /// <summary>The file of a table with the steps [first, end).</summary>
    public static string Chunk(string table, long first, long end) => table + Middle + Label(first, end) + Extension;

    /// <summary>The file of a whole table: of a run without streaming, or after a merge.</summary>
    public static string Whole(string table) => table + Extension;

    /// <summary>Reads the name of a chunk file; false if it is none of this table.</summary>
    public static bool TryParse(string fileName, string table, out long first, out long end)
    {
        first = end = 0;
        var prefix = table + Middle;
        if (!fileName.StartsWith(prefix, StringComparison.Ordinal) || !fileName.EndsWith(Extension, StringComparison.Ordinal))
            return false;

        var label = fileName.AsSpan()[prefix.Length..^Extension.Length];
        var separator = label.IndexOf('_');
        if (separator < 0 || !TryParseStep(label[..separator], out first) || !TryParseStep(label[(separator + 1)..], out var last) || last < first)
            return false;

        end = last + 1;

        return true;
    }

    private static bool TryParseStep(ReadOnlySpan<char> digits, out long step) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out step) && digits.Length >= 9;
}
