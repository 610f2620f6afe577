using System.Security.Cryptography;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Acceptance;
using MarsDisk.Snapshots.Acceptance.Bodies;

using static MarsDisk.Benchmarks.Suites.Snapshots.SnapshotRates;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>Saves and restores of the file store beside a plain copy of the same bytes, all on one disk and in turns.</summary>
internal static class SnapshotSpeed
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Measures them.</summary>
    public static void Run(Bench bench)
    {
        var bytes = (bench.Session.IsQuick ? 256 : 512) * MiB;
        var source = bench.Folder.Fresh("source.bin");
        WritePlain(source, bytes);
        var kept = bench.Folder.Fresh("kept");
        using var site = new AcceptanceSite(new AcceptanceTask("save", kept) { Codec = SnapshotCodec.None });
        Save(site, new GeneratedSource(bytes), 1);

        var series = Rounds.Run(
            bench.Session.IsQuick ? 3 : 7,
            new Variant("dd bs=1M conv=fsync of a cached file", () => Copy(bench, source)),
            new Variant("plain stream to a file, fsync", () => Write(bench, bytes)),
            new Variant("save", () => SaveFresh(bench, SnapshotCodec.None, new GeneratedSource(bytes))),
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
            new Variant("save of history, Brotli-1", () => SaveFresh(bench, SnapshotCodec.Brotli, new RepeatedSource(body, bytes))),
            new Variant("save of history, no codec", () => SaveFresh(bench, SnapshotCodec.None, new RepeatedSource(body, bytes))));
        Add(bench, series[0], bytes, null, Targets.SnapshotBrotli);
        Add(bench, series[0], bytes, series[1], null);
    }

    private static Sample SaveFresh(Bench bench, SnapshotCodec codec, ISnapshotSource source)
    {
        var folder = bench.Folder.Fresh("save");
        using var site = new AcceptanceSite(new AcceptanceTask("save", folder) { Codec = codec });
        var sample = Bench.Time(() => Save(site, source, 1));
        Directory.Delete(folder, recursive: true);
        return sample;
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
        var sample = Bench.Time(() => WritePlain(target, bytes));
        File.Delete(target);
        return sample;
    }

    // The source that is saved, written to a file by the shortest loop.
    private static void WritePlain(string path, long bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[PieceBytes];
        for (var offset = 0L; offset < bytes; offset += PieceBytes)
        {
            GeneratedSource.Fill(piece, offset);
            file.Write(piece);
        }
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
}
