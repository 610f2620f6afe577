using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.History.Chunks;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>Joining the chunk files of a table beside copying their bytes.</summary>
internal static class MergeMeasurements
{
    private const int Chunks = 10;
    private const int PieceBytes = 1 << 20;

    /// <summary>Measures both.</summary>
    public static void Run(Bench bench, FilledChunk chunk)
    {
        var table = chunk.Prepared.Schemas.Psd!;
        var path = bench.Folder.Fresh("chunk.parquet");
        WriterSuite.Write(chunk, table, path);
        var files = Enumerable.Repeat(path, Chunks).ToList();
        var metadata = chunk.Encoder.Metadata(table, 0, Chunks * chunk.Buffer.Rows);
        var series = Rounds.Run(
            Math.Max(bench.Session.Rounds, 9),
            new Variant("merge ten chunks of psd_hist", () => Into(bench, output => TableMerger.Merge(files, output, metadata))),
            new Variant("copy their bytes", () => Into(bench, output => Copy(files, output))));

        bench.Session.NoteReference(series[1].Cpu);
        foreach (var one in series)
        {
            bench.Session.Add(new Measurement
            {
                Suite = WriterSuite.Name,
                Variant = one.Name,
                Values = Spread.Of(one.Cpu),
                Unit = "s",
                Rounds = one.Cpu.Count,
                Reference = one == series[1] ? null : series[1].Name,
                Ratio = one == series[1] ? null : Spread.OfRatios(one.Cpu, series[1].Cpu),
                Share = Spread.OfRatios(series[1].Cpu, one.Cpu).Median,
                Target = one == series[1] ? null : Targets.Merge,
                Check = one.Check,
            });
        }
        File.Delete(path);
    }

    private static Sample Into(Bench bench, Func<Stream, long> work)
    {
        var path = bench.Folder.Fresh("merged.parquet");
        var result = 0L;
        var sample = Bench.Time(() =>
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            result = work(file);
        });
        File.Delete(path);
        return sample with { Check = result.ToString(CultureInfo.InvariantCulture) };
    }

    private static long Copy(List<string> files, Stream output)
    {
        var piece = new byte[PieceBytes];
        var bytes = 0L;
        foreach (var file in files)
        {
            using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            for (int read; (read = input.Read(piece)) > 0; bytes += read)
                output.Write(piece, 0, read);
        }
        return bytes;
    }
}
