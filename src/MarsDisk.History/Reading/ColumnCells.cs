using MarsDisk.Parquet;

namespace MarsDisk.History.Reading;

/// <summary>The cells of one column in one row group of a file, read into memory.</summary>
public sealed class ColumnCells
{
    private readonly double[] _numbers = [];
    private readonly long[] _integers = [];
    private readonly byte[] _booleans = [];
    private readonly string?[] _texts = [];

    internal ColumnCells(ParquetReader reader, int rowGroup, int column)
    {
        var rows = checked((int)reader.RowGroups[rowGroup].Rows);
        Type = reader.Schema.Columns[column].Type;
        switch (Type)
        {
            case ParquetType.Double:
                reader.Read(rowGroup, column, _numbers = new double[rows]);
                break;
            case ParquetType.Int64:
                reader.Read(rowGroup, column, _integers = new long[rows]);
                break;
            case ParquetType.Boolean:
                reader.Read(rowGroup, column, _booleans = new byte[rows]);
                break;
            default:
                reader.Read(rowGroup, column, _texts = new string?[rows]);
                break;
        }
    }

    /// <summary>What the cells hold.</summary>
    public ParquetType Type { get; }

    /// <summary>True if the cell has no value.</summary>
    public bool IsMissing(int row) => Type switch
    {
        ParquetType.Double => Missing.Is(_numbers[row]),
        ParquetType.Int64 => _integers[row] == Missing.Integer,
        ParquetType.Boolean => _booleans[row] == Missing.Boolean,
        _ => _texts[row] is null,
    };

    /// <summary>The cell as a number; true is 1. A text throws.</summary>
    public double Number(int row) => Type switch
    {
        ParquetType.Double => _numbers[row],
        ParquetType.Int64 => _integers[row],
        ParquetType.Boolean => _booleans[row],
        _ => throw new InvalidOperationException("A text is no number."),
    };

    /// <summary>The cell of an integer column.</summary>
    public long Integer(int row) => _integers[row];

    /// <summary>The cell of a column of truth values.</summary>
    public bool Boolean(int row) => _booleans[row] == 1;

    /// <summary>The cell of a text column; empty if missing.</summary>
    public string Text(int row) => _texts[row] ?? "";
}
