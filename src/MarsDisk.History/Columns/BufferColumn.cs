using MarsDisk.History.Schemas;

namespace MarsDisk.History.Columns;

/// <summary>One column of a buffer as it lies in memory: cells of one kind, one behind the other.</summary>
/// <param name="Name">Name of the fact, or <c>psd.</c> and the quantity.</param>
/// <param name="Kind">What the cells hold; texts are indexes of words, one byte each.</param>
/// <param name="RowBytes">Bytes of the rows of one step.</param>
/// <param name="IsPsd">Whether only steps that psd_hist keeps have rows.</param>
public sealed record BufferColumn(string Name, ColumnKind Kind, int RowBytes, bool IsPsd)
{
    internal long Offset { get; init; }

    /// <summary>Bytes of the cells of so many rows; a single block has the same length whatever their number.</summary>
    /// <param name="steps">Steps that are filled.</param>
    /// <param name="psdSteps">Of those, steps that psd_hist keeps.</param>
    public long BytesFor(int steps, int psdSteps) => (long)RowBytes * (IsSingle ? 1 : IsPsd ? psdSteps : steps);

    /// <summary>Whether there is one block for all rows.</summary>
    internal bool IsSingle { get; init; }
}
