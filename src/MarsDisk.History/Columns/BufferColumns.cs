namespace MarsDisk.History.Columns;

/// <summary>
/// The filled rows of a buffer as plain bytes, column by column, for whoever stores them and brings them back. What follows
/// from the plan (constants) and what no table shows is not among them.
/// </summary>
/// <remarks>
/// A filled row never changes: rows below a number that was read when they were complete may be read while others are
/// appended.
/// </remarks>
public sealed class BufferColumns
{
    private readonly ChunkBuffer _buffer;

    /// <summary>Lays the columns out; reads none.</summary>
    /// <param name="buffer">The buffer.</param>
    public BufferColumns(ChunkBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        _buffer = buffer;
        All = [.. FactsOf(buffer), .. buffer.Psd?.Columns ?? []];
    }

    /// <summary>Every column, in a fixed order.</summary>
    public IReadOnlyList<BufferColumn> All { get; }

    /// <summary>A part of a column, as memory.</summary>
    /// <param name="column">One of <see cref="All"/>.</param>
    /// <param name="offset">First byte, counted from the first cell.</param>
    /// <param name="count">Bytes; within the capacity of the buffer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part leaves the column.</exception>
    public Span<byte> Slice(BufferColumn column, long offset, int count)
    {
        ArgumentNullException.ThrowIfNull(column);
        var bytes = column.BytesFor(_buffer.Capacity, _buffer.Psd?.Capacity ?? 0);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + count, bytes, nameof(count));
        return column.IsPsd ? _buffer.Psd!.Slice(column.Offset + offset, count) : _buffer.Facts.Slice(column.Offset + offset, count);
    }

    private static IEnumerable<BufferColumn> FactsOf(ChunkBuffer buffer)
    {
        foreach (var fact in buffer.Schemas.Facts)
        {
            if (!fact.IsConstant)
                yield return new BufferColumn(fact.Fact.ToString(), fact.Kind, FactColumns.CellBytes(fact.Kind), IsPsd: false) { Offset = buffer.Facts.OffsetOf(fact.Fact) };
        }
    }
}
