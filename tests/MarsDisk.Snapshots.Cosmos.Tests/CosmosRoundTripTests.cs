using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Cosmos.Tests;

[Collection(WithCosmos.Name)]
public sealed class CosmosRoundTripTests(CosmosEmulator cosmos) : RoundTripSuite
{
    protected override ValueTask<ISnapshotStateStore> OpenAsync() =>
        ValueTask.FromResult<ISnapshotStateStore>(CosmosStateStore.Create(cosmos.Options("round-trip")));
}
