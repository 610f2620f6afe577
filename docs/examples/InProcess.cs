using MarsDisk.Snapshots;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Examples;

/// <summary>Counts its own lives: each one goes on from the snapshot of the one before.</summary>
public static class InProcess
{
    public static async Task<double> RunAsync(string folder, CancellationToken cancellation)
    {
        var files = new FileStoreOptions { Root = folder };
        using var host = new NativeSnapshotHost();
        using var services = new SnapshotServices(
            new SnapshotIoOptions(), host, FileHeadStorage.NewStateStore(files), new FileBlobStore(files));
        if (await new SnapshotUpkeep(services).PrepareAsync(cancellation) is { } problem)
            throw new IOException(problem.Message, problem.Cause);

        var offloader = new SnapshotOffloader(services);
        var series = new SnapshotSeries("examples", "lives");
        var restored = await offloader.RestoreLatestAsync(
            series, SnapshotSelection.Latest, new Totals([]), new RestorePolicy(), cancellation);
        if (!restored.IsSuccess)
            throw new IOException(restored.ToString());          // never "start from nothing" because reading failed

        var lives = new Totals([(restored.Value?.State?.Values[0] ?? 0) + 1]);
        var options = new SnapshotWriteOptions
        {
            Series = series,
            Position = new SnapshotPosition(0, (long)lives.Values[0], 0),
            PayloadType = lives.PayloadType,
        };
        var persisted = await offloader.PersistAsync(lives, options, new SnapshotExpectation.NewerThanHead(), null, cancellation);
        return persisted.IsSuccess ? lives.Values[0] : throw new IOException(persisted.ToString());
    }
}
