namespace MarsDisk.Parquet.Tests;

public sealed class RoundTripTests
{
    private const int Page = 32_768;
    private static readonly string[] Words = ["solid", "vapour", "Ångström", "", "🪐 ring"];

    public static TheoryData<int, bool, ParquetCodec, ParquetEncoding> Cases()
    {
        var cases = new TheoryData<int, bool, ParquetCodec, ParquetEncoding>();
        foreach (var rows in new[] { 0, 1, 7, 8, 9, 63, 64, 65, Page - 1, Page, Page + 1, 3 * Page + 5 })
        {
            foreach (var codec in Enum.GetValues<ParquetCodec>())
            {
                foreach (var hasNulls in new[] { false, true })
                {
                    cases.Add(rows, hasNulls, codec, ParquetEncoding.Structural);
                    cases.Add(rows, hasNulls, codec, ParquetEncoding.Plain);
                }
            }
        }
        return cases;
    }

    // performance.md §8, statement 8.
    [Theory, MemberData(nameof(Cases))]
    public void Doubles_come_back_bit_by_bit(int rows, bool hasNulls, ParquetCodec codec, ParquetEncoding encoding)
    {
        var options = Options(codec, encoding);
        var column = new ParquetColumn("tau", ParquetType.Double, hasNulls);
        var live = Samples.Live(rows, hasNulls);
        var steady = Samples.Steady(rows, hasNulls);

        Assert.Equal(TestTable.Bits(live), TestTable.Numbers(TestTable.Write(column, () => ColumnValues.Doubles(live), options)));
        Assert.Equal(TestTable.Bits(steady), TestTable.Numbers(TestTable.Write(column, () => ColumnValues.Doubles(steady), options)));
    }

    // performance.md §8, statement 8.
    [Theory, MemberData(nameof(Cases))]
    public void Integers_truth_values_and_texts_come_back(int rows, bool hasNulls, ParquetCodec codec, ParquetEncoding encoding)
    {
        var options = Options(codec, encoding);
        var integers = Samples.Integers(rows, hasNulls);
        var truths = Samples.Truths(rows, hasNulls);
        var indexes = Samples.Indexes(rows, Words.Length, hasNulls);
        ParquetColumn[] columns =
        [
            new("step", ParquetType.Int64, hasNulls), new("gate", ParquetType.Boolean, hasNulls), new("phase", ParquetType.Text, hasNulls),
        ];

        var file = TestTable.Write(columns, options, writer =>
        {
            writer.BeginRowGroup(rows);
            writer.Write(ColumnValues.Integers(integers));
            writer.Write(ColumnValues.Booleans(truths));
            writer.Write(ColumnValues.Texts(indexes, Words));
            writer.EndRowGroup();
        });

        Assert.Equal(integers, TestTable.Numbers(file, 0));
        Assert.Equal(truths, TestTable.Truths(file, 1));
        Assert.Equal(indexes.Select(i => i == Missing.Text ? null : Words[i]), TestTable.Texts(file, 2), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(7, 3)]
    [InlineData(10_000, 40)]
    public void Values_given_once_per_step_fill_every_row(int steps, int times)
    {
        var perStep = Samples.Live(steps, hasNulls: true);
        var expected = perStep.SelectMany(value => Enumerable.Repeat(value, times)).ToArray();

        var file = TestTable.Write(new("time", ParquetType.Double), () => ColumnValues.Repeated(perStep, times));

        Assert.Equal(TestTable.Bits(expected), TestTable.Numbers(file));
    }

    [Theory]
    [InlineData(1, 5, false)]
    [InlineData(40, 1, false)]
    [InlineData(40, 10_000, false)]
    [InlineData(37, 9_001, false)]
    [InlineData(40, 3, true)]
    public void A_period_fills_every_row(int bins, int times, bool hasNulls)
    {
        var sizes = Samples.Live(bins, hasNulls);
        var indexes = Enumerable.Range(0, bins).Select(i => (long)i).ToArray();
        var expected = Enumerable.Repeat(sizes, times).SelectMany(values => values).ToArray();

        var doubles = TestTable.Write(new("s_bin_center", ParquetType.Double), () => ColumnValues.Tiled(sizes, times));
        var integers = TestTable.Write(new("bin_index", ParquetType.Int64), () => ColumnValues.Tiled(indexes, times));

        Assert.Equal(TestTable.Bits(expected), TestTable.Numbers(doubles));
        Assert.Equal(Enumerable.Repeat(indexes, times).SelectMany(values => values), TestTable.Numbers(integers));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300_000)]
    public void Constants_and_missing_values_fill_every_row(int rows)
    {
        ParquetColumn[] columns =
        [
            new("rho", ParquetType.Double), new("n", ParquetType.Int64), new("on", ParquetType.Boolean), new("mode", ParquetType.Text),
            new("a", ParquetType.Double), new("b", ParquetType.Int64), new("c", ParquetType.Boolean), new("d", ParquetType.Text),
        ];

        var file = TestTable.Write(columns, null, writer =>
        {
            writer.BeginRowGroup(rows);
            writer.Write(ColumnValues.Constant(3000.5, rows));
            writer.Write(ColumnValues.Constant(40L, rows));
            writer.Write(ColumnValues.Constant(true, rows));
            writer.Write(ColumnValues.Constant("surface", rows));
            for (var i = 0; i < 4; i++)
                writer.Write(ColumnValues.Missing(rows));
            writer.EndRowGroup();
        });

        Assert.All(TestTable.Numbers(file, 0), bits => Assert.Equal(3000.5, BitConverter.Int64BitsToDouble(bits)));
        Assert.All(TestTable.Numbers(file, 1), value => Assert.Equal(40, value));
        Assert.All(TestTable.Truths(file, 2), value => Assert.Equal(1, value));
        Assert.All(TestTable.Texts(file, 3), value => Assert.Equal("surface", value));
        Assert.All(TestTable.Numbers(file, 4), bits => Assert.True(Missing.Is(BitConverter.Int64BitsToDouble(bits))));
        Assert.All(TestTable.Numbers(file, 5), value => Assert.Equal(Missing.Integer, value));
        Assert.All(TestTable.Truths(file, 6), value => Assert.Equal(Missing.Boolean, value));
        Assert.All(TestTable.Texts(file, 7), Assert.Null);
    }

    private static ParquetWriterOptions Options(ParquetCodec codec, ParquetEncoding encoding) =>
        new() { Codec = codec, Encoding = encoding };
}
