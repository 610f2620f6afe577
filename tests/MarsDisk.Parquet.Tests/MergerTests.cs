namespace MarsDisk.Parquet.Tests;

public sealed class MergerTests
{
    private static readonly ParquetColumn[] Columns = [new("time", ParquetType.Double), new("phase", ParquetType.Text)];

    // performance.md §8, statement 14.
    [Fact]
    public void Ten_files_become_one_without_a_changed_byte()
    {
        var files = Enumerable.Range(0, 10).Select(i => Chunk(i, Columns)).ToArray();
        using var merged = new MemoryStream();

        var rows = ParquetMerger.Merge(files.Select(file => new MemoryStream(file)), merged);

        var result = merged.ToArray();
        using var reader = ParquetReader.Open(merged);
        Assert.Equal(5000, rows);
        Assert.Equal(rows, reader.Rows);
        Assert.Equal([new KeyValuePair<string, string>("chunk", "0")], reader.KeyValues);
        for (var i = 0; i < files.Length; i++)
            AssertSameBytes(files[i], result, reader.RowGroups[i]);
        Assert.Equal(files.SelectMany(file => TestTable.Numbers(file)), TestTable.Numbers(result));
    }

    [Fact]
    public void A_different_column_is_named()
    {
        var other = Chunk(1, [Columns[0], new("phase_state", ParquetType.Text)]);

        var error = Assert.Throws<ParquetException>(() =>
            ParquetMerger.Merge([new MemoryStream(Chunk(0, Columns)), new MemoryStream(other)], new MemoryStream()));

        Assert.Contains("phase_state (Text, optional), expected phase (Text, optional)", error.Message, StringComparison.Ordinal);
    }

    private static void AssertSameBytes(byte[] file, byte[] merged, Metadata.ParquetRowGroup group)
    {
        for (var column = 0; column < Columns.Length; column++)
        {
            var before = TestTable.Chunk(file, column);
            var after = group.Columns[column];
            Assert.Equal(
                file.AsSpan((int)before.Offset, (int)before.StoredBytes),
                merged.AsSpan((int)after.Offset, (int)after.StoredBytes));
        }
    }

    private static byte[] Chunk(int number, ParquetColumn[] columns)
    {
        var options = new ParquetWriterOptions { KeyValues = [new("chunk", $"{number}")] };
        return TestTable.Write(columns, options, writer =>
        {
            writer.BeginRowGroup(500);
            writer.Write(ColumnValues.Doubles(Samples.Live(500, hasNulls: true, seed: number)));
            writer.Write(ColumnValues.Texts(Samples.Indexes(500, 2, hasNulls: true), ["solid", "vapour"]));
            writer.EndRowGroup();
        });
    }
}
