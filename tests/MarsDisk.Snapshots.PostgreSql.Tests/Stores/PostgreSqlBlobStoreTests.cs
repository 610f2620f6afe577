using MarsDisk.Snapshots.PostgreSql.Tests.Servers;
using MarsDisk.Snapshots.Testing.Suites;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Stores;

[Collection(SharedServer.Name)]
public sealed class PostgreSqlBlobStoreTests(SharedServer shared) : BlobStoreSuite
{
    private readonly TestServers _servers = new(shared);

    private TestSchema Schema => _servers.Schema;

    public override Task DisposeAsync() => _servers.CloseAsync();

    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) =>
        ValueTask.FromResult<IBlobStorageSnapshotAccessor>(Schema.Blobs(prefix));

    protected override async ValueTask<IReadOnlyList<string>> NamesAsync() =>
        await Schema.QueryAsync<string>($"SELECT blob_key FROM {Schema.Name}.snapshot_blob");

    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        await Schema.ExecuteAsync(
            $"INSERT INTO {Schema.Name}.snapshot_blob VALUES ($1, gen_random_uuid(), $2, '', '', '{{}}', 638000000000000000)",
            new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = (long)bytes.Length });
        await Schema.ExecuteAsync(
            $"INSERT INTO {Schema.Name}.snapshot_chunk VALUES ($1, 0, $2)", new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = bytes });
    }

    protected override ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        var (server, schema) = _servers.Late;
        return ValueTask.FromResult(new StoreWithoutServer<IBlobStorageSnapshotAccessor>(schema.Blobs(), server.StartAsync));
    }
}
