using MarsDisk.Snapshots.Testing.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.AzureBlob.Tests.Stores;

[Collection("Alone")]
public sealed class FakeAzureTests : FakeBlobSuite<FakeAzureBlob>
{
    protected override IBlobStorageSnapshotAccessor Open(string prefix) => FakeAzureStores.Open(Server, prefix);
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
