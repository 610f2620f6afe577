namespace MarsDisk.Parquet.Tests;

public sealed class StatisticsTests
{
    private static readonly ParquetColumn Column = new("tau", ParquetType.Double);

    // performance.md §8, statement 10.
    [Fact]
    public void One_NaN_in_the_last_page_removes_the_extremes()
    {
        var values = Samples.Live(3 * 32_768, hasNulls: false);
        values[^1] = double.NaN;

        var chunk = TestTable.Chunk(TestTable.Write(Column, () => ColumnValues.Doubles(values)));

        Assert.Null(chunk.Minimum);
        Assert.Null(chunk.Maximum);
        Assert.Equal(0, chunk.NullCount);
    }

    // performance.md §8, statement 10.
    [Fact]
    public void Nulls_alone_have_no_extremes()
    {
        double[] values = [Missing.Double, Missing.Double];

        var chunk = TestTable.Chunk(TestTable.Write(Column, () => ColumnValues.Doubles(values)));

        Assert.Null(chunk.Minimum);
        Assert.Equal(2, chunk.NullCount);
    }

    // performance.md §8, statement 10.
    [Fact]
    public void A_minimum_of_zero_is_negative_and_a_maximum_of_zero_positive()
    {
        double[][] cases = [[0.0, -0.0], [-0.0, 0.0], [0.0], [-0.0]];

        var chunks = cases.Select(values => TestTable.Chunk(TestTable.Write(Column, () => ColumnValues.Doubles(values)))).ToArray();

        Assert.All(chunks, chunk => Assert.Equal(long.MinValue, BitConverter.DoubleToInt64Bits((double)chunk.Minimum!)));
        Assert.All(chunks, chunk => Assert.Equal(0, BitConverter.DoubleToInt64Bits((double)chunk.Maximum!)));
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(100_000, false)]
    [InlineData(100_000, true)]
    public void Extremes_are_exact(int rows, bool hasNulls)
    {
        var values = Samples.Live(rows, hasNulls);
        var present = values.Where(value => !Missing.Is(value)).ToArray();

        var chunk = TestTable.Chunk(TestTable.Write(Column, () => ColumnValues.Doubles(values)));

        Assert.Equal(present.Min(), chunk.Minimum);
        Assert.Equal(present.Max(), chunk.Maximum);
        Assert.Equal(rows - present.Length, chunk.NullCount);
    }

    [Fact]
    public void Texts_are_ordered_by_their_bytes()
    {
        var words = new[] { "\uFF5E", "🪐", "abc", "unused \U0010FFFF" };

        var chunk = TestTable.Chunk(TestTable.Write(new("phase", ParquetType.Text), () => ColumnValues.Texts([0, 1, 2], words)));

        Assert.Equal("abc", chunk.Minimum);
        Assert.Equal("🪐", chunk.Maximum);
    }
}
