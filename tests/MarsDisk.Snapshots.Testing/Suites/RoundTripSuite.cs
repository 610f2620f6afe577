using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>Snapshots go through the whole pipeline and come back, with records in a state store and long bodies in memory.</summary>
public abstract class RoundTripSuite : IDisposable
{
    private const int Inline = 10_000;
    private const int Long = 3_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("marsdisk-roundtrip-").FullName;
    private readonly SnapshotSeries _series = new("suite", Guid.NewGuid().ToString("N"), "v1");

    /// <summary>Opens the store.</summary>
    protected abstract ValueTask<ISnapshotStateStore> OpenAsync();

    [Fact]
    [Trait("Snapshot", "33")]
    [Trait("Snapshot", "34")]
    public async Task Short_and_long_bodies_come_back_through_the_whole_pipeline()
    {
        var store = await OpenAsync();
        Assert.True((await store.EnsureAsync()).IsSuccess);
        using var host = new NativeSnapshotHost();
        var options = new SnapshotIoOptions
        {
            Codec = SnapshotCodec.None,
            KeepLast = 2,
            MinRetain = TimeSpan.Zero,
            Temp = new SnapshotTempOptions { Directory = _folder, MinFreeBytes = 0, AllowMemoryBackedTemp = true },
        };
        var blobs = new InMemoryBlobStore(TimeProvider.System);
        using var services = new SnapshotServices(options, host, store, blobs);
        var offloader = new SnapshotOffloader(services);

        foreach (var (sequence, length) in new[] { (1, Inline), (2, Long), (3, Inline), (4, Long) })
        {
            var persisted = await offloader.PersistAsync(
                new PatternSource(length, sequence), Options(sequence), new SnapshotExpectation.NewerThanHead());
            Assert.True(persisted.IsSuccess, persisted.ToString());
            var kind = length == Inline ? SnapshotStoreKind.Inline : SnapshotStoreKind.Blob;
            Assert.Equal(kind, persisted.Value!.Record.Payload.Kind);

            var restored = await offloader.RestoreLatestAsync(_series, SnapshotSelection.Latest, new ChecksumSink(), new RestorePolicy());
            Assert.True(restored.IsSuccess, restored.ToString());
            Assert.Equal(PatternStream.ChecksumOf(length, sequence), restored.Value!.State);
        }

        var records = new List<SnapshotStateRecord>();
        await foreach (var record in store.ListAsync(_series))
            records.Add(record);
        Assert.Equal([3L, 4L], records.Where(record => record.State == SnapshotRecordState.Live).Select(record => record.Position.Sequence).Order());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private SnapshotWriteOptions Options(int sequence) => new()
    {
        Series = _series,
        Position = new SnapshotPosition(0, sequence, 1000 + sequence),
        PayloadType = PatternSource.TypeName,
    };
}
