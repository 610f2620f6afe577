using System.Globalization;

using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Acceptance;
using MarsDisk.Snapshots.Acceptance.Measuring;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>Peaks of processes that save and restore one body: as a stream in a heap that cannot grow, and as one array.</summary>
internal static class SnapshotMemory
{
    private const long MiB = 1L << 20;
    private const long HeapLimit = 16 * MiB;
    private const long ArrayBytesMax = 1024 * MiB;
    private const long TextBytesMax = 256 * MiB;

    private static readonly long[] Limits = [12 * MiB, 16 * MiB, 20 * MiB, 24 * MiB, 32 * MiB, 48 * MiB, 64 * MiB];

    /// <summary>Measures files of every size, and the remote stores.</summary>
    public static async Task RunAsync(Bench bench)
    {
        long[] sizes = bench.Session.IsQuick ? [1, 16, 100] : [1, 16, 100, 256, 1024, 4096];
        await MeasureFilesAsync(bench, sizes).ConfigureAwait(false);
        await MeasureOftenAsync(bench).ConfigureAwait(false);
        await MeasureRemoteAsync(bench, bench.Session.IsQuick ? 100 : 1024).ConfigureAwait(false);
    }

    private static async Task MeasureFilesAsync(Bench bench, long[] sizes)
    {
        bench.Session.Say("\nManaged peak above the start / resident peak of the process, MiB. Streams in a heap of 16 MiB, arrays without a limit.\n");
        bench.Session.Say("| Body | save, stream | restore, stream | save, byte[] | restore, byte[] | save, text of a record | smallest heap, save | graph above its own bytes |");
        bench.Session.Say("|---|---|---|---|---|---|---|---|");
        foreach (var size in sizes)
        {
            var bytes = size * MiB;
            var folder = bench.Folder.Fresh("memory");
            Task<AcceptanceReport> Run(string verb, long? limit) =>
                AcceptanceProcess.RunAsync(new AcceptanceTask(verb, folder) { BodyBytes = bytes }, limit);
            var saved = await Run("save", HeapLimit).ConfigureAwait(false);
            var restored = await Run("restore", HeapLimit).ConfigureAwait(false);
            var graph = bytes <= ArrayBytesMax ? await Run("restore-graph", null).ConfigureAwait(false) : null;
            var smallest = bytes <= TextBytesMax ? await SmallestAsync(limit => Run("save", limit)).ConfigureAwait(false) : null;
            Directory.Delete(folder, recursive: true);
            var array = bytes <= ArrayBytesMax ? await Run("array-save", null).ConfigureAwait(false) : null;
            var back = array is null ? null : await Run("array-restore", null).ConfigureAwait(false);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            var text = bytes <= TextBytesMax ? await Run("text-save", null).ConfigureAwait(false) : null;
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            var above = graph is { IsOk: true } ? Text((graph.ManagedPeakBytes - bytes) / (double)MiB) : "";
            bench.Session.Say($"| {size} MiB | {Text(saved)} | {Text(restored)} | {Text(array)} | {Text(back)} | {Text(text)} | {(bytes <= TextBytesMax ? Text(smallest) : "–")} | {above} |");
            Add(bench, $"save {size} MiB, managed peak", saved, Targets.SnapshotHeap);
            Add(bench, $"restore {size} MiB, managed peak", restored, Targets.SnapshotHeap);
            if (size == 4096)
            {
                AddResident(bench, "save 4096 MiB, resident peak", saved);
                AddResident(bench, "restore 4096 MiB, resident peak", restored);
            }
            if (size == 256 && array is not null)
                Add(bench, "save 256 MiB, stream / byte[]", saved.ManagedPeakBytes / (double)array.ManagedPeakBytes, "", Targets.SnapshotBesideArray);
        }
        bench.Session.Say("");
    }

    private static async Task MeasureOftenAsync(Bench bench)
    {
        var folder = bench.Folder.Fresh("often");
        var times = bench.Session.IsQuick ? 100 : 1000;
        var report = await AcceptanceProcess.RunAsync(
            new AcceptanceTask("saves", folder) { BodyBytes = 8 * MiB, Times = times }, heapLimitBytes: null).ConfigureAwait(false);
        Directory.Delete(folder, recursive: true);
        Add(bench, $"{times} saves of 8 MiB, large objects more", Math.Max(0, report.LargeObjectGrowthBytes), "B", Targets.SnapshotLargeObjects);
        Add(bench, $"{times} saves of 8 MiB, full collections", report.FullCollections, "", Targets.SnapshotLargeObjects);
    }

    private static async Task MeasureRemoteAsync(Bench bench, long size)
    {
        var azurite = new AzuriteServer();
        await using (azurite.ConfigureAwait(false))
        {
            await azurite.StartAsync().ConfigureAwait(false);
            await MeasureStoreAsync(bench, "azure", azurite.Endpoint.ToString(), size).ConfigureAwait(false);
        }
        var s3rver = new S3rverServer();
        await using (s3rver.ConfigureAwait(false))
        {
            await s3rver.StartAsync().ConfigureAwait(false);
            await MeasureStoreAsync(bench, "s3", s3rver.Endpoint, size).ConfigureAwait(false);
        }
        var postgreSql = await PostgreSqlServer.StartNewAsync().ConfigureAwait(false);
        await using (postgreSql.ConfigureAwait(false))
            await MeasureStoreAsync(bench, "postgresql", postgreSql.ConnectionString, size).ConfigureAwait(false);
    }

    private static async Task MeasureStoreAsync(Bench bench, string store, string place, long size)
    {
        var folder = bench.Folder.Fresh("remote");
        Task<AcceptanceReport> Run(string verb, long bytes, long? limit) =>
            AcceptanceProcess.RunAsync(new AcceptanceTask(verb, folder) { Store = store, Place = place, BodyBytes = bytes }, limit);
        AcceptanceReport? saved = null;
        AcceptanceReport? restored = null;
        var smallest = await SmallestAsync(async limit =>
        {
            saved = await Run("save", size * MiB, limit).ConfigureAwait(false);
            restored = saved.IsOk ? await Run("restore", size * MiB, limit).ConfigureAwait(false) : saved;
            return restored;
        }).ConfigureAwait(false);
        bench.Session.Say($"\n{store}: smallest heap that saves and restores {size} MiB is {Text(smallest)} MiB.");
        Add(bench, $"{store}, save {size} MiB, managed peak", saved!, Targets.SnapshotHeap);
        Add(bench, $"{store}, restore {size} MiB, managed peak", restored!, Targets.SnapshotHeap);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<long?> SmallestAsync(Func<long, Task<AcceptanceReport>> run)
    {
        foreach (var limit in Limits)
        {
            if ((await run(limit).ConfigureAwait(false)).IsOk)
                return limit;
        }
        return null;
    }

    private static void Add(Bench bench, string variant, AcceptanceReport report, Target target)
    {
        if (!report.IsOk)
            throw new InvalidOperationException($"{variant}: {report.Status} {report.Message}");
        bench.Session.Add(new Measurement
        {
            Suite = SnapshotSuite.Name,
            Variant = variant,
            Values = Spread.Of([report.ManagedPeakBytes / (double)MiB]),
            Unit = "MiB",
            Target = target,
            Resident = report.ResidentPeakBytes,
        });
    }

    private static void AddResident(Bench bench, string variant, AcceptanceReport report) =>
        Add(bench, variant, report.ResidentPeakBytes / (double)MiB, "MiB", Targets.SnapshotResident);

    private static void Add(Bench bench, string variant, double value, string unit, Target target) =>
        bench.Session.Add(new Measurement { Suite = SnapshotSuite.Name, Variant = variant, Values = Spread.Of([value]), Unit = unit, Target = target });

    private static string Text(AcceptanceReport? report) => report switch
    {
        null => "–",
        { IsOk: true } => $"{Text(report.ManagedPeakBytes / (double)MiB)} / {Text(report.ResidentPeakBytes / (double)MiB)}",
        _ => report.Status,
    };

    private static string Text(long? limit) => limit is { } bytes ? Text(bytes / (double)MiB) : "more than 64";

    private static string Text(double mebibytes) => mebibytes.ToString("0.0", CultureInfo.InvariantCulture);
}
