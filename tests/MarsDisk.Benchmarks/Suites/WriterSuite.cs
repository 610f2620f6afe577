using System.Globalization;
using System.Security.Cryptography;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;
using MarsDisk.History.Reading;
using MarsDisk.History.Schemas;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>Writing tables: the product's encoder beside plain writes of the same raw bytes, and a whole large chunk.</summary>
internal static class WriterSuite
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "writer";

    private const int ChunkSteps = 10_000;

    /// <summary>Measures all of it.</summary>
    public static void Run(Bench bench)
    {
        using var chunk = new FilledChunk(bench.Base, ChunkSteps);
        var schemas = chunk.Prepared.Schemas;
        CompareTables(bench, chunk, "psd_hist", [schemas.Psd!], Targets.PsdWriter);
        CompareTables(bench, chunk, "run and diagnostics", [schemas.Run, schemas.Diagnostics], Targets.RunWriter);
        AddSize(bench, chunk, schemas.Psd!, null);
        AddSize(bench, chunk, schemas.Run, null);
        AddSize(bench, chunk, schemas.Diagnostics, null);
        AddAllocation(bench, chunk);
        MergeMeasurements.Run(bench, chunk);
        LargeChunk.Run(bench);
    }

    /// <summary>Adds the size of a table's file relative to its cells.</summary>
    public static void AddSize(Bench bench, FilledChunk chunk, TableSchema table, Target? target)
    {
        var path = bench.Folder.Fresh("size.parquet");
        Write(chunk, table, path);
        var bytes = new FileInfo(path).Length;
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = string.Create(CultureInfo.InvariantCulture, $"{table.Name} of {chunk.Buffer.Rows} steps, file / raw bytes"),
            Values = Spread.Of([(double)bytes / chunk.RawBytes(table)]),
            Unit = "",
            Target = target,
            Bytes = bytes,
            Check = Check(path),
        });
        File.Delete(path);
    }

    private static void CompareTables(Bench bench, FilledChunk chunk, string name, IReadOnlyList<TableSchema> tables, Target target)
    {
        var raw = new byte[tables.Sum(chunk.RawBytes) + (1 << 20)];
        new Random(1).NextBytes(raw);
        var bytes = raw.Length - (1 << 20);
        var series = Rounds.Run(
            Math.Max(bench.Session.Rounds, 9) * 3,
            new Variant($"encode {name}", () => Encode(bench, chunk, tables)),
            new Variant($"plain write of {name}", () => MachineSuite.WriteFile(bench, raw, isSynced: false, bytes)));

        bench.Session.NoteReference(series[1].Cpu);
        bench.Session.Add(Row(series[0], bytes) with { Reference = series[1].Name, Ratio = Spread.OfRatios(series[0].Cpu, series[1].Cpu), Share = Spread.OfRatios(series[1].Cpu, series[0].Cpu).Median, Target = target });
        bench.Session.Add(Row(series[1], bytes));
    }

    // Without the hash that a commit needs (performance.md §3.7), and without fsync, like the plain write.
    private static Sample Encode(Bench bench, FilledChunk chunk, IReadOnlyList<TableSchema> tables)
    {
        var path = bench.Folder.Fresh("table.parquet");
        var wall = 0.0;
        var cpu = 0.0;
        var check = "";
        foreach (var table in tables)
        {
            var sample = Bench.Time(() => Write(chunk, table, path));
            wall += sample.Wall;
            cpu += sample.Cpu;
            check += Check(path) + " ";
            File.Delete(path);
        }
        return new Sample(wall, cpu, Check: check.TrimEnd());
    }

    /// <summary>Writes the file of a table as the product does, but for hash and sync.</summary>
    public static void Write(FilledChunk chunk, TableSchema table, string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        chunk.Encoder.Write(table, chunk.Buffer, file);
    }

    private static string Check(string path)
    {
        using var reader = TableReader.Open(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..12];
        return string.Create(CultureInfo.InvariantCulture, $"{reader.Rows} rows {hash}");
    }

    private static Measurement Row(Series series, long bytes) => new()
    {
        Suite = Name,
        Variant = series.Name,
        Values = Spread.Of(series.Cpu),
        Unit = "s",
        Rounds = series.Cpu.Count,
        Bytes = bytes,
        Check = series.Check,
    };

    private static void AddAllocation(Bench bench, FilledChunk chunk)
    {
        var tables = chunk.Prepared.Schemas.Tables;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var table in tables)
            chunk.Encoder.Write(table, chunk.Buffer, Stream.Null);
        var perColumn = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / tables.Sum(table => table.Columns.Count);
        bench.Session.Add(new Measurement
        {
            Suite = Name,
            Variant = "managed bytes per column chunk",
            Values = Spread.Of([perColumn]),
            Unit = "B",
            Allocated = perColumn,
            Target = Targets.ColumnAllocation,
        });
    }
}
