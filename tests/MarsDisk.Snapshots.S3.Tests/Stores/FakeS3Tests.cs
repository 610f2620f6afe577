using MarsDisk.Snapshots.Testing.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.S3.Tests.Stores;

[Collection("Alone")]
public sealed class FakeS3Tests : FakeBlobSuite<FakeS3>
{
    private readonly List<S3BlobStore> _stores = [];

    public override async Task DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        await base.DisposeAsync();
    }

    protected override IBlobStorageSnapshotAccessor Open(string prefix)
    {
        var store = FakeS3Stores.Open(Server, prefix);
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
