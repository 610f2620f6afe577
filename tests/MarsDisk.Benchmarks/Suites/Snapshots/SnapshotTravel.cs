using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Acceptance;
using MarsDisk.Snapshots.Acceptance.Bodies;
using MarsDisk.Snapshots.Acceptance.Stores;
using MarsDisk.Snapshots.AzureBlob;

using static MarsDisk.Benchmarks.Suites.Snapshots.SnapshotRates;

namespace MarsDisk.Benchmarks.Suites.Snapshots;

/// <summary>The way over a connection, beside plain requests with the same bytes; and what a slow store holds up.</summary>
internal static class SnapshotTravel
{
    private const double SlowBytesPerSecond = 5 * MiB;

    /// <summary>Measures both.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var server = new AzuriteServer();
        await using (server.ConfigureAwait(false))
        {
            await server.StartAsync().ConfigureAwait(false);
            await MeasureAzureAsync(bench, server.Endpoint, (bench.Session.IsQuick ? 64 : 128) * MiB).ConfigureAwait(false);
        }
        MeasurePause(bench, 64 * MiB);
    }

    private static async Task MeasureAzureAsync(Bench bench, Uri endpoint, long bytes)
    {
        using var plain = new PlainAzure(endpoint);
        var store = AcceptanceStores.Azure(endpoint, new SnapshotUploadOptions());
        using var site = new AcceptanceSite(new AcceptanceTask("save", bench.Folder.Fresh("azure")) { Store = "azure", Place = endpoint.ToString() });
        await site.EnsureAsync().ConfigureAwait(false);
        await plain.PutAsync("kept", bytes).ConfigureAwait(false);
        var sequence = 0;
        void SaveNext(StagingMode staging) => Save(site, new GeneratedSource(bytes), ++sequence, staging);
        SaveNext(StagingMode.Auto);

        var series = Rounds.Run(
            bench.Session.IsQuick ? 3 : 7,
            new Variant("plain PUTs, Azurite", () => Bench.Time(() => plain.PutAsync("plain", bytes).GetAwaiter().GetResult())),
            new Variant("upload, Azurite", () => Bench.Time(() => Upload(store, bytes))),
            new Variant("save by a scratch file, Azurite", () => Bench.Time(() => SaveNext(StagingMode.TempFile))),
            new Variant("save without staging, Azurite", () => Bench.Time(() => SaveNext(StagingMode.Direct))),
            new Variant("plain GET, Azurite", () => Bench.Time(() => plain.GetAsync("kept").GetAwaiter().GetResult())),
            new Variant("restore, Azurite", () => Bench.Time(() => Restore(site, bytes))));
        Add(bench, series[0], bytes);
        Add(bench, series[1], bytes, series[0], Targets.SnapshotUpload);
        Add(bench, series[2], bytes, series[0]);
        Add(bench, series[3], bytes, series[0], Targets.SnapshotUpload);
        Add(bench, series[4], bytes);
        Add(bench, series[5], bytes, series[4], Targets.SnapshotUpload);
    }

    private static void Upload(AzureBlobStore store, long bytes)
    {
        using var body = new GeneratedStream(bytes);
        var put = store.PutAsync(
            new BlobPutRequest($"upload-{Guid.NewGuid():N}", bytes, null, "application/octet-stream", Guid.NewGuid()), body).AsTask().GetAwaiter().GetResult();
        if (!put.IsSuccess)
            throw new InvalidOperationException(put.ToString());
    }

    // The owner of a state that must not change waits until it was staged, however slow the store is.
    private static void MeasurePause(Bench bench, long bytes)
    {
        var folder = bench.Folder.Fresh("pause");
        Sample Pause(double bytesPerSecond)
        {
            using var site = new AcceptanceSite(new AcceptanceTask("save", folder), new SlowBlobs(bytesPerSecond));
            Save(site, new GeneratedSource(bytes), 1);
            Bench.Remove(folder);
            return new Sample(site.Captured.TotalSeconds, 0);
        }
        var series = Rounds.Run(
            3,
            new Variant("pause of a save to a store without limit", () => Pause(double.MaxValue)),
            new Variant("pause of a save to a store of 5 MiB/s", () => Pause(SlowBytesPerSecond)));
        foreach (var one in series)
        {
            bench.Session.Add(new Measurement
            {
                Suite = SnapshotSuite.Name,
                Variant = one.Name,
                Values = Spread.Of(one.Wall),
                Unit = "s",
                Rounds = one.Wall.Count,
                Reference = one == series[0] ? null : series[0].Name,
                Ratio = one == series[0] ? null : Spread.OfRatios(one.Wall, series[0].Wall),
                Target = one == series[0] ? null : Targets.SnapshotPause,
            });
        }
    }
}
