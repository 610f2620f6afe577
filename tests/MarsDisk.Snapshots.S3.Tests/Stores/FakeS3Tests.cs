using System.Diagnostics.CodeAnalysis;
using MarsDisk.Snapshots.Testing.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.S3.Tests.Stores;

[Collection("Alone")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class FakeS3Tests : BlobStoreSuite
{
    private readonly FakeS3 _server = new();
    private readonly List<S3BlobStore> _stores = [];

    public override Task InitializeAsync() => _server.StartAsync();

    public override async Task DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        await _server.DisposeAsync();
    }

    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) => new(Open(prefix));

    protected override ValueTask<IReadOnlyList<string>> NamesAsync() => new(_server.Objects.Names);

    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        var received = await _server.Objects.ReceiveAsync(new MemoryStream(bytes), CancellationToken.None);
        _server.Objects.Publish(name, received, isCreateOnly: false, _server.Now, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    protected override async ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        await _server.StopAsync();
        return new StoreWithoutServer<IBlobStorageSnapshotAccessor>(Open("pre"), _server.StartAsync);
    }

    private S3BlobStore Open(string prefix)
    {
        var store = FakeS3Stores.Open(_server, prefix);
        _stores.Add(store);
        return store;
    }
}

/// <summary>Opens the store over a fake server.</summary>
internal static class FakeS3Stores
{
    public static S3BlobStore Open(FakeS3 server, string prefix = "pre", SnapshotUploadOptions? upload = null) => new(new S3BlobOptions
    {
        ServiceUrl = server.Endpoint,
        Region = "eu-central-1",
        Credentials = new Amazon.Runtime.BasicAWSCredentials("forbidden-id", "forbidden-key"),
        Bucket = "bucket",
        Prefix = prefix,
        Upload = upload ?? new SnapshotUploadOptions(),
        PauseMin = TimeSpan.FromMilliseconds(1),
        PauseMax = TimeSpan.FromMilliseconds(5),
    });
}
