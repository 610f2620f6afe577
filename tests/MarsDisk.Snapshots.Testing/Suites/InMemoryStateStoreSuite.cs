using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <summary>The state store in memory, for every host that runs it.</summary>
public abstract class InMemoryStateStoreSuite : StateStoreSuite
{
    private readonly InMemoryHeadStorage _storage = new();

    /// <summary>Times of objects and pauses of writers.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    protected override ValueTask<ISnapshotStateStore> OpenAsync() =>
        ValueTask.FromResult<ISnapshotStateStore>(new HeadStateStore(_storage, Clock));

    /// <inheritdoc/>
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
