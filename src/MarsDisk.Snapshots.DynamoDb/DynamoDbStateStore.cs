using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Remote;

namespace MarsDisk.Snapshots.DynamoDb;

/// <summary>Makes state stores in DynamoDB: one head item per series, changed under a condition on its <c>rev</c>.</summary>
public static class DynamoDbStateStore
{
    /// <summary>Makes a store; nothing is asked of the server yet. The store is safe to use from several threads.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="clock">Gives the times of records and pauses; null: the system's.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static HeadStateStore Create(DynamoDbStoreOptions options, TimeProvider? clock = null) =>
        NewStorage(options, clock ?? TimeProvider.System).ToStateStore();

    internal static RemoteHeadStorage NewStorage(DynamoDbStoreOptions options, TimeProvider clock) =>
        RemoteHeadStorage.Over(options, chosen => new DynamoDbTable(chosen, clock), clock);
}
