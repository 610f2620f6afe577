using MarsDisk.Parquet.Metadata;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet;

/// <summary>Joins files of one schema to one file by copying their column chunks byte for byte; nothing is decoded.</summary>
public static class ParquetMerger
{
    private const int CopyBytes = 1 << 20;

    /// <summary>
    /// Writes the row groups of all inputs, in order, and a new footer. Inputs are read one at a time, so they may be opened
    /// while they are asked for. Without key-value pairs those of the first input are taken. Returns the rows written.
    /// </summary>
    /// <exception cref="ParquetException">An input is damaged, or a schema differs; the message names the first such column.</exception>
    public static long Merge(
        IEnumerable<Stream> inputs, Stream output, IReadOnlyList<KeyValuePair<string, string>>? keyValues = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        using var block = new NativeBlock();
        FooterWriter.AppendMagic(block);
        output.Write(block.Written);
        long position = block.Length;
        ParquetSchema? schema = null;
        List<ParquetRowGroup> groups = [];
        var number = 0;
        foreach (var input in inputs)
        {
            using var reader = ParquetReader.Open(input);
            schema ??= reader.Schema;
            keyValues ??= reader.KeyValues;
            CheckSchema(schema, reader.Schema, number);
            if (!reader.HasOwnPhysicalTypes)
                throw new ParquetException($"File {number} has columns of 32 bits, expected 64: it was written by another program.");
            number++;
            foreach (var group in reader.RowGroups)
                groups.Add(Copy(input, group, output, ref position, block));
        }
        if (schema is null)
            throw new ArgumentException("There is nothing to merge.", nameof(inputs));

        block.Clear();
        FooterWriter.Append(block, schema, groups, keyValues!, shared: []);
        output.Write(block.Written);
        return groups.Sum(group => group.Rows);
    }

    private static ParquetRowGroup Copy(
        Stream input, ParquetRowGroup group, Stream output, ref long position, NativeBlock block)
    {
        var moved = new ParquetColumnChunk[group.Columns.Count];
        for (var i = 0; i < moved.Length; i++)
        {
            var chunk = group.Columns[i];
            moved[i] = chunk.MovedBy(position - chunk.Offset);
            input.Position = chunk.Offset;
            for (var left = chunk.StoredBytes; left > 0;)
            {
                block.Clear();
                var piece = block.Reserve((int)Math.Min(left, CopyBytes));
                input.ReadExactly(piece);
                output.Write(piece);
                left -= piece.Length;
            }
            position += chunk.StoredBytes;
        }
        return new ParquetRowGroup(group.Rows, moved);
    }

    private static void CheckSchema(ParquetSchema expected, ParquetSchema found, int number)
    {
        if (expected.Equals(found))
            return;
        var columns = Math.Max(expected.Columns.Count, found.Columns.Count);
        for (var i = 0; i < columns; i++)
        {
            var left = i < expected.Columns.Count ? expected.Columns[i] : null;
            var right = i < found.Columns.Count ? found.Columns[i] : null;
            if (left != right)
                throw new ParquetException($"File {number} differs from the first in column {i}: {Describe(right)}, expected {Describe(left)}.");
        }
    }

    private static string Describe(ParquetColumn? column) => column is null
        ? "none"
        : $"{column.Name} ({column.Type}, {(column.Optional ? "optional" : "required")})";
}
