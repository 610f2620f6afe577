using MarsDisk.Snapshots.PostgreSql.Blobs;
using MarsDisk.Snapshots.PostgreSql.States;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Servers;

/// <summary>A schema of one test, and the stores that the test opened in it.</summary>
public sealed class TestSchema(string connectionString)
{
    private readonly List<IAsyncDisposable> _opened = [];

    public string Name { get; } = $"t{Guid.NewGuid():N}";

    public PostgreSqlStoreOptions Options(string prefix = "") => new()
    {
        ConnectionString = connectionString + ";Maximum Pool Size=20",
        Schema = Name,
        Prefix = prefix,
        Attempts = 2,
        RetryPause = TimeSpan.FromMilliseconds(20),
    };

    public PostgreSqlBlobStore Blobs(string prefix = "") => Keep(new PostgreSqlBlobStore(Options(prefix)));

    public PostgreSqlStateStore States() => Keep(new PostgreSqlStateStore(Options()));

    public T Keep<T>(T store)
        where T : IAsyncDisposable
    {
        _opened.Add(store);
        return store;
    }

    /// <summary>Runs statements beside the stores.</summary>
    public async Task ExecuteAsync(string sql, params NpgsqlParameter[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    public async Task CloseAsync()
    {
        foreach (var store in _opened)
            await store.DisposeAsync();
    }
}
