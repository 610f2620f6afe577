using MarsDisk.Emulators.Servers;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Servers;
using MarsDisk.Snapshots.Testing.Suites;

namespace MarsDisk.Snapshots.S3.Tests.Stores;

/// <summary>Memory is measured, so nothing runs beside.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("Alone")]
public sealed class S3rverTests(Running<S3rverServer> s3rver) : BlobServerSuite<S3rverServer>(s3rver), IClassFixture<Running<S3rverServer>>
{
    private readonly string _bucket = $"b{Guid.NewGuid():N}";
    private readonly List<S3BlobStore> _stores = [];
    private Task _last = Task.CompletedTask;

    // Three short pages: the server takes 25 ms for an object, and the fake is asked for pages as long as Amazon's.
    protected override int ManyObjects => 60;

    public override async Task DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(9_000_001)]
    [Trait("Snapshot", "113")]
    public async Task Framing_of_chunks_that_is_stored_as_data_is_found_and_the_options_are_named(int length)
    {
        var store = Open(Server, "pre", usesChunks: true);
        await store.EnsureAsync();
        var request = RequestOf(length);

        var put = await store.PutAsync(request, new PatternStream(length));

        Assert.Equal((SnapshotStatus.Fault, "verify.length"), (put.Status, put.Error!.Code));
        Assert.Contains("UseChunkEncoding=false", put.Error.Message, StringComparison.Ordinal);
        Assert.Contains("RequestChecksums=WhenRequired", put.Error.Message, StringComparison.Ordinal);
        Assert.Equal(SnapshotStatus.NotFound, (await store.ProbeAsync(request.Key)).Status);
    }

    protected override IBlobStorageSnapshotAccessor Open(S3rverServer server, string prefix) => Open(server, prefix, usesChunks: false);

    // The server ignores conditions and writes objects in place: of two writers at one moment it may keep a mixture, or show
    // the half of one to the other. Here they come one after the other; the fake has them at once.
    protected override Task<T> Beside<T>(Func<Task<T>> work)
    {
        var next = BehindAsync(_last, work);
        _last = next;
        return next;
    }

    private static async Task<T> BehindAsync<T>(Task last, Func<Task<T>> work)
    {
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await work();
    }

    private S3BlobStore Open(S3rverServer server, string prefix, bool usesChunks)
    {
        var store = new S3BlobStore(new S3BlobOptions
        {
            ServiceUrl = new Uri(server.Endpoint),
            Region = "us-east-1",
            Credentials = new Amazon.Runtime.BasicAWSCredentials(S3rverServer.Key, S3rverServer.Key),
            Bucket = _bucket,
            Prefix = prefix,
            UseChunkEncoding = usesChunks,
            RequestChecksums = usesChunks ? S3RequestChecksums.WhenSupported : S3RequestChecksums.WhenRequired,
            ServerObeysConditions = false,
            PauseMin = TimeSpan.FromMilliseconds(5),
            NamesPerPage = 25,
        });
        _stores.Add(store);
        return store;
    }
}
