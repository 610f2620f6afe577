using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Stores;

[Collection(SharedServer.Name)]
public sealed class PostgreSqlStateStoreTests(SharedServer shared) : StateStoreSuite
{
    private readonly TestServers _servers = new(shared);

    public override Task DisposeAsync() => _servers.CloseAsync();

    protected override ValueTask<ISnapshotStateStore> OpenAsync() => ValueTask.FromResult<ISnapshotStateStore>(_servers.Schema.States());

    protected override ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync()
    {
        var (server, schema) = _servers.Late;
        return ValueTask.FromResult(new StoreWithoutServer<ISnapshotStateStore>(schema.States(), server.StartAsync));
    }
}
