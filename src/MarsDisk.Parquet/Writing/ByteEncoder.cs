using System.Text;
using MarsDisk.Parquet.Encodings;
using MarsDisk.Parquet.Metadata;

namespace MarsDisk.Parquet.Writing;

/// <summary>Writes what memory holds as one byte per row: truth values as bits, texts as indexes into a dictionary.</summary>
internal sealed class ByteEncoder(EncoderScratch scratch, ChunkAssembler chunk)
{
    private const byte Null = Missing.Boolean;    // the same mark for truth values and texts

    private readonly uint[] _dictionaryIndexes = new uint[Null];

    public ColumnExtremes EncodeTruth(ParquetColumn column, in ColumnValues values)
    {
        var truths = Written(values);
        var extremes = default(ColumnExtremes);
        if (truths.Contains((byte)0))
            extremes.Add(ParquetType.Boolean, [0]);
        if (truths.Contains((byte)1))
            extremes.Add(ParquetType.Boolean, [1]);
        if (truths.ContainsAnyExcept<byte>(column.Optional ? [0, 1, Null] : [0, 1]))
            throw new ArgumentException($"Column {column.Name}: a truth value is neither 0 nor 1.", nameof(values));

        for (var first = 0; first < truths.Length; first += NumberEncoder.PageRows)
        {
            var rows = Math.Min(NumberEncoder.PageRows, truths.Length - first);
            var present = BeginPage(truths.Slice(first, rows), column.Optional);
            BitPacking.PackTruth(present, chunk.Page.Reserve((present.Length + 7) / 8));
            chunk.Page.Advance((present.Length + 7) / 8);
            chunk.EndPage(rows, PageEncoding.Plain);
        }
        return extremes;
    }

    public ColumnExtremes EncodeTexts(ParquetColumn column, in ColumnValues values)
    {
        var indexes = Written(values);
        var extremes = AppendDictionary(column, indexes, values.Words);
        for (var first = 0; first < indexes.Length; first += NumberEncoder.IndexPageRows)
        {
            var rows = Math.Min(NumberEncoder.IndexPageRows, indexes.Length - first);
            var present = BeginPage(indexes.Slice(first, rows), column.Optional);
            if (chunk.Dictionary.Length > 0)
            {
                var runs = chunk.BeginIndexes();
                foreach (var index in present)
                    runs.Append(_dictionaryIndexes[index]);
                runs.End();
            }
            chunk.EndPage(rows, chunk.Dictionary.Length > 0 ? PageEncoding.RleDictionary : PageEncoding.Plain);
        }
        return extremes;
    }

    /// <summary>The words that occur, in the order of the word list.</summary>
    private ColumnExtremes AppendDictionary(ParquetColumn column, ReadOnlySpan<byte> indexes, IReadOnlyList<string> words)
    {
        Span<bool> occurs = stackalloc bool[Null + 1];
        occurs.Clear();
        foreach (var index in indexes)
            occurs[index] = true;
        if (occurs[Null] && !column.Optional)
            throw new ArgumentException($"Column {column.Name} must have a value in every row.", nameof(indexes));

        var extremes = default(ColumnExtremes);
        var count = 0;
        for (var i = 0; i < Null; i++)
        {
            if (!occurs[i])
                continue;
            if (i >= words.Count)
                throw new ArgumentException($"Column {column.Name}: index {i}, but {words.Count} words.", nameof(indexes));
            _dictionaryIndexes[i] = (uint)count++;
            var length = Encoding.UTF8.GetByteCount(words[i]);
            chunk.Dictionary.AppendInt32(length);
            Encoding.UTF8.GetBytes(words[i], chunk.Dictionary.Reserve(length));
            chunk.Dictionary.Advance(length);
            extremes.Add(words[i]);
        }
        chunk.UseDictionary(count);
        return extremes;
    }

    /// <summary>Writes the levels of a page and returns its values without nulls.</summary>
    private ReadOnlySpan<byte> BeginPage(ReadOnlySpan<byte> values, bool optional)
    {
        if (!optional || !values.Contains(Null))
        {
            chunk.BeginPage(values.Length);
            return values;
        }
        scratch.Values.Clear();
        var present = scratch.Values.Reserve(values.Length);
        var count = 0;
        chunk.BeginLevels();
        foreach (var value in values)
        {
            chunk.AddLevels(value != Null, 1);
            if (value != Null)
                present[count++] = value;
        }
        chunk.EndLevels();
        return present[..count];
    }

    private ReadOnlySpan<byte> Written(in ColumnValues values)
    {
        if (values.Shape == ValueShape.Flat)
            return values.Bytes;
        scratch.Expanded.Clear();
        var written = scratch.Expanded.Reserve(checked((int)values.Rows));
        written.Fill(values.Shape == ValueShape.Missing ? Null : (byte)values.Constant64);
        return written;
    }
}
