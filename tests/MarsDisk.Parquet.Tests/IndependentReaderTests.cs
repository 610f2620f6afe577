using MarsDisk.Emulators;

namespace MarsDisk.Parquet.Tests;

public sealed class IndependentReaderTests : IDisposable
{
    private const int Steps = 1_000;
    private const int Bins = 37;
    private const int Rows = Steps * Bins;
    private static readonly string[] Words = ["solid", "vapour", "Ångström"];
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"marsdisk-{Guid.NewGuid():N}.parquet");

    public static TheoryData<string, ParquetCodec, ParquetEncoding> Cases() => new()
    {
        { "duckdb", ParquetCodec.Snappy, ParquetEncoding.Structural },
        { "duckdb", ParquetCodec.None, ParquetEncoding.Plain },
        { "duckdb", ParquetCodec.Gzip, ParquetEncoding.Structural },
        { "duckdb", ParquetCodec.Brotli, ParquetEncoding.Structural },
        { "hyparquet", ParquetCodec.Snappy, ParquetEncoding.Structural },
        { "hyparquet", ParquetCodec.None, ParquetEncoding.Plain },
        { "hyparquet", ParquetCodec.Gzip, ParquetEncoding.Structural },
        { "hyparquet", ParquetCodec.Brotli, ParquetEncoding.Structural },
    };

    // performance.md §8, statement 8.
    [Theory, MemberData(nameof(Cases))]
    public void Every_class_of_column_is_read_bit_by_bit(string reader, ParquetCodec codec, ParquetEncoding encoding)
    {
        var expected = WriteSample(new ParquetWriterOptions { Codec = codec, Encoding = encoding });

        var columns = reader == "duckdb" ? ParquetReaders.DuckDb(_path) : ParquetReaders.Hyparquet(_path);

        Assert.Equal(expected.Select(column => column.Name), columns.Select(column => column.Name), StringComparer.Ordinal);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i].Values.Select(Comparable), columns[i].Values.Select(Comparable));
    }

    [Fact]
    public void A_statement_that_prunes_by_statistics_finds_every_row()
    {
        WriteSample(new ParquetWriterOptions());

        var found = ParquetReaders.DuckDbQuery($"select count(*) as n from '{_path}' where special = 0 or isnan(special)");

        Assert.Equal((long)(Rows / 4 + (Rows + 3) / 4), found[0].Values[0]);
    }

    public void Dispose() => File.Delete(_path);

    // Doubles by their bits, so that −0 is not 0 and NaN is NaN.
    private static object? Comparable(object? value) => value is double number ? BitConverter.DoubleToInt64Bits(number) : value;

    private (string Name, object?[] Values)[] WriteSample(ParquetWriterOptions options)
    {
        var perStep = Samples.Live(Steps, hasNulls: false);
        var bins = Enumerable.Range(0, Bins).Select(i => (long)i).ToArray();
        var live = Samples.Live(Rows, hasNulls: false);
        var gaps = Samples.Live(Rows, hasNulls: true);
        var special = Enumerable.Range(0, Rows)
            .Select(i => (i % 4) switch { 0 => -0.0, 1 => double.NaN, 2 => double.NegativeInfinity, _ => Missing.Double }).ToArray();
        var steady = Samples.Steady(Rows, hasNulls: true);
        var integers = Samples.Integers(Rows, hasNulls: true);
        var truths = Samples.Truths(Rows, hasNulls: true);
        var indexes = Samples.Indexes(Rows, Words.Length, hasNulls: true);
        string[] names = ["time", "bin_index", "live", "gaps", "special", "steady", "integers", "truths", "texts", "rho", "mode", "never"];
        ParquetType[] types =
        [
            ParquetType.Double, ParquetType.Int64, ParquetType.Double, ParquetType.Double, ParquetType.Double, ParquetType.Double,
            ParquetType.Int64, ParquetType.Boolean, ParquetType.Text, ParquetType.Double, ParquetType.Text, ParquetType.Double,
        ];

        File.WriteAllBytes(_path, TestTable.Write([.. names.Zip(types, (name, type) => new ParquetColumn(name, type))], options, writer =>
        {
            writer.BeginRowGroup(Rows);
            writer.Write(ColumnValues.Repeated(perStep, Bins));
            writer.Write(ColumnValues.Tiled(bins, Steps));
            writer.Write(ColumnValues.Doubles(live));
            writer.Write(ColumnValues.Doubles(gaps));
            writer.Write(ColumnValues.Doubles(special));
            writer.Write(ColumnValues.Doubles(steady));
            writer.Write(ColumnValues.Integers(integers));
            writer.Write(ColumnValues.Booleans(truths));
            writer.Write(ColumnValues.Texts(indexes, Words));
            writer.Write(ColumnValues.Constant(3000.0, Rows));
            writer.Write(ColumnValues.Constant("surface", Rows));
            writer.Write(ColumnValues.Missing(Rows));
            writer.EndRowGroup();
        }));

        object?[][] values =
        [
            [.. perStep.SelectMany(value => Enumerable.Repeat((object?)value, Bins))],
            [.. Enumerable.Repeat(bins, Steps).SelectMany(tile => tile).Cast<object?>()],
            Boxed(live), Boxed(gaps), Boxed(special), Boxed(steady),
            [.. integers.Select(value => value == Missing.Integer ? null : (object?)value)],
            [.. truths.Select(value => value == Missing.Boolean ? null : (object?)(value == 1))],
            [.. indexes.Select(value => value == Missing.Text ? null : Words[value])],
            [.. Enumerable.Repeat((object?)3000.0, Rows)],
            [.. Enumerable.Repeat((object?)"surface", Rows)],
            new object?[Rows],
        ];
        return [.. names.Zip(values)];
    }

    private static object?[] Boxed(double[] values) => [.. values.Select(value => Missing.Is(value) ? null : (object?)value)];
}
