using MarsDisk.Parquet.Metadata;

namespace MarsDisk.Parquet.Tests;

public sealed class EncodingChoiceTests
{
    private static readonly ParquetColumn Column = new("s_bin_center", ParquetType.Double);

    [Fact]
    public void A_period_that_holds_is_written_as_a_dictionary()
    {
        var values = Enumerable.Repeat(Samples.Live(40, hasNulls: false), 1000).SelectMany(tile => tile).ToArray();

        var file = TestTable.Write(Column, () => ColumnValues.Periodic(values, 40));

        Assert.Contains(PageEncoding.RleDictionary, TestTable.Chunk(file).Encodings);
        Assert.Equal(TestTable.Bits(values), TestTable.Numbers(file));
    }

    // performance.md §8, statement 9.
    [Fact]
    public void A_period_that_breaks_in_the_middle_is_written_value_by_value()
    {
        var values = Enumerable.Repeat(Samples.Live(40, hasNulls: false), 1000).SelectMany(tile => tile).ToArray();
        values[20_003] *= 1 + 1e-15;

        var file = TestTable.Write(Column, () => ColumnValues.Periodic(values, 40));

        Assert.DoesNotContain(PageEncoding.RleDictionary, TestTable.Chunk(file).Encodings);
        Assert.Equal(TestTable.Bits(values), TestTable.Numbers(file));
    }

    [Theory]
    [InlineData(ParquetEncoding.Structural, PageEncoding.ByteStreamSplit)]
    [InlineData(ParquetEncoding.Plain, PageEncoding.Plain)]
    public void Live_doubles_are_split_by_bytes_unless_only_plain_values_are_wanted(ParquetEncoding mode, PageEncoding expected)
    {
        var values = Samples.Live(1000, hasNulls: false);

        var file = TestTable.Write(Column, () => ColumnValues.Doubles(values), new() { Encoding = mode });

        Assert.Equal([PageEncoding.Rle, expected], TestTable.Chunk(file).Encodings);
    }

    [Theory]
    [InlineData(31, ParquetCodec.None)]
    [InlineData(32, ParquetCodec.Snappy)]
    public void Pages_below_256_bytes_go_without_codec(int rows, ParquetCodec expected)
    {
        var values = Samples.Live(rows, hasNulls: false);
        var required = Column with { Optional = false };

        var file = TestTable.Write(required, () => ColumnValues.Doubles(values));

        Assert.Equal(expected, TestTable.Chunk(file).Codec);
    }

    [Fact]
    public void Columns_without_values_cost_a_few_bytes()
    {
        var file = TestTable.Write(Column, () => ColumnValues.Missing(10_000));

        Assert.True(TestTable.Chunk(file).StoredBytes < 40);
    }

    // performance.md §8, statement 13.
    [Fact]
    public void Three_hundred_columns_of_one_row_stay_below_64_KiB()
    {
        var columns = Enumerable.Range(0, 300).Select(i => new ParquetColumn($"column_{i}", ParquetType.Double)).ToArray();

        var file = TestTable.Write(columns, null, writer =>
        {
            writer.BeginRowGroup(1);
            for (var i = 0; i < columns.Length; i++)
                writer.Write(ColumnValues.Doubles([i + 0.5]));
            writer.EndRowGroup();
        });

        Assert.True(file.Length < 65_536, $"{file.Length} bytes");
        Assert.Equal(299.5, BitConverter.Int64BitsToDouble(TestTable.Numbers(file, 299)[0]));
    }
}
