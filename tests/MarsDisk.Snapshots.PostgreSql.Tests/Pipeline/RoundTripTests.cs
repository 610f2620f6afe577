using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Pipeline;

/// <summary>The whole way of a snapshot, there and back: everything in PostgreSQL, or blobs in files and records in PostgreSQL.</summary>
[Collection(SharedServer.Name)]
public sealed class RoundTripTests(SharedServer shared) : IAsyncLifetime
{
    private const int LongBytes = 20_000_000;       // several windows of chunks
    private const int ShortBytes = 500;

    private static readonly SnapshotSeries Series = new("run/ü", new string('名', 200), "1");

    private readonly TestSchema _schema = new(shared.Server.ConnectionString);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "marsdisk-roundtrip", Guid.NewGuid().ToString("N"));

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _schema.CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false, SnapshotCodec.None)]
    [InlineData(false, SnapshotCodec.Brotli)]
    [InlineData(true, SnapshotCodec.None)]
    [Trait("Snapshot", "33")]
    [Trait("Snapshot", "34")]
    [Trait("Snapshot", "84")]
    [Trait("Snapshot", "114")]
    public async Task Snapshots_long_and_short_are_persisted_restored_and_collected(bool blobsAreFiles, SnapshotCodec codec)
    {
        var blobs = await BlobsAsync(blobsAreFiles);
        using var host = new NativeSnapshotHost(scratchDirectory: _folder);
        using var services = new SnapshotServices(Options(codec), host, _schema.States(), blobs);
        var offloader = new SnapshotOffloader(services);

        var first = await PersistAsync(offloader, 1, LongBytes);
        var restored = await RestoreAsync(offloader);
        var second = await PersistAsync(offloader, 2, ShortBytes);
        var third = await PersistAsync(offloader, 3, LongBytes);
        var latest = await RestoreAsync(offloader);
        var older = await offloader.RestoreLatestAsync(Series, new SnapshotSelection(MaxSequence: 2), new ChecksumSink(), new RestorePolicy());
        var report = await new SnapshotJanitor(services).PassAsync(sweep: true);
        var again = await new SnapshotJanitor(services).PassAsync(sweep: true);

        Assert.Equal(SnapshotStoreKind.Blob, first.Record.Payload.Kind);
        Assert.Equal(SnapshotStoreKind.Inline, second.Record.Payload.Kind);
        Assert.Equal(PatternStream.ChecksumOf(LongBytes, 1), restored.State);
        Assert.Equal((3, PatternStream.ChecksumOf(LongBytes, 3)), (latest.Record!.Position.Sequence, latest.State));
        Assert.Equal(PatternStream.ChecksumOf(ShortBytes, 2), older.Value!.State);
        Assert.Equal((0, 0), (report.Failures, again.Failures));
        Assert.Equal([third.Record.Payload.Key], await KeysAsync(blobs), StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "44")]
    [Trait("Snapshot", "51")]
    public async Task A_snapshot_that_is_persisted_twice_or_too_late_leaves_one_record_and_one_object()
    {
        var blobs = await BlobsAsync(areFiles: false);
        using var host = new NativeSnapshotHost(scratchDirectory: _folder);
        using var services = new SnapshotServices(Options(SnapshotCodec.None), host, _schema.States(), blobs);
        var offloader = new SnapshotOffloader(services);
        var writeId = Guid.CreateVersion7();

        var first = await PersistAsync(offloader, 5, 200_000, writeId);
        var again = await offloader.PersistAsync(new PatternSource(200_000, 5), Write(5, writeId), new SnapshotExpectation.NewerThanHead());
        var late = await offloader.PersistAsync(new PatternSource(200_000, 4), Write(4), new SnapshotExpectation.NewerThanHead());
        await new SnapshotJanitor(services).PassAsync(sweep: true);

        Assert.Equal((SnapshotStatus.AlreadyDone, first.Record.Revision), (again.Status, again.Value!.Record.Revision));
        Assert.Equal(SnapshotStatus.Superseded, late.Status);
        Assert.Equal([first.Record.Payload.Key], await KeysAsync(blobs), StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "72")]
    [Trait("Snapshot", "73")]
    public async Task A_damaged_chunk_is_noticed_and_an_older_snapshot_used_where_that_is_allowed()
    {
        var blobs = await BlobsAsync(areFiles: false);
        using var host = new NativeSnapshotHost(scratchDirectory: _folder);
        using var services = new SnapshotServices(Options(SnapshotCodec.None), host, _schema.States(), blobs);
        var offloader = new SnapshotOffloader(services);
        await PersistAsync(offloader, 1, 200_000);
        var newest = await PersistAsync(offloader, 2, 300_000);
        await _schema.ExecuteAsync(
            $"UPDATE {_schema.Name}.snapshot_chunk SET data = set_byte(data, 1000, 255 - get_byte(data, 1000)) WHERE idx = 2 AND blob_key = 'runs/{newest.Record.Payload.Key}'");

        var strict = await offloader.RestoreLatestAsync(Series, SnapshotSelection.Latest, new ChecksumSink(), new RestorePolicy());
        var lenient = await offloader.RestoreLatestAsync(Series, SnapshotSelection.Latest, new ChecksumSink(), new RestorePolicy(FallbackDepth: 2));

        Assert.Equal(SnapshotStatus.Corrupt, strict.Status);
        Assert.Equal((1, PatternStream.ChecksumOf(200_000, 1)), (lenient.Value!.Record!.Position.Sequence, lenient.Value.State));
    }

    private async Task<IBlobStorageSnapshotAccessor> BlobsAsync(bool areFiles)
    {
        IBlobStorageSnapshotAccessor blobs = areFiles
            ? new FileBlobStore(new FileStoreOptions { Root = Path.Combine(_folder, "store"), Prefix = "runs", Durability = SnapshotDurability.None })
            : _schema.Blobs("runs");
        Assert.True((await blobs.EnsureAsync()).IsSuccess);
        return blobs;
    }

    private SnapshotIoOptions Options(SnapshotCodec codec) => new()
    {
        Codec = codec,
        InlineThresholdBytes = 2000,
        KeepLast = 2,
        MinRetain = TimeSpan.Zero,
        GarbageGrace = TimeSpan.Zero,
        Temp = new SnapshotTempOptions { Directory = Path.Combine(_folder, "temp"), MinFreeBytes = 0, AllowMemoryBackedTemp = true },
    };

    private static SnapshotWriteOptions Write(long sequence, Guid? writeId = null) => new()
    {
        Series = Series,
        Position = new SnapshotPosition(0, sequence, sequence, "000000000_000000009"),
        PayloadType = PatternSource.TypeName,
        WriteId = writeId ?? Guid.CreateVersion7(),
    };

    private static async Task<SnapshotCommit> PersistAsync(SnapshotOffloader offloader, long sequence, int bytes, Guid? writeId = null)
    {
        var persisted = await offloader.PersistAsync(
            new PatternSource(bytes, (int)sequence), Write(sequence, writeId), new SnapshotExpectation.NewerThanHead());
        Assert.True(persisted.Status == SnapshotStatus.Ok, persisted.ToString());
        return persisted.Value!;
    }

    private static async Task<SnapshotRestore<SnapshotChecksum>> RestoreAsync(SnapshotOffloader offloader)
    {
        var restored = await offloader.RestoreLatestAsync(Series, SnapshotSelection.Latest, new ChecksumSink(), new RestorePolicy());
        Assert.True(restored.IsSuccess, restored.ToString());
        return restored.Value!;
    }

    private static async Task<List<string>> KeysAsync(IBlobStorageSnapshotAccessor blobs)
    {
        var keys = new List<string>();
        await foreach (var blob in blobs.ListAsync(""))
            keys.Add(blob.Key);
        return keys;
    }
}
