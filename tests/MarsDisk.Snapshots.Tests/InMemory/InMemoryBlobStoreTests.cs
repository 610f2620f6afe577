using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Testing.Faults;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Tests.InMemory;

public sealed class InMemoryBlobStoreTests : BlobStoreSuite
{
    private readonly List<InMemoryBlobStore> _stores = [];
    private readonly List<string> _planted = [];

    // It holds the object, and other tests of this project run beside.
    protected override long LiveBytesMax => LongBytes * 4;

    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix)
    {
        var store = new InMemoryBlobStore(TimeProvider.System, prefix);
        _stores.Add(store);
        return ValueTask.FromResult<IBlobStorageSnapshotAccessor>(store);
    }

    protected override ValueTask<IReadOnlyList<string>> NamesAsync() =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. _stores.SelectMany(store => store.Names), .. _planted]);

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
