using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.DynamoDb.Tests;

[Collection(WithDynalite.Name)]
public sealed class DynamoDbStateStoreTests(Dynalite dynalite) : StateServerSuite<DynaliteServer>
{
    protected override int ContestCommits => 300;

    protected override ISnapshotStateStore Open(string prefix) => DynamoDbStateStore.Create(dynalite.Options(prefix));

    protected override ISnapshotStateStore OpenDown(DynaliteServer server, string prefix) =>
        DynamoDbStateStore.Create(Dynalite.OptionsOf(server, prefix));
}
