using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>Consecutive rows of one table, by columns, in pooled arrays. Values as written, in the unit of their column.</summary>
public sealed class RowBatch : IDisposable
{
    private readonly int _capacity;
    private double[]? _values;
    private int _owners = 1;
    private SourceSpan _first;
    private long _end;
    private long _endLine;
    private int _endColumn;

    internal RowBatch(string owner, long firstOrdinal, int columnCount, int capacity)
    {
        Owner = owner;
        FirstOrdinal = firstOrdinal;
        ColumnCount = columnCount;
        _capacity = capacity;
        _values = ArrayPool<double>.Shared.Rent(columnCount * capacity);
    }

    /// <summary>Name of the table, or id of the run that is driven.</summary>
    public string Owner { get; }

    /// <summary>Ordinal of the first row.</summary>
    public long FirstOrdinal { get; }

    /// <summary>Rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>Columns.</summary>
    public int ColumnCount { get; }

    /// <summary>From the first row to the end of the last one.</summary>
    public SourceSpan Span => _first with { End = _end, EndLine = _endLine, EndColumn = _endColumn };

    internal bool IsFull => RowCount == _capacity;

    /// <summary>Rows that fit.</summary>
    internal int Room => _capacity - RowCount;

    /// <summary>From one column to the next.</summary>
    internal int Stride => _capacity;

    /// <summary>The first value of the next row, and all behind it: those of a column are <see cref="Stride"/> apart.</summary>
    internal Span<double> Next => _values.AsSpan(RowCount, ColumnCount * _capacity - RowCount);

    /// <summary>A batch of given rows, for a sender that is no parser.</summary>
    /// <param name="owner">Name of the table, or id of the run.</param>
    /// <param name="firstOrdinal">Ordinal of the first row.</param>
    /// <param name="span">Where the rows stand.</param>
    /// <param name="rows">The rows, all of one length.</param>
    public static RowBatch Of(string owner, long firstOrdinal, SourceSpan span, params ReadOnlySpan<double[]> rows)
    {
        var batch = new RowBatch(owner, firstOrdinal, rows[0].Length, rows.Length);
        foreach (var row in rows)
            batch.Add(span, row);
        return batch;
    }

    /// <summary>The values of one column, one for each row.</summary>
    public ReadOnlySpan<double> Column(int index)
    {
        ObjectDisposedException.ThrowIf(_values is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ColumnCount);
        return _values.AsSpan(index * _capacity, RowCount);
    }

    /// <summary>One more owner, who disposes once more.</summary>
    public RowBatch Retain()
    {
        Interlocked.Increment(ref _owners);
        return this;
    }

    /// <summary>One owner less; the last one gives the arrays back.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _owners) == 0 && Interlocked.Exchange(ref _values, null) is { } values)
            ArrayPool<double>.Shared.Return(values);
    }

    internal void Add(in SourceSpan span, ReadOnlySpan<double> values)
    {
        var row = RowCount;
        for (var column = 0; column < values.Length; column++)
            _values![column * _capacity + row] = values[column];
        if (row == 0)
            _first = span;
        // Three numbers and not the whole range: a wide copy of what was just written in parts waits for all of them.
        _end = span.End;
        _endLine = span.EndLine;
        _endColumn = span.EndColumn;
        RowCount = row + 1;
    }

    /// <summary>Rows that stand in the columns already become part of a batch that has a first one.</summary>
    internal void Extend(int rows, long end, long endLine, int endColumn)
    {
        (_end, _endLine, _endColumn) = (end, endLine, endColumn);
        RowCount += rows;
    }
}
