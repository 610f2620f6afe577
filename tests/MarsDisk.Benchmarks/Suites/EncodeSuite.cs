using System.Globalization;
using System.Runtime.InteropServices;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.Parquet;
using MarsDisk.Parquet.Codecs;
using MarsDisk.Parquet.Encodings;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>The parts of the Parquet encoder one by one, on the numbers of a run, beside a copy of the same bytes.</summary>
internal static class EncodeSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "encode";

    private const int Steps = 4000;
    private const int FormattedValues = 4096;

    /// <summary>Measures them.</summary>
    public static void Run(Bench bench)
    {
        using var chunk = new FilledChunk(bench.Base, Steps);
        using var scratch = new EncoderScratch();
        var psd = chunk.Buffer.Psd!;
        var numbers = Enumerable.Range(0, psd.Rows).SelectMany(row => psd.Numbers(row).ToArray()).ToArray();
        var values = MemoryMarshal.Cast<double, long>(numbers).ToArray();
        var bytes = sizeof(long) * values.Length;
        var target = new byte[bytes];
        var split = new byte[bytes];
        EachPage(values, page =>
        {
            ByteStreamSplit.Split(values.AsSpan(page), split.AsSpan(sizeof(long) * page.Start.Value));
            return 0;
        });

        Compare(
            bench,
            bytes,
            Slices.Of("copy", () => EachPage(values, page =>
            {
                MemoryMarshal.AsBytes(values.AsSpan(page)).CopyTo(target);
                return target[0];
            })),
            Slices.Of("byte-stream split", () => EachPage(values, page =>
            {
                ByteStreamSplit.Split(values.AsSpan(page), target);
                return target[0];
            })),
            Slices.Of("byte-stream split, scalar", () => EachPage(values, page =>
            {
                ByteStreamSplit.SplitScalar(values.AsSpan(page), target, first: 0);
                return target[0];
            })),
            Slices.Of("snappy of split doubles", () => EachPage(values, page => Compress(scratch, split, page))),
            Slices.Of("snappy of plain doubles", () => EachPage(values, page => Compress(scratch, MemoryMarshal.AsBytes<long>(values), page))),
            Slices.Of("min/max", () => EachPage(values, page => Extremes(values.AsSpan(page)))),
            Slices.Of("look for nulls", () => EachPage(values, page => values.AsSpan(page).Contains(long.MinValue) ? 1 : 0)),
            Slices.Of("look for runs", () => RunList.TryFind(scratch, values, 1, (values.Length / 64) + 1, out _) ? 1 : 0),
            Slices.Of("run lengths of levels, every 7th null", () => Levels(scratch, values.Length)),
            Slices.Of("CRC-32", () => Crc32.Of(split)));
        AddFormatting(bench, numbers);
    }

    private static long EachPage(long[] values, Func<Range, long> work)
    {
        var result = 0L;
        for (var first = 0; first < values.Length; first += NumberEncoder.PageRows)
            result += work(first..Math.Min(first + NumberEncoder.PageRows, values.Length));
        return result;
    }

    private static long Compress(EncoderScratch scratch, ReadOnlySpan<byte> bytes, Range page)
    {
        scratch.Output.Clear();
        var raw = bytes[(sizeof(long) * page.Start.Value)..(sizeof(long) * page.End.Value)];
        PageCompressor.Append(scratch.Output, ParquetCodec.Snappy, raw, scratch.Snappy);
        return scratch.Output.Length;
    }

    private static long Extremes(ReadOnlySpan<long> values)
    {
        var extremes = default(ColumnExtremes);
        extremes.Add(ParquetType.Double, values);
        return BitConverter.DoubleToInt64Bits((double)extremes.Of(ParquetType.Double).Maximum!);
    }

    private static long Levels(EncoderScratch scratch, int rows)
    {
        var runs = new RunLengthWriter();
        scratch.Page.Clear();
        runs.Begin(scratch.Page, bitWidth: 1);
        for (var row = 0; row < rows; row++)
            runs.Append(row % 7 == 0 ? 0U : 1);
        runs.End();
        return scratch.Page.Length;
    }

    private static void Compare(Bench bench, long bytes, params IReadOnlyList<Variant> variants)
    {
        var all = Rounds.Run(Math.Max(bench.Session.Rounds, 9), variants);
        bench.Session.NoteReference(all[0].Cpu);
        foreach (var series in all)
        {
            bench.Session.Add(new Measurement
            {
                Suite = Name,
                Variant = series.Name,
                Values = Spread.Of(series.Cpu.Select(seconds => bytes / seconds * 1e-9)),
                Unit = "GB/s",
                Rounds = series.Cpu.Count,
                Share = Spread.OfRatios(all[0].Cpu, series.Cpu).Median,
                Bytes = bytes,
                Check = series.Check,
            });
        }
    }

    // Numbers as people read them: what a text table costs.
    private static void AddFormatting(Bench bench, double[] numbers)
    {
        var text = new char[32];
        var series = Rounds.Run(Math.Max(bench.Session.Rounds, 9), Slices.Of("format a double", () =>
        {
            var written = 0L;
            foreach (var number in numbers.AsSpan(0, FormattedValues))
                written += number.TryFormat(text, out var count, "R", CultureInfo.InvariantCulture) ? count : 0;
            return written;
        }))[0];
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = series.Name,
            Values = Spread.Of(series.Cpu.Select(seconds => seconds / FormattedValues)),
            Unit = "s",
            Rounds = series.Cpu.Count,
            Check = series.Check,
        });
    }
}
