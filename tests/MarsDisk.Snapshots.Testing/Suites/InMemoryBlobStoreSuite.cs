using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>The blob store in memory, for every host that runs it.</summary>
public abstract class InMemoryBlobStoreSuite : BlobStoreSuite
{
    private readonly List<InMemoryBlobStore> _stores = [];
    private readonly List<string> _planted = [];

    /// <summary>Times of objects and pauses of writers.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    /// <remarks>It holds the object, and other tests of a project run beside.</remarks>
    protected override long LiveBytesMax => LongBytes * 4;

    /// <inheritdoc/>
    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix)
    {
        var store = new InMemoryBlobStore(Clock, prefix);
        _stores.Add(store);
        return ValueTask.FromResult<IBlobStorageSnapshotAccessor>(store);
    }

    /// <inheritdoc/>
    protected override ValueTask<IReadOnlyList<string>> NamesAsync() =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. _stores.SelectMany(store => store.Names), .. _planted]);

    /// <inheritdoc/>
    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        if (!name.StartsWith("pre/", StringComparison.Ordinal))
        {
            _planted.Add(name);     // every store has objects of its own
            return;
        }
        var request = new BlobPutRequest(name["pre/".Length..], bytes.Length, null, "text/plain", Guid.NewGuid());
        Assert.True((await _stores[0].PutAsync(request, new MemoryStream(bytes))).IsSuccess);
    }

    /// <inheritdoc/>
    protected override async ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        var plan = new FaultPlan { IsDown = true };
        var store = new FaultyBlobStore(await OpenAsync("pre"), plan);
        return new(store, () =>
        {
            plan.IsDown = false;
            return Task.CompletedTask;
        });
    }
}
