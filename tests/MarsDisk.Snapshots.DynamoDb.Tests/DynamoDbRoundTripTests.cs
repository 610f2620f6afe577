using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.DynamoDb.Tests;

[Collection(WithDynalite.Name)]
public sealed class DynamoDbRoundTripTests(Dynalite dynalite) : RoundTripSuite
{
    protected override ValueTask<ISnapshotStateStore> OpenAsync() =>
        ValueTask.FromResult<ISnapshotStateStore>(DynamoDbStateStore.Create(dynalite.Options("round-trip")));
}
