using System.Runtime.InteropServices;
using MarsDisk.Parquet.Encodings;
using MarsDisk.Parquet.Metadata;

namespace MarsDisk.Parquet.Writing;

/// <summary>Writes doubles and integers as runs, as a period, or value by value, whichever the data turn out to be.</summary>
internal sealed class NumberEncoder(EncoderScratch scratch, ChunkAssembler chunk, ParquetEncoding encoding)
{
    internal const int PageRows = 32_768;
    internal const int IndexPageRows = 262_144;

    // More than one change in so many rows, and runs would no longer pay.
    private const int RowsPerChangeMin = 64;

    private ParquetType _type;
    private bool _optional;

    private long Mark => _type == ParquetType.Double ? Missing.DoubleBits : Missing.Integer;

    public ColumnExtremes Encode(ParquetColumn column, in ColumnValues values)
    {
        _type = column.Type;
        _optional = column.Optional;
        var extremes = default(ColumnExtremes);
        switch (values.Shape)
        {
            case ValueShape.Missing:
                EncodeRuns(RunList.Of(scratch, Mark, values.Rows), ref extremes);
                break;
            case ValueShape.Constant:
                EncodeRuns(RunList.Of(scratch, values.Constant64, values.Rows), ref extremes);
                break;
            case ValueShape.Repeated:
                RunList.TryFind(scratch, values.Numbers, values.Period, values.Numbers.Length, out var runs);
                EncodeRuns(runs, ref extremes);
                break;
            case ValueShape.Tiled when HoldsNull(values.Numbers) || values.Numbers.Length == values.Rows:
                EncodeFlat(Expand(values.Numbers, values.Rows), ref extremes);
                break;
            case ValueShape.Tiled:
                EncodePeriod(values.Numbers, values.Rows, ref extremes);
                break;
            case ValueShape.Periodic when Recurs(values.Numbers, values.Period) && !HoldsNull(values.Numbers[..values.Period]):
                EncodePeriod(values.Numbers[..values.Period], values.Rows, ref extremes);
                break;
            default:
                EncodeFlat(values.Numbers, ref extremes);
                break;
        }
        return extremes;
    }

    private void EncodeFlat(ReadOnlySpan<long> numbers, ref ColumnExtremes extremes)
    {
        if (RunList.TryFind(scratch, numbers, 1, numbers.Length / RowsPerChangeMin + 1, out var runs))
        {
            EncodeRuns(runs, ref extremes);
            return;
        }
        for (var first = 0; first < numbers.Length; first += PageRows)
            EncodePage(numbers.Slice(first, Math.Min(PageRows, numbers.Length - first)), ref extremes);
    }

    private void EncodePage(ReadOnlySpan<long> numbers, ref ColumnExtremes extremes)
    {
        var present = numbers;
        // The mark is a NaN, so a page without NaN holds no null: one pass answers both questions.
        var extended = extremes;
        extended.Add(_type, numbers);
        if ((_type != ParquetType.Double || extended.HasNaN) && HoldsNull(numbers))
        {
            chunk.BeginLevels();
            present = WithoutNulls(numbers);
            chunk.EndLevels();
            extremes.Add(_type, present);
        }
        else
        {
            chunk.BeginPage(numbers.Length);
            extremes = extended;
        }

        var bytes = present.Length * sizeof(long);
        var target = chunk.Page.Reserve(bytes);
        var isSplit = _type == ParquetType.Double && encoding == ParquetEncoding.Structural;
        if (isSplit)
            ByteStreamSplit.Split(present, target);
        else
            MemoryMarshal.AsBytes(present).CopyTo(target);
        chunk.Page.Advance(bytes);
        chunk.EndPage(numbers.Length, isSplit ? PageEncoding.ByteStreamSplit : PageEncoding.Plain);
    }

    private ReadOnlySpan<long> WithoutNulls(ReadOnlySpan<long> numbers)
    {
        var mark = Mark;
        var present = scratch.Values.AsNumbers(numbers.Length);
        var count = 0;
        foreach (var number in numbers)
        {
            chunk.AddLevels(number != mark, 1);
            present[count] = number;
            count += number != mark ? 1 : 0;
        }
        return present[..count];
    }

    private void EncodeRuns(RunList runs, ref ColumnExtremes extremes)
    {
        foreach (var value in runs.Values)
        {
            if (!IsNull(value))
                chunk.Dictionary.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)));
        }
        var dictionary = MemoryMarshal.Cast<byte, long>(chunk.Dictionary.Written);
        chunk.UseDictionary(dictionary.Length);
        extremes.Add(_type, dictionary);

        var run = 0;
        var index = 0;
        for (var first = 0L; first < runs.Rows; first += IndexPageRows)
            EncodeRunPage(runs, first, Math.Min(first + IndexPageRows, runs.Rows), ref run, ref index);
    }

    /// <summary>Writes the rows [first, end), which begin within run <paramref name="run"/>.</summary>
    private void EncodeRunPage(RunList runs, long first, long end, ref int run, ref int index)
    {
        chunk.BeginLevels();
        var row = first;
        for (var i = run; _optional && row < end; i++)
        {
            var runEnd = Math.Min(runs.Ends[i], end);
            chunk.AddLevels(!IsNull(runs.Values[i]), runEnd - row);
            row = runEnd;
        }
        chunk.EndLevels();

        var hasDictionary = chunk.Dictionary.Length > 0;
        var indexes = hasDictionary ? chunk.BeginIndexes() : null;
        for (row = first; row < end;)
        {
            var runEnd = Math.Min(runs.Ends[run], end);
            var isNull = IsNull(runs.Values[run]);
            if (!isNull)
                indexes!.Append((uint)index, runEnd - row);
            row = runEnd;
            if (row < runs.Ends[run])
                break;
            run++;
            index += isNull ? 0 : 1;
        }
        indexes?.End();
        chunk.EndPage((int)(end - first), hasDictionary ? PageEncoding.RleDictionary : PageEncoding.Plain);
    }

    private void EncodePeriod(ReadOnlySpan<long> period, long rows, ref ColumnExtremes extremes)
    {
        chunk.Dictionary.Append(MemoryMarshal.AsBytes(period));
        chunk.UseDictionary(period.Length);
        extremes.Add(_type, period);

        var bitWidth = RunLengthWriter.BitWidthOf(period.Length);
        var pattern = PackedPeriod(period.Length, bitWidth);
        for (var first = 0L; first < rows; first += IndexPageRows)
        {
            var pageRows = (int)Math.Min(IndexPageRows, rows - first);
            chunk.BeginPage(pageRows);
            var groups = (pageRows + 7) / 8;
            chunk.Page.Append((byte)bitWidth);
            chunk.Page.AppendVarint(((ulong)groups << 1) | 1);
            // A page begins at a multiple of eight rows, hence at a whole byte of the pattern.
            AppendRepeatedly(pattern, (int)(first / 8 * bitWidth % pattern.Length), groups * bitWidth);
            chunk.EndPage(pageRows, PageEncoding.RleDictionary);
        }
    }

    /// <summary>The indexes 0 … count − 1 eight times over, so that the pattern ends at a whole byte.</summary>
    private ReadOnlySpan<byte> PackedPeriod(int count, int bitWidth)
    {
        var indexes = MemoryMarshal.Cast<long, uint>(scratch.Values.AsNumbers(4 * count));
        for (var i = 0; i < indexes.Length; i++)
            indexes[i] = (uint)(i % count);
        scratch.Expanded.Clear();
        BitPacking.Pack(indexes, bitWidth, scratch.Expanded.Reserve(count * bitWidth));
        scratch.Expanded.Advance(count * bitWidth);
        return scratch.Expanded.Written;
    }

    private void AppendRepeatedly(ReadOnlySpan<byte> pattern, int offset, int bytes)
    {
        while (bytes > 0)
        {
            var length = Math.Min(pattern.Length - offset, bytes);
            chunk.Page.Append(pattern.Slice(offset, length));
            bytes -= length;
            offset = 0;
        }
    }

    private ReadOnlySpan<long> Expand(ReadOnlySpan<long> period, long rows)
    {
        var numbers = scratch.Expanded.AsNumbers(checked((int)rows));
        for (var first = 0; first < numbers.Length; first += period.Length)
            period.CopyTo(numbers[first..]);
        return numbers;
    }

    private static bool Recurs(ReadOnlySpan<long> numbers, int period) =>
        period > 0 && numbers.Length > period && numbers.Length % period == 0
        && numbers[period..].SequenceEqual(numbers[..^period]);

    private bool HoldsNull(ReadOnlySpan<long> numbers) => _optional && numbers.Contains(Mark);

    private bool IsNull(long number) => _optional && number == Mark;
}
