using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Suites;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Stores;

[Collection(SharedServer.Name)]
public sealed class PostgreSqlBlobStoreTests(SharedServer shared) : BlobStoreSuite
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

    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) =>
        ValueTask.FromResult<IBlobStorageSnapshotAccessor>(_schema.Blobs(prefix));

    protected override async ValueTask<IReadOnlyList<string>> NamesAsync() =>
        await _schema.QueryAsync<string>($"SELECT blob_key FROM {_schema.Name}.snapshot_blob");

    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        await _schema.ExecuteAsync(
            $"INSERT INTO {_schema.Name}.snapshot_blob VALUES ($1, gen_random_uuid(), $2, '', '', '{{}}', 638000000000000000)",
            new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = (long)bytes.Length });
        await _schema.ExecuteAsync(
            $"INSERT INTO {_schema.Name}.snapshot_chunk VALUES ($1, 0, $2)", new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = bytes });
    }

    protected override ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        _other = PostgreSqlServer.Create();
        _otherSchema = new TestSchema(_other.ConnectionString);
        return ValueTask.FromResult(new StoreWithoutServer<IBlobStorageSnapshotAccessor>(_otherSchema.Blobs(), _other.StartAsync));
    }
}
