using MarsDisk.Emulators.Servers;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Servers;

/// <summary>A schema of one test, and another at a server that is started later.</summary>
internal sealed class TestServers(SharedServer shared)
{
    private (PostgreSqlServer Server, TestSchema Schema)? _late;

    public TestSchema Schema { get; } = new(shared.Server.ConnectionString);

    /// <summary>A server that is down, and a schema there.</summary>
    public (PostgreSqlServer Server, TestSchema Schema) Late
    {
        get
        {
            if (_late is { } made)
                return made;
            var server = PostgreSqlServer.Create();
            _late = (server, new TestSchema(server.ConnectionString));
            return _late.Value;
        }
    }

    public async Task CloseAsync()
    {
        await Schema.CloseAsync();
        if (_late is not { } late)
            return;
        await late.Schema.CloseAsync();
        await late.Server.DisposeAsync();
    }
}
