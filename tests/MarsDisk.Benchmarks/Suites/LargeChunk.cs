using System.Collections.Immutable;
using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>One chunk whose files hold 150 MB, published as the product does: encoded, hashed, synced, named.</summary>
internal static class LargeChunk
{
    // With the 40 bins of the base run a step takes 0.96 kB.
    private const int Steps = 156_000;

    /// <summary>Measures its publication beside the same bytes written and synced at once.</summary>
    public static void Run(Bench bench)
    {
        using var chunk = new FilledChunk(bench.Base, Steps);
        var path = bench.Folder.Fresh("large");
        var directory = new RunDirectory(path, chunk.Prepared.Identity.Run);
        using var lease = new FileLeases(_ => directory).TryTake(directory.Run)!;
        directory.Begin(lease, static output => output.Write("{}"u8));
        using var hashing = new HashThread("large-hash");
        var publisher = new ChunkPublisher(directory, lease);
        var raw = new byte[64 << 20];
        new Random(1).NextBytes(raw);

        var bytes = Publish(publisher, chunk, hashing).Sum(file => file.Bytes);
        var series = Rounds.Run(
            bench.Session.Rounds,
            new Variant("publish a chunk", () => Measure(directory, publisher, chunk, hashing)),
            new Variant("publish a chunk, hashed inline", () => Measure(directory, publisher, chunk, null)),
            new Variant("plain write and fsync of its bytes", () => MachineSuite.WriteFile(bench, raw, isSynced: true, bytes)));

        var text = string.Create(CultureInfo.InvariantCulture, $"publish a chunk of {chunk.Buffer.Rows} steps, {bytes / 1e6:0} MB");
        var share = Spread.OfRatios(series[2].Wall, series[0].Wall).Median;
        var row = Row(series[0], text, bytes) with { Share = share, Target = Targets.ChunkPublish };
        bench.Session.Add(row);
        bench.Session.Add(row with { Variant = $"{text}, limit of the request", Target = Targets.ChunkPublishRequested });
        bench.Session.Add(Row(series[1], $"{text}, hashed on the same thread", bytes));
        bench.Session.Add(Row(series[2], series[2].Name, bytes));
        bench.Session.Add(Row(series[0], $"{text}, CPU", bytes) with { Values = Spread.Of(series[0].Cpu) });
        WriterSuite.AddSize(bench, chunk, chunk.Prepared.Schemas.Psd!, Targets.PsdSize);
        WriterSuite.AddSize(bench, chunk, chunk.Prepared.Schemas.Run, Targets.RunSize);
    }

    private static Sample Measure(RunDirectory directory, ChunkPublisher publisher, FilledChunk chunk, HashThread? hashing)
    {
        foreach (var old in Directory.EnumerateFiles(directory.Series))
            File.Delete(old);
        var begun = CpuClock.ProcessSeconds();
        var sample = Bench.Time(() => Publish(publisher, chunk, hashing));
        sample = sample with { Cpu = CpuClock.ProcessSeconds() - begun };
        return sample with { Check = WorkFolder.Tables(directory.Root).Hash };
    }

    private static ImmutableArray<TableFile> Publish(ChunkPublisher publisher, FilledChunk chunk, HashThread? hashing)
    {
        var state = new ResumeState(chunk.Seal.State, new AggregateState());
        var source = ChunkSource.Of(
            chunk.Buffer, chunk.Encoder, isWholeRun: false, new TimeRange(0, chunk.Seal.State.Time), state.WriteTo, 0, chunk.Seal.Cause.ToString());
        var result = publisher.Publish(source, hashing);
        return result.Chunk?.Tables ?? throw new IOException(result.Error!.ToString());
    }

    private static Measurement Row(Series series, string name, long bytes) => new()
    {
        Suite = WriterSuite.Name,
        Variant = name,
        Values = Spread.Of(series.Wall),
        Unit = "s",
        Rounds = series.Wall.Count,
        Bytes = bytes,
        Check = series.Check,
    };
}
