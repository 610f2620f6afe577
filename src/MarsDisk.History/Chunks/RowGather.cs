using MarsDisk.History.Columns;
using MarsDisk.History.Schemas;

namespace MarsDisk.History.Chunks;

/// <summary>Picks the rows of a chunk that a table keeps. A table that keeps all of them gets the columns as they lie.</summary>
internal sealed class RowGather
{
    private int[] _rows = [];
    private double[] _doubles = [];
    private long[] _integers = [];
    private byte[] _bytes = [];
    private bool _keepsAll;

    /// <summary>Number of rows kept.</summary>
    public int Rows { get; private set; }

    public void Choose(RowRule rule, ChunkBuffer buffer)
    {
        Rows = (int)rule.Count(buffer.FirstStep, buffer.EndStep);
        _keepsAll = Rows == buffer.Rows;
        if (_keepsAll)
            return;

        Grow(Rows);
        var kept = 0;
        for (var row = 0; row < buffer.Rows; row++)
        {
            if (rule.Keeps(buffer.FirstStep + row))
                _rows[kept++] = row;
        }
    }

    public ReadOnlySpan<double> Doubles(ReadOnlySpan<double> column) => Pick(column, _doubles);

    public ReadOnlySpan<long> Integers(ReadOnlySpan<long> column) => Pick(column, _integers);

    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> column) => Pick(column, _bytes);

    private ReadOnlySpan<T> Pick<T>(ReadOnlySpan<T> column, Span<T> picked)
    {
        if (_keepsAll)
            return column[..Rows];

        for (var i = 0; i < Rows; i++)
            picked[i] = column[_rows[i]];

        return picked[..Rows];
    }

    private void Grow(int rows)
    {
        if (_rows.Length >= rows)
            return;

        _rows = new int[rows];
        _doubles = new double[rows];
        _integers = new long[rows];
        _bytes = new byte[rows];
    }
}
