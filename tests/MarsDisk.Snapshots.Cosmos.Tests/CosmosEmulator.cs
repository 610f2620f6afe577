using MarsDisk.Emulators.Servers;

namespace MarsDisk.Snapshots.Cosmos.Tests;

/// <summary>One server for all tests; each has a prefix of its own.</summary>
public sealed class CosmosEmulator : IAsyncLifetime, IAsyncDisposable
{
    private const string Key = "bm9uZQ==";

    private readonly CosmosServer _server = new();

    public Task InitializeAsync() => _server.StartAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public CosmosStoreOptions Options(string prefix, HttpMessageHandler? handler = null, string key = Key, string container = "snapshots") =>
        OptionsOf(_server, prefix, handler, key, container);

    public static CosmosStoreOptions OptionsOf(
        CosmosServer server, string prefix, HttpMessageHandler? handler = null, string key = Key, string container = "snapshots", int attempts = 3)
    {
        var connection = handler ?? new SocketsHttpHandler();
        return new()
        {
            Endpoint = server.Address,
            Key = key,
            Container = container,
            Prefix = prefix,
            Retry = new RemoteRetryOptions { Attempts = attempts, PauseMin = TimeSpan.FromMilliseconds(1), PauseMax = TimeSpan.FromMilliseconds(5) },
            Configure = settings => settings.HttpClientFactory = () => new HttpClient(connection, disposeHandler: false),
        };
    }
}

[CollectionDefinition(Name)]
public sealed class WithCosmos : ICollectionFixture<CosmosEmulator>
{
    public const string Name = "cosmos";
}
