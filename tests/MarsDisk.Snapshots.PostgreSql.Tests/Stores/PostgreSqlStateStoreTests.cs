using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Stores;

[Collection(SharedServer.Name)]
public sealed class PostgreSqlStateStoreTests(SharedServer shared) : StateStoreSuite
{
    private readonly TestSchema _schema = new(shared.Server.ConnectionString);
    private PostgreSqlServer? _other;
    private TestSchema? _otherSchema;

    public override async Task DisposeAsync()
    {
        await _schema.CloseAsync();
        if (_otherSchema is not null)
            await _otherSchema.CloseAsync();
        if (_other is not null)
            await _other.DisposeAsync();
    }

    protected override ValueTask<ISnapshotStateStore> OpenAsync() => ValueTask.FromResult<ISnapshotStateStore>(_schema.States());

    protected override ValueTask<StoreWithoutServer<ISnapshotStateStore>> OpenDownAsync()
    {
        _other = PostgreSqlServer.Create();
        _otherSchema = new TestSchema(_other.ConnectionString);
        return ValueTask.FromResult(new StoreWithoutServer<ISnapshotStateStore>(_otherSchema.States(), _other.StartAsync));
    }
}
