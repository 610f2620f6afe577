using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.DynamoDb.Tests;

[Collection(WithDynalite.Name)]
public sealed class DynamoDbStateStoreTests(Dynalite dynalite) : StateStoreSuite
{
    private readonly string _prefix = "pre/" + Guid.NewGuid().ToString("N");
    private Func<ValueTask>? _end;

    protected override int ContestCommits => 300;

    public override async Task DisposeAsync()
    {
        if (_end is not null)
            await _end();
    }

    protected override ValueTask<ISnapshotStateStore> OpenAsync() =>
        ValueTask.FromResult<ISnapshotStateStore>(DynamoDbStateStore.Create(dynalite.Options(_prefix)));

    protected override ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync()
    {
        var server = new DynaliteServer();
        _end = server.DisposeAsync;
        var store = DynamoDbStateStore.Create(Dynalite.OptionsOf(server, _prefix));
        return ValueTask.FromResult(new StoreWithoutServer<ISnapshotStateStore>(store, server.StartAsync));
    }
}
