namespace MarsDisk.Parsing;

/// <summary>
/// Rows that a grammar reads in one go, one on each line, straight into the columns of the batch that waits.
/// </summary>
internal ref struct RowRun(RowBatch batch, int rowsMax, TranscriptDigest digest)
{
    /// <summary>Where the values go: those of a row are <see cref="Stride"/> apart, those of a column beside each other.</summary>
    public readonly Span<double> Values = batch.Next;

    /// <summary>From one column to the next.</summary>
    public readonly int Stride = batch.Stride;

    /// <summary>Rows that may be read; none if there is no room.</summary>
    public readonly int RowsMax = rowsMax;

    /// <summary>The digest behind the rows read.</summary>
    public TranscriptDigest Digest = digest;

    /// <summary>Rows read.</summary>
    public int Count;

    /// <summary>Their bytes with the line ends. Indexes count from the first of them.</summary>
    public int Bytes;

    /// <summary>Index of the line of the last row.</summary>
    public int LastLine;

    /// <summary>Index behind its last value.</summary>
    public int LastEnd;

    /// <summary>More rows have been read.</summary>
    /// <param name="count">Rows of the run so far.</param>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="settled">The digest behind all but the last of them.</param>
    public void Pass(int count, int bytes, TranscriptDigest settled)
    {
        if (count == Count)
            return;
        var columns = (Values.Length + Stride - 1) / Stride;
        settled.BeginRow(columns);
        for (var column = 0; column < columns; column++)
            settled.AbsorbValue(Values[column * Stride + count - 1]);
        (Count, Bytes, Digest) = (count, bytes, settled);
    }
}
