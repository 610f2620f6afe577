using System.Globalization;
using System.Text.Encodings.Web;
using MarsDisk.History.Reading;
using MarsDisk.Parquet;

namespace MarsDisk.History.Export;

/// <summary>Cells as text, with every digit that is needed to read the same number back.</summary>
internal static class CellText
{
    // Seventeen digits, sign, point and exponent: -1.7976931348623157E+308.
    private const int NumberLengthMax = 32;

    private static readonly char[] Special = ['"', ',', '\n', '\r'];

    /// <summary>Writes a cell; a number goes to the output without a string of its own.</summary>
    public static void Write(TextWriter output, ExportFormat format, ColumnCells cells, int row)
    {
        if (cells.Type != ParquetType.Double || !double.IsFinite(cells.Number(row)))
        {
            output.Write(format == ExportFormat.Csv ? Csv(cells, row) : Json(cells, row));
            return;
        }

        Span<char> text = stackalloc char[NumberLengthMax];
        cells.Number(row).TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        output.Write(text[..length]);
    }

    /// <summary>The cell in CSV: empty if missing, <c>True</c> and <c>False</c> (runner §3.2).</summary>
    public static string Csv(ColumnCells cells, int row) => cells.IsMissing(row) ? "" : cells.Type switch
    {
        ParquetType.Double => Csv(cells.Number(row)),
        ParquetType.Int64 => cells.Integer(row).ToString(CultureInfo.InvariantCulture),
        ParquetType.Boolean => cells.Boolean(row) ? "True" : "False",
        _ => Csv(cells.Text(row)),
    };

    public static string Csv(double value)
    {
        if (double.IsFinite(value))
            return value.ToString("R", CultureInfo.InvariantCulture);

        return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    public static string Csv(string text) =>
        text.AsSpan().IndexOfAny(Special) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The cell in JSON: null if missing. JSON has no NaN, which becomes null, and no infinity, which becomes a number beyond the range.</summary>
    public static string Json(ColumnCells cells, int row) => cells.IsMissing(row) ? "null" : cells.Type switch
    {
        ParquetType.Double => Json(cells.Number(row)),
        ParquetType.Int64 => cells.Integer(row).ToString(CultureInfo.InvariantCulture),
        ParquetType.Boolean => cells.Boolean(row) ? "true" : "false",
        _ => Json(cells.Text(row)),
    };

    public static string Json(double value)
    {
        if (double.IsFinite(value))
            return value.ToString("R", CultureInfo.InvariantCulture);

        return double.IsNaN(value) ? "null" : value > 0 ? "1e999" : "-1e999";
    }

    public static string Json(string text) => $"\"{JavaScriptEncoder.Default.Encode(text)}\"";
}
