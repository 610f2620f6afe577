using System.Security.Cryptography;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Acceptance;
using MarsDisk.Snapshots.Acceptance.Bodies;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>Saves and restores of the file store beside a plain copy of the same bytes, all on one disk and in turns.</summary>
internal static class SnapshotSpeed
{
    private const long MiB = 1L << 20;
    private const int PieceBytes = 1 << 20;

    /// <summary>Measures them.</summary>
    public static void Run(Bench bench)
    {
        var bytes = (bench.Session.IsQuick ? 256 : 512) * MiB;
        var source = bench.Folder.Fresh("source.bin");
        WritePlain(source, bytes, isSynced: true);
        var kept = bench.Folder.Fresh("kept");
        using var site = new AcceptanceSite(new AcceptanceTask("save", kept) { Codec = SnapshotCodec.None });
        Save(site, bytes, 1);

        var series = Rounds.Run(
            bench.Session.IsQuick ? 3 : 7,
            new Variant("dd bs=1M conv=fsync of a cached file", () => Copy(bench, source)),
            new Variant("plain stream to a file, fsync", () => Write(bench, bytes)),
            new Variant("save", () => SaveFresh(bench, bytes, SnapshotCodec.None, new GeneratedSource(bytes))),
            new Variant("restore", () => Bench.Time(() => Restore(site, bytes))),
            new Variant("plain read of the file", () => Bench.Time(() => Read(source))),
            new Variant("SHA-256 of the bytes", () => Bench.Time(() => Hash(source))));
        var (copy, plain, save, restore, read, hash) = (series[0], series[1], series[2], series[3], series[4], series[5]);
        Add(bench, copy, bytes);
        Add(bench, plain, bytes);
        Add(bench, read, bytes);
        Add(bench, hash, bytes);
        Add(bench, save, bytes, copy, Targets.SnapshotSave);
        Add(bench, save, bytes, plain, null);
        Add(bench, save, bytes, hash, Targets.SnapshotHash);
        Add(bench, restore, bytes, null, Targets.SnapshotRestore);
        Add(bench, restore, bytes, copy, Targets.SnapshotSave);
        Add(bench, restore, bytes, read, null);
        Add(bench, restore, bytes, hash, Targets.SnapshotHash);
        bench.Session.NoteReference(copy.Wall);
        File.Delete(source);
        Directory.Delete(kept, recursive: true);
        MeasureCodec(bench, bytes / 4);
    }

    private static void MeasureCodec(Bench bench, long bytes)
    {
        var body = SnapshotBodies.History(bench);
        var series = Rounds.Run(
            bench.Session.IsQuick ? 3 : 7,
            new Variant("save of history, Brotli-1", () => SaveFresh(bench, bytes, SnapshotCodec.Brotli, new RepeatedSource(body, bytes))),
            new Variant("save of history, no codec", () => SaveFresh(bench, bytes, SnapshotCodec.None, new RepeatedSource(body, bytes))));
        Add(bench, series[0], bytes, null, Targets.SnapshotBrotli);
        Add(bench, series[0], bytes, series[1], null);
    }

    private static Sample SaveFresh(Bench bench, long bytes, SnapshotCodec codec, ISnapshotSource source)
    {
        var folder = bench.Folder.Fresh("save");
        using var site = new AcceptanceSite(new AcceptanceTask("save", folder) { Codec = codec });
        var sample = Bench.Time(() => Save(site, bytes, 1, source));
        Directory.Delete(folder, recursive: true);
        return sample;
    }

    private static void Save(AcceptanceSite site, long bytes, long sequence, ISnapshotSource? source = null)
    {
        var saved = site.SaveAsync(source ?? new GeneratedSource(bytes), sequence, StagingMode.Auto).AsTask().GetAwaiter().GetResult();
        if (!saved.IsSuccess)
            throw new InvalidOperationException(saved.ToString());
    }

    private static void Restore(AcceptanceSite site, long bytes)
    {
        var restored = site.RestoreAsync(new DiscardingSink()).AsTask().GetAwaiter().GetResult();
        if (restored.Value?.State != bytes)
            throw new InvalidOperationException(restored.ToString());
    }

    private static Sample Copy(Bench bench, string source)
    {
        var target = bench.Folder.Fresh("copy.bin");
        var (sample, _) = ChildProcess.Run(["dd", $"if={source}", $"of={target}", "bs=1M", "conv=fsync", "status=none"]);
        File.Delete(target);
        return sample;
    }

    private static Sample Write(Bench bench, long bytes)
    {
        var target = bench.Folder.Fresh("plain.bin");
        var sample = Bench.Time(() => WritePlain(target, bytes, isSynced: true));
        File.Delete(target);
        return sample;
    }

    // The source that is saved, written to a file by the shortest loop.
    private static void WritePlain(string path, long bytes, bool isSynced)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[PieceBytes];
        for (var offset = 0L; offset < bytes; offset += PieceBytes)
        {
            GeneratedSource.Fill(piece, offset);
            file.Write(piece);
        }
        if (isSynced)
            file.Flush(flushToDisk: true);
    }

    private static void Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var piece = new byte[PieceBytes];
        while (file.Read(piece) > 0)
        {
        }
    }

    private static void Hash(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        SHA256.HashData(file);
    }

    private static void Add(Bench bench, Series series, long bytes, Series? reference = null, Target? target = null) =>
        bench.Session.Add(new Measurement
        {
            Suite = SnapshotSuite.Name,
            Variant = series.Name,
            Values = Spread.Of(series.Wall.Select(seconds => bytes / (double)MiB / seconds)),
            Unit = "MiB/s",
            Rounds = series.Wall.Count,
            Reference = reference?.Name,
            Ratio = reference is null ? null : Spread.OfRatios(reference.Wall, series.Wall),
            Target = target,
            Bytes = bytes,
        });
}
