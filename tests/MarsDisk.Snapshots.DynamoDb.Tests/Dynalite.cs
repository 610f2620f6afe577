using Amazon.Runtime;
using MarsDisk.Emulators.Servers;

namespace MarsDisk.Snapshots.DynamoDb.Tests;

/// <summary>One server for all tests; each has a prefix of its own.</summary>
public sealed class Dynalite : IAsyncLifetime, IAsyncDisposable
{
    private readonly DynaliteServer _server = new();

    public Task InitializeAsync() => _server.StartAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public DynamoDbStoreOptions Options(string prefix, HttpMessageHandler? handler = null) => OptionsOf(_server, prefix, handler);

    public static DynamoDbStoreOptions OptionsOf(DynaliteServer server, string prefix, HttpMessageHandler? handler = null, string secret = "none") => new()
    {
        Table = "snapshots",
        Prefix = prefix,
        ServiceUrl = server.Address,
        Region = "eu-central-1",
        Credentials = new BasicAWSCredentials("test", secret),
        Retry = new RemoteRetryOptions { Attempts = 3, PauseMin = TimeSpan.FromMilliseconds(1), PauseMax = TimeSpan.FromMilliseconds(5) },
        Configure = config =>
        {
            if (handler is not null)
                config.HttpClientFactory = new Clients(handler);
        },
    };

    private sealed class Clients(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
    }
}

[CollectionDefinition(Name)]
public sealed class WithDynalite : ICollectionFixture<Dynalite>
{
    public const string Name = "dynalite";
}
