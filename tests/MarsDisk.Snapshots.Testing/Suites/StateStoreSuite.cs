using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>What every state store promises. A store's test project has one subclass, which opens the store.</summary>
public abstract partial class StateStoreSuite : IAsyncLifetime
{
    private static readonly long Ticks = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + 7;

    /// <summary>Opens the store. Several may be open at once over the same records.</summary>
    protected abstract ValueTask<ISnapshotStateStore> OpenAsync();

    /// <summary>Opens the store while its server is down.</summary>
    protected abstract ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync();

    /// <summary>Commits of the contest of writers.</summary>
    protected virtual int ContestCommits => 1000;

    /// <summary>Runs beside the caller; on a host with one thread, after it.</summary>
    protected virtual Task<T> Beside<T>(Func<Task<T>> work) => Task.Run(work);

    /// <summary>Series of this test.</summary>
    protected SnapshotSeries Series { get; } = new("suite", Guid.NewGuid().ToString("N") + "/ü'\"%;:", "1");

    /// <inheritdoc/>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Ensures and opens the store.</summary>
    protected async Task<ISnapshotStateStore> StoreAsync()
    {
        var store = await OpenAsync();
        var ensured = await store.EnsureAsync();
        Assert.True(ensured.IsSuccess, ensured.ToString());
        return store;
    }

    /// <summary>A handle of bytes in a blob store.</summary>
    protected SnapshotPayloadHandle Blob(long sequence, Guid? writeId = null, int seed = 1)
    {
        var id = writeId ?? Guid.CreateVersion7();
        return Handle(SnapshotStoreKind.Blob, "file", SnapshotKeys.KeyOf(Series, sequence, id), 1000, PatternStream.ChecksumOf(1000, seed), id);
    }

    /// <summary>A handle that holds its bytes.</summary>
    protected internal static SnapshotPayloadHandle Inline(int length = 100, Guid? writeId = null, int seed = 1)
    {
        var id = writeId ?? Guid.CreateVersion7();
        var handle = Handle(SnapshotStoreKind.Inline, "inline:suite", $"{id:N}", length, PatternStream.ChecksumOf(length, seed), id);
        return handle with { InlineBytes = PatternStream.Bytes(length, seed) };
    }

    /// <summary>A request to commit.</summary>
    protected SnapshotCommitRequest Request(
        long sequence,
        SnapshotPayloadHandle? payload = null,
        SnapshotExpectation? expectation = null,
        long generation = 0,
        long ticks = 0,
        SnapshotTicket ticket = default) =>
        new(
            Series, new SnapshotPosition(generation, sequence, Ticks + ticks, "000000000_000000009"), payload ?? Blob(sequence),
            expectation ?? new SnapshotExpectation.None(), ticket, "suite 1.0", "host");

    private static SnapshotPayloadHandle Handle(
        SnapshotStoreKind kind, string provider, string key, long length, SnapshotChecksum checksum, Guid writeId) => new()
        {
            Kind = kind,
            Provider = provider,
            Key = key,
            StoredLength = length,
            BodyLength = length + 1,
            ContentType = "application/x-suite",
            Format = PayloadFormat.ContainerV1,
            PayloadType = "suite.body",
            PayloadVersion = 3,
            Codec = SnapshotCodec.Brotli,
            Checksum = checksum,
            WriteId = writeId,
        };

    private async Task<SnapshotStateRecord?> LatestAsync(ISnapshotStateStore store, SnapshotSelection? selection = null)
    {
        var selected = await store.SelectAsync(Series, selection ?? SnapshotSelection.Latest);
        Assert.True(selected.IsSuccess, selected.ToString());
        return selected.Value;
    }

    private static async Task<SnapshotStateRecord> CommitAsync(ISnapshotStateStore store, SnapshotCommitRequest request)
    {
        var commit = await store.CommitAsync(request);
        Assert.True(commit.Status == SnapshotStatus.Ok, commit.ToString());
        return commit.Value!.Record;
    }

    private async Task<List<SnapshotStateRecord>> ListAsync(ISnapshotStateStore store, SnapshotRecordState? state = null)
    {
        var records = new List<SnapshotStateRecord>();
        await foreach (var record in store.ListAsync(Series))
        {
            if (state is null || record.State == state)
                records.Add(record);
        }
        return records;
    }

    // The store may be shared with other tests: only what is of this series.
    private async Task<List<GarbageEntry>> GarbageAsync(ISnapshotStateStore store)
    {
        var hash = SnapshotKeys.HashOf(Series);
        var entries = new List<GarbageEntry>();
        await foreach (var entry in store.ListGarbageAsync())
        {
            if (entry.Key.Contains(hash, StringComparison.Ordinal))
                entries.Add(entry);
        }
        return entries;
    }
}
