using System.Security.Cryptography;

namespace MarsDisk.Parquet.Tests;

public sealed class SameBytesTests
{
    private static readonly ParquetColumn[] Columns =
    [
        new("time", ParquetType.Double), new("bin_index", ParquetType.Int64), new("N_bin", ParquetType.Double),
        new("gate", ParquetType.Boolean), new("phase", ParquetType.Text), new("note", ParquetType.Double),
    ];

    // performance.md §8, statement 11.
    [Theory]
    [InlineData(ParquetCodec.Snappy, "43e372c996a7a206d1df0ec94f982b70f594afb5")]
    [InlineData(ParquetCodec.None, "1c43c62b65dbeed35b7b0d8d2cd1fffc5dcfa2d9")]
    public void The_fixed_sample_has_the_recorded_bytes(ParquetCodec codec, string expected) =>
        Assert.Equal(expected, Hash(Sample(codec)));

    // performance.md §8, statement 11.
    [Fact]
    public void Five_threads_and_reused_memory_write_the_same_bytes()
    {
        var expected = Hash(Sample(ParquetCodec.Snappy));
        var hashes = new string[5];
        var threads = Enumerable.Range(0, 5).Select(i => new Thread(() =>
        {
            using var scratch = new EncoderScratch();
            Sample(ParquetCodec.None, scratch);
            hashes[i] = Hash(Sample(ParquetCodec.Snappy, scratch));
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(hashes, hash => Assert.Equal(expected, hash));
    }

    [Fact]
    public void A_warm_writer_allocates_at_most_512_bytes_per_column_chunk()
    {
        const int groups = 100;
        var values = Samples.Live(2000, hasNulls: true);
        using var scratch = new EncoderScratch();
        using var writer = new ParquetWriter(Stream.Null, new ParquetSchema([new("tau", ParquetType.Double)]), new() { Scratch = scratch });
        WriteGroups(writer, values, groups);

        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteGroups(writer, values, groups);
        var perChunk = (GC.GetAllocatedBytesForCurrentThread() - before) / groups;

        Assert.InRange(perChunk, 0, 512);
    }

    private static void WriteGroups(ParquetWriter writer, double[] values, int groups)
    {
        for (var i = 0; i < groups; i++)
        {
            writer.BeginRowGroup(values.Length);
            writer.Write(ColumnValues.Doubles(values));
            writer.EndRowGroup();
        }
    }

    private static string Hash(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file))[..40];

    // Exact arithmetic only, so that the sample is the same on every machine.
    private static byte[] Sample(ParquetCodec codec, EncoderScratch? scratch = null)
    {
        const int steps = 1500;
        const int bins = 40;
        var perStep = Enumerable.Range(0, steps).Select(i => i * 0.125).ToArray();
        var indexes = Enumerable.Range(0, bins).Select(i => (long)i).ToArray();
        var live = Enumerable.Range(0, steps * bins).Select(i => Math.Sqrt(i % bins + 1.0) * (1 + i / bins * 1e-6)).ToArray();
        var gates = Enumerable.Range(0, steps * bins).Select(i => (byte)(i % 7 == 0 ? 1 : 0)).ToArray();
        var phases = Enumerable.Range(0, steps * bins).Select(i => (byte)(i % 11 / 5)).ToArray();
        var options = new ParquetWriterOptions { Codec = codec, Scratch = scratch, KeyValues = [new("units", "{}"), new("marsdisk", "{}")] };
        return TestTable.Write(Columns, options, writer =>
        {
            writer.BeginRowGroup(steps * bins);
            writer.Write(ColumnValues.Repeated(perStep, bins));
            writer.Write(ColumnValues.Tiled(indexes, steps));
            writer.Write(ColumnValues.Doubles(live));
            writer.Write(ColumnValues.Booleans(gates));
            writer.Write(ColumnValues.Texts(phases, ["solid", "mixed", "vapour"]));
            writer.Write(ColumnValues.Missing(steps * bins));
            writer.EndRowGroup();
        });
    }
}
