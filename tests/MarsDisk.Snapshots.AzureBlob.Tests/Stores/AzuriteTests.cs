using System.Diagnostics.CodeAnalysis;
using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.AzureBlob.Tests.Stores;

/// <summary>Memory is measured, so nothing runs beside.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>One server for all tests of a class.</summary>
public sealed class RunningAzurite : IAsyncLifetime
{
    public AzuriteServer Server { get; } = new();

    public Task InitializeAsync() => Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

[Collection("Alone")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class AzuriteTests(RunningAzurite azurite) : BlobStoreSuite, IClassFixture<RunningAzurite>
{
    private readonly string _container = $"c{Guid.NewGuid():N}";
    private AzuriteServer? _late;

    public override async Task DisposeAsync()
    {
        if (_late is not null)
            await _late.DisposeAsync();
    }

    [Fact]
    public async Task A_container_is_made_once_and_is_not_public()
    {
        var store = Open(azurite.Server, "");

        Assert.True((await store.EnsureAsync()).Value);
        Assert.False((await store.EnsureAsync()).Value);

        using var http = new HttpClient();
        using var anonymous = await http.GetAsync(new Uri($"{azurite.Server.Endpoint}/{_container}?restype=container&comp=list"));
        Assert.False(anonymous.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_wrong_key_is_a_fault_that_does_not_tell_it()
    {
        var wrong = Convert.ToBase64String("a wrong key, which nobody may see"u8);
        var store = new AzureBlobStore(new AzureBlobOptions
        {
            Endpoint = azurite.Server.Endpoint,
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
        var store = Open(azurite.Server, "many", new SnapshotUploadOptions { BlockBytes = 64 * 1024, Concurrency = 4 });
        await store.EnsureAsync();
        var request = RequestOf(3_000_001);

        var put = await store.PutAsync(request, new PatternStream(3_000_001));
        var got = await store.GetAsync(request.Key);

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        await using var stream = got.Value!;
        Assert.Equal(request.Expected, SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
    }

    protected override ValueTask<IBlobStorageSnapshotAccessor> OpenAsync(string prefix) => new(Open(azurite.Server, prefix));

    protected override async ValueTask<IReadOnlyList<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Open(azurite.Server, "").ListAsync(""))
            names.Add(blob.Key);
        return names;
    }

    protected override async ValueTask PlantAsync(string name, byte[] bytes)
    {
        var put = await Open(azurite.Server, "").PutAsync(
            new BlobPutRequest(name, bytes.Length, null, "text/plain", Guid.NewGuid()), new MemoryStream(bytes));
        Assert.True(put.IsSuccess, put.ToString());
    }

    protected override ValueTask<StoreWithoutServer<IBlobStorageSnapshotAccessor>> OpenDownAsync()
    {
        _late = new AzuriteServer();
        return new(new StoreWithoutServer<IBlobStorageSnapshotAccessor>(Open(_late, "pre"), _late.StartAsync));
    }

    private AzureBlobStore Open(AzuriteServer server, string prefix, SnapshotUploadOptions? upload = null) =>
        new AzureBlobStore(new AzureBlobOptions
        {
            Endpoint = server.Endpoint,
            Credential = AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key),
            Container = _container,
            Prefix = prefix,
            Upload = upload ?? new SnapshotUploadOptions(),
            PauseMin = TimeSpan.FromMilliseconds(5),
        });
}
