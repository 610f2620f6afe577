using System.Diagnostics.CodeAnalysis;
using MarsDisk.Snapshots.Testing.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.AzureBlob.Tests.Stores;

[Collection("Alone")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class FakeAzureTests : BlobStoreSuite
{
    private readonly FakeAzureBlob _server = new();

    public override Task InitializeAsync() => _server.StartAsync();

    public override async Task DisposeAsync() => await _server.DisposeAsync();

    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) => new(FakeAzureStores.Open(_server, prefix));

    protected override ValueTask<IReadOnlyList<string>> NamesAsync() => new(_server.Objects.Names);

    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        var received = await _server.Objects.ReceiveAsync(new MemoryStream(bytes), CancellationToken.None);
        _server.Objects.Publish(name, received, isCreateOnly: false, _server.Now, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    protected override async ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        await _server.StopAsync();
        return new StoreWithoutServer<IBlobStorageSnapshotAccessor>(FakeAzureStores.Open(_server, "pre"), _server.StartAsync);
    }
}

/// <summary>Opens the store over a fake server.</summary>
internal static class FakeAzureStores
{
    public static IBlobStorageSnapshotAccessor Open(
        FakeAzureBlob server, string prefix = "pre", SnapshotUploadOptions? upload = null, AzureCredential? credential = null) =>
        new AzureBlobStore(new AzureBlobOptions
        {
            Endpoint = server.Endpoint,
            Credential = credential ?? AzureCredential.Bearer(_ => ValueTask.FromResult("secret-token")),
            Container = "container",
            Prefix = prefix,
            Upload = upload ?? new SnapshotUploadOptions(),
            PauseMin = TimeSpan.FromMilliseconds(1),
            PauseMax = TimeSpan.FromMilliseconds(5),
        });
}
