using MarsDisk.Emulators.Servers;

namespace MarsDisk.Snapshots.PostgreSql.Tests.Servers;

/// <summary>One server for all tests; each has a schema of its own. Memory is measured, so nothing runs beside.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedServer : IAsyncLifetime, ICollectionFixture<SharedServer>
{
    public const string Name = "PostgreSQL";

    public PostgreSqlServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgreSqlServer.StartNewAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
