using System.Runtime.InteropServices;

namespace MarsDisk.Parquet;

/// <summary>
/// The values of one column of one row group, given in the form in which the caller has them. Nothing is copied.
/// A <see cref="MarsDisk.Parquet.Missing"/> mark is a null when the column is optional.
/// </summary>
public readonly ref struct ColumnValues
{
    private ColumnValues(ValueShape shape, ParquetType? type, long rows)
    {
        Shape = shape;
        Type = type;
        Rows = rows;
    }

    /// <summary>The rows these values fill.</summary>
    public long Rows { get; }

    /// <summary>The type of the values; null when all are missing, which suits every optional column.</summary>
    internal ParquetType? Type { get; }

    internal ValueShape Shape { get; }

    /// <summary>Doubles (as bits) or integers.</summary>
    internal ReadOnlySpan<long> Numbers { get; private init; }

    /// <summary>Truth values or indexes into <see cref="Words"/>.</summary>
    internal ReadOnlySpan<byte> Bytes { get; private init; }

    internal IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The one value of a constant number or truth value.</summary>
    internal long Constant64 { get; private init; }

    /// <summary>Rows per value when repeated, values per period when periodic.</summary>
    internal int Period { get; private init; }

    /// <summary>One double per row.</summary>
    public static ColumnValues Doubles(ReadOnlySpan<double> values) =>
        new(ValueShape.Flat, ParquetType.Double, values.Length) { Numbers = MemoryMarshal.Cast<double, long>(values) };

    /// <summary>One integer per row.</summary>
    public static ColumnValues Integers(ReadOnlySpan<long> values) =>
        new(ValueShape.Flat, ParquetType.Int64, values.Length) { Numbers = values };

    /// <summary>One truth value per row: 0, 1 or the mark.</summary>
    public static ColumnValues Booleans(ReadOnlySpan<byte> values) =>
        new(ValueShape.Flat, ParquetType.Boolean, values.Length) { Bytes = values };

    /// <summary>One index into a word list per row, or the mark. The file's dictionary keeps the order of the list.</summary>
    public static ColumnValues Texts(ReadOnlySpan<byte> indexes, IReadOnlyList<string> words) =>
        new(ValueShape.Flat, ParquetType.Text, indexes.Length) { Bytes = indexes, Words = words };

    /// <summary>The same double in every row.</summary>
    public static ColumnValues Constant(double value, long rows) =>
        new(ValueShape.Constant, ParquetType.Double, rows) { Constant64 = BitConverter.DoubleToInt64Bits(value) };

    /// <summary>The same integer in every row.</summary>
    public static ColumnValues Constant(long value, long rows) =>
        new(ValueShape.Constant, ParquetType.Int64, rows) { Constant64 = value };

    /// <summary>The same truth value in every row.</summary>
    public static ColumnValues Constant(bool value, long rows) =>
        new(ValueShape.Constant, ParquetType.Boolean, rows) { Constant64 = value ? 1 : 0 };

    /// <summary>The same text in every row.</summary>
    public static ColumnValues Constant(string value, long rows) =>
        new(ValueShape.Constant, ParquetType.Text, rows) { Words = [value] };

    /// <summary>No value in any row.</summary>
    public static ColumnValues Missing(long rows) => new(ValueShape.Missing, null, rows);

    /// <summary>Each double for a number of consecutive rows: what is known once per step in a table with many rows per step.</summary>
    public static ColumnValues Repeated(ReadOnlySpan<double> values, int times) =>
        new(ValueShape.Repeated, ParquetType.Double, checked((long)values.Length * times))
        {
            Numbers = MemoryMarshal.Cast<double, long>(values),
            Period = times,
        };

    /// <summary>The same doubles, in the same order, again and again: what depends on the bin and not on the step.</summary>
    public static ColumnValues Tiled(ReadOnlySpan<double> values, long times) =>
        new(ValueShape.Tiled, ParquetType.Double, checked(values.Length * times))
        {
            Numbers = MemoryMarshal.Cast<double, long>(values),
        };

    /// <summary>The same integers, in the same order, again and again.</summary>
    public static ColumnValues Tiled(ReadOnlySpan<long> values, long times) =>
        new(ValueShape.Tiled, ParquetType.Int64, checked(values.Length * times)) { Numbers = values };

    /// <summary>One double per row, expected to recur after a period. The encoder looks; values that moved are written as they are.</summary>
    public static ColumnValues Periodic(ReadOnlySpan<double> values, int period) =>
        new(ValueShape.Periodic, ParquetType.Double, values.Length)
        {
            Numbers = MemoryMarshal.Cast<double, long>(values),
            Period = period,
        };
}

/// <summary>In which form the caller has the values of a column.</summary>
internal enum ValueShape
{
    Flat,
    Constant,
    Missing,
    Repeated,
    Tiled,
    Periodic,
}
