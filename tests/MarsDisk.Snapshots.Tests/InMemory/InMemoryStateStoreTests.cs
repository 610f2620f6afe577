using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Testing.Faults;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Tests.InMemory;

public sealed class InMemoryStateStoreTests : StateStoreSuite
{
    private readonly InMemoryHeadStorage _storage = new();

    protected override ValueTask<ISnapshotStateStore> OpenAsync() =>
        ValueTask.FromResult<ISnapshotStateStore>(new HeadStateStore(_storage, TimeProvider.System));

    protected override async ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync()
    {
        var plan = new FaultPlan { IsDown = true };
        var store = new FaultyStateStore(await OpenAsync(), plan);
        return new(store, () =>
        {
            plan.IsDown = false;
            return Task.CompletedTask;
        });
    }
}
