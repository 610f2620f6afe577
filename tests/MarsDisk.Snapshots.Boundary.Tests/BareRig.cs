using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Boundary.Tests;

/// <summary>The whole pipeline over stores in memory, on a host that has nothing else.</summary>
internal sealed class BareRig : IDisposable
{
    public const string PayloadType = "boundary.pattern";

    public static readonly SnapshotSeries Series = new("boundary", "state");

    public BareRig(ISnapshotHost host, Func<SnapshotIoOptions, SnapshotIoOptions>? options = null)
    {
        Blobs = new InMemoryBlobStore(host.Time);
        States = InMemoryHeadStorage.NewStateStore(host.Time);
        var defaults = new SnapshotIoOptions { Codec = SnapshotCodec.ZLib, FrameBytes = 64 * 1024, MemoryStageBytes = 100_000, MinRetain = TimeSpan.Zero };
        Services = new SnapshotServices(options?.Invoke(defaults) ?? defaults, host, States, Blobs);
        Offloader = new SnapshotOffloader(Services);
    }

    public InMemoryBlobStore Blobs { get; }

    public HeadStateStore States { get; }

    public SnapshotServices Services { get; }

    public SnapshotOffloader Offloader { get; }

    public async Task<SnapshotStateRecord> PersistAsync(int length, long sequence = 1, bool isWrittenAtOnce = false, StagingMode staging = StagingMode.Auto)
    {
        var options = new SnapshotWriteOptions
        {
            Series = Series,
            Position = new SnapshotPosition(0, sequence, 1000 + sequence),
            PayloadType = PayloadType,
            Staging = staging,
        };
        var request = new SnapshotStateWriteRequest(
            options, (body, token) => WriteAsync(body, PatternStream.Bytes(length, (int)sequence), isWrittenAtOnce, token),
            new SnapshotExpectation.NewerThanHead(), "boundary");
        var persisted = await Offloader.UpsertAsync(request, Offloader.TakeTicket());
        Assert.True(persisted.IsSuccess, persisted.ToString());
        return persisted.Value!.Record;
    }

    /// <summary>Restores the newest snapshot; the result is its checksum.</summary>
    public async Task<SnapshotChecksum?> RestoreAsync()
    {
        var restored = await Offloader.RestoreLatestAsync(Series, SnapshotSelection.Latest, new ChecksumSink(PayloadType), new RestorePolicy());
        Assert.True(restored.IsSuccess, restored.ToString());
        return restored.Value!.Record is null ? null : restored.Value.State;
    }

    public void Dispose() => Services.Dispose();

    private static async ValueTask WriteAsync(Stream body, byte[] bytes, bool atOnce, CancellationToken cancellation)
    {
        if (atOnce)
            body.Write(bytes);
        else
            await body.WriteAsync(bytes, cancellation);
    }
}
