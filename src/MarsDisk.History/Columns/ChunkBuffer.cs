using MarsDisk.History.Schemas;

namespace MarsDisk.History.Columns;

/// <summary>
/// The rows of one chunk, column by column (architecture §4.1). Allocated once, rented for one chunk after the
/// other, written by one owner at a time.
/// </summary>
public sealed class ChunkBuffer : IDisposable
{
    /// <summary>Allocates room for so many steps and touches all of it.</summary>
    public ChunkBuffer(HistorySchemas schemas, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);

        Schemas = schemas;
        Capacity = capacity;
        Facts = new FactColumns(schemas, capacity);
        Psd = schemas.Psd is null ? null : new PsdColumns(schemas, capacity);
    }

    /// <summary>The tables that the buffer holds.</summary>
    public HistorySchemas Schemas { get; }

    /// <summary>What the recorder writes for each step.</summary>
    public FactColumns Facts { get; }

    /// <summary>The size distributions; null if the run keeps none.</summary>
    public PsdColumns? Psd { get; }

    /// <summary>Steps that fit.</summary>
    public int Capacity { get; }

    /// <summary>The step of row 0.</summary>
    public long FirstStep { get; private set; }

    /// <summary>Steps that are complete.</summary>
    public int Rows { get; private set; }

    /// <summary>The step behind the last complete one.</summary>
    public long EndStep => FirstStep + Rows;

    /// <summary>Grows each time the buffer is rented, so that an old window can be recognised.</summary>
    public int Generation { get; private set; }

    /// <summary>Native memory held.</summary>
    public long Bytes => Facts.Bytes + (Psd?.Bytes ?? 0);

    /// <summary>Native memory that a buffer with this capacity holds; known before it is allocated.</summary>
    public static long BytesFor(HistorySchemas schemas, int capacity) =>
        FactColumns.BytesFor(schemas, capacity) + PsdColumns.BytesFor(schemas, capacity);

    /// <summary>Empties the buffer for a chunk that begins with this step. Constants stay.</summary>
    public void Rent(long firstStep)
    {
        FirstStep = firstStep;
        Rows = 0;
        Generation++;
        Psd?.Clear();
    }

    /// <summary>
    /// Begins a chunk whose first rows were stored and brought back: empties the buffer like <see cref="Rent"/>, and the rows
    /// count when <see cref="BufferColumns"/> has been given their bytes.
    /// </summary>
    /// <param name="firstStep">The step of row 0.</param>
    /// <param name="rows">Complete steps.</param>
    /// <param name="psdRows">Of those, steps that psd_hist keeps.</param>
    public void Resume(long firstStep, int rows, int psdRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Capacity);
        Rent(firstStep);
        Psd?.Resume(psdRows);
        Rows = rows;
    }

    /// <summary>Takes the buffer away from whoever still has a window on it: every such window is an old one from now on.</summary>
    public void Recall() => Generation++;

    /// <summary>Completes the row that was written last. A full buffer throws.</summary>
    public void Advance()
    {
        if (Rows == Capacity)
            throw new InvalidOperationException($"The buffer is full: {Capacity} steps from step {FirstStep}.");

        Rows++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Facts.Dispose();
        Psd?.Dispose();
    }
}
