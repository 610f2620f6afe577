using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Cosmos.Tests;

[Collection(WithCosmos.Name)]
public sealed class CosmosStateStoreTests(CosmosEmulator cosmos) : StateServerSuite<CosmosServer>
{
    protected override int ContestCommits => 150;

    protected override ISnapshotStateStore Open(string prefix) => CosmosStateStore.Create(cosmos.Options(prefix));

    // The client itself tries for seconds to learn of its account.
    protected override ISnapshotStateStore OpenDown(CosmosServer server, string prefix) =>
        CosmosStateStore.Create(CosmosEmulator.OptionsOf(server, prefix, attempts: 1));
}
