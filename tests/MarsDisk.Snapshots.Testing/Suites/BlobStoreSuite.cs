using System.Security.Cryptography;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>
/// What every blob store promises. A store's test project has one subclass, which opens the store; each test has keys of
/// its own, so that all may share a container.
/// </summary>
public abstract partial class BlobStoreSuite : IAsyncLifetime
{
    private int _sequence;

    /// <summary>Opens the store with a prefix, over the container of this test.</summary>
    protected abstract ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix);

    /// <summary>Names of all visible objects of the container, with their prefix.</summary>
    protected abstract ValueTask<IReadOnlyList<string>> NamesAsync();

    /// <summary>Puts an object into the container by other means.</summary>
    protected abstract ValueTask PlantAsync(string name, byte[] bytes);

    /// <summary>Opens the store while its server is down.</summary>
    protected abstract ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync();

    /// <summary>Length of a long object.</summary>
    protected virtual long LongBytes => 64 * 1024 * 1024;

    /// <summary>Managed bytes that may be alive beyond the start while a long object is put or got.</summary>
    protected virtual long LiveBytesMax => 24 * 1024 * 1024;

    /// <summary>Objects of the listing test; more than a page of the server.</summary>
    protected virtual int ManyObjects => 2500;

    /// <summary>Whether metadata of a request come back.</summary>
    protected virtual bool KeepsMetadata => true;

    /// <summary>Runs beside the caller; on a host with one thread, after it.</summary>
    protected virtual Task<T> Beside<T>(Func<Task<T>> work) => Task.Run(work);

    /// <summary>Series of this test.</summary>
    protected SnapshotSeries Series { get; } = new("suite", Guid.NewGuid().ToString("N"), "1");

    /// <inheritdoc/>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A request for a key that no other has.</summary>
    protected BlobPutRequest Request(long? length, SnapshotChecksum? expected = null)
    {
        var writeId = Guid.CreateVersion7();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [BlobMetadata.WriteId] = writeId.ToString("N"),
            [BlobMetadata.BodyLength] = "17",
        };
        var key = SnapshotKeys.KeyOf(Series, Interlocked.Increment(ref _sequence), writeId);
        return new BlobPutRequest(key, length, expected, "application/octet-stream", writeId, metadata);
    }

    /// <summary>A request that announces the bytes of a pattern.</summary>
    protected BlobPutRequest RequestOf(long length, int seed = 1) => Request(length, PatternStream.ChecksumOf(length, seed));

    /// <summary>Ensures the container and opens the store.</summary>
    protected async Task<IBlobStorageSnapshotAccessor> StoreAsync(string prefix = "pre")
    {
        var store = await OpenAsync(prefix);
        var ensured = await store.EnsureAsync();
        Assert.True(ensured.IsSuccess, ensured.ToString());
        return store;
    }

    protected static async Task<SnapshotChecksum> ChecksumAsync(IBlobStorageSnapshotAccessor store, string key)
    {
        var got = await store.GetAsync(key);
        Assert.True(got.TryGet(out var stream), got.ToString());
        await using (stream)
            return SnapshotChecksum.Sha256(await SHA256.HashDataAsync(stream));
    }

    private static async Task AssertAbsentAsync(IBlobStorageSnapshotAccessor store, string key)
    {
        Assert.Equal(SnapshotStatus.NotFound, (await store.ProbeAsync(key)).Status);
        Assert.Equal(SnapshotStatus.NotFound, (await store.GetAsync(key)).Status);
        Assert.DoesNotContain(await ListAsync(store, ""), blob => blob.Key == key);
    }

    private static async Task<List<BlobProperties>> ListAsync(IBlobStorageSnapshotAccessor store, string prefix)
    {
        var blobs = new List<BlobProperties>();
        await foreach (var blob in store.ListAsync(prefix))
            blobs.Add(blob);
        return blobs;
    }
}
