using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.AzureBlob.Tests.Stores;

/// <summary>Memory is measured, so nothing runs beside.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("Alone")]
public sealed class AzuriteTests(Running<AzuriteServer> azurite) : BlobServerSuite<AzuriteServer>(azurite), IClassFixture<Running<AzuriteServer>>
{
    private readonly string _container = $"c{Guid.NewGuid():N}";

    [Fact]
    public async Task A_container_is_made_once_and_is_not_public()
    {
        var store = Open(Server, "");

        Assert.True((await store.EnsureAsync()).Value);
        Assert.False((await store.EnsureAsync()).Value);

        using var http = new HttpClient();
        using var anonymous = await http.GetAsync(new Uri($"{Server.Endpoint}/{_container}?restype=container&comp=list"));
        Assert.False(anonymous.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_wrong_key_is_a_fault_that_does_not_tell_it()
    {
        var wrong = Convert.ToBase64String("a wrong key, which nobody may see"u8);
        var store = new AzureBlobStore(new AzureBlobOptions
        {
            Endpoint = Server.Endpoint,
            Credential = AzureCredential.SharedKey(AzuriteServer.Account, wrong),
            Container = _container,
        });

        var ensured = await store.EnsureAsync();

        Assert.Equal((SnapshotStatus.Fault, false), (ensured.Status, ensured.Error!.IsTransient));
        Assert.DoesNotContain(wrong, ensured.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blocks_may_travel_beside_each_other()
    {
        var store = Open(Server, "many", new SnapshotUploadOptions { BlockBytes = 64 * 1024, Concurrency = 4 });
        await store.EnsureAsync();
        var request = RequestOf(3_000_001);

        var put = await store.PutAsync(request, new PatternStream(3_000_001));
        var got = await store.GetAsync(request.Key);

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        await using var stream = got.Value!;
        Assert.Equal(request.Expected, SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
    }

    protected override IBlobStorageSnapshotAccessor Open(AzuriteServer server, string prefix) => Open(server, prefix, new SnapshotUploadOptions());

    private AzureBlobStore Open(AzuriteServer server, string prefix, SnapshotUploadOptions upload) =>
        new AzureBlobStore(new AzureBlobOptions
        {
            Endpoint = server.Endpoint,
            Credential = AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key),
            Container = _container,
            Prefix = prefix,
            Upload = upload,
            PauseMin = TimeSpan.FromMilliseconds(5),
        });
}
