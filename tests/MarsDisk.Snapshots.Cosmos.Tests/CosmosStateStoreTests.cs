using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.Cosmos.Tests;

[Collection(WithCosmos.Name)]
public sealed class CosmosStateStoreTests(CosmosEmulator cosmos) : StateStoreSuite
{
    private readonly string _prefix = "pre/" + Guid.NewGuid().ToString("N");
    private Func<ValueTask>? _end;

    protected override int ContestCommits => 150;

    public override async Task DisposeAsync()
    {
        if (_end is not null)
            await _end();
    }

    protected override ValueTask<ISnapshotStateStore> OpenAsync() =>
        ValueTask.FromResult<ISnapshotStateStore>(CosmosStateStore.Create(cosmos.Options(_prefix)));

    protected override ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync()
    {
        var server = new CosmosServer();
        _end = server.DisposeAsync;
        // The client itself tries for seconds to learn of its account.
        var store = CosmosStateStore.Create(CosmosEmulator.OptionsOf(server, _prefix, attempts: 1));
        return ValueTask.FromResult(new StoreWithoutServer<ISnapshotStateStore>(store, server.StartAsync));
    }
}
