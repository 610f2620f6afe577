using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Remote;

namespace MarsDisk.Snapshots.Cosmos;

/// <summary>Makes state stores in Cosmos DB: one head document per series, changed under a condition on its ETag.</summary>
public static class CosmosStateStore
{
    /// <summary>Makes a store; nothing is asked of the server yet. The store is safe to use from several threads.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="clock">Gives the times of records and pauses; null: the system's.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static HeadStateStore Create(CosmosStoreOptions options, TimeProvider? clock = null) =>
        NewStorage(options, clock ?? TimeProvider.System).ToStateStore();

    internal static RemoteHeadStorage NewStorage(CosmosStoreOptions options, TimeProvider clock) =>
        RemoteHeadStorage.Over(options, chosen => new CosmosTable(chosen), clock);
}
