using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Servers;

namespace MarsDisk.Snapshots.AzureBlob.Tests.Stores;

[Collection("Alone")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class AzureFaultTests : IAsyncLifetime
{
    private const int BlockBytes = 16 * 1024;
    private const int Blocks = 64;
    private const int Length = Blocks * BlockBytes;

    private readonly FakeAzureBlob _server = new();
    private readonly BlobPutRequest _request = RequestOf(Length);

    public static TheoryData<string> Operations => ["Put Block", "Put Block List", "Get Blob", "Get Blob Properties", "List Blobs", "Delete Blob"];

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    [Trait("Snapshot", "40")]
    public async Task Each_block_may_fail_once_and_what_is_sent_again_is_counted_so()
    {
        var store = await StoreAsync();
        _server.Fault = request => request is { Operation: "Put Block", Number: 1 } ? FakeFault.Unavailable : FakeFault.None;
        using var sent = new UploadCounter("azure-blob");

        var put = await store.PutAsync(_request, new PatternStream(Length) { IsSeekable = false });

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(_request.Expected, await ChecksumAsync(store));
        Assert.Equal((Length, Length), (sent.FirstBytes, sent.RetriedBytes));
    }

    [Theory]
    [InlineData(FakeFault.CutRequest)]
    [InlineData(FakeFault.CutAnswer)]
    [Trait("Snapshot", "41")]
    public async Task A_connection_that_is_cut_within_a_block_does_no_harm(FakeFault fault)
    {
        var store = await StoreAsync();
        _server.Fault = request => request is { Operation: "Put Block", Number: 1 } ? fault : FakeFault.None;

        var put = await store.PutAsync(_request, new PatternStream(Length) { IsSeekable = false });

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(_request.Expected, await ChecksumAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "40")]
    public async Task A_list_whose_answer_was_lost_is_found_to_be_there()
    {
        var store = await StoreAsync();
        _server.Fault = request => request is { Operation: "Put Block List", Number: 1 } ? FakeFault.CutAnswer : FakeFault.None;

        var put = await store.PutAsync(_request, new PatternStream(Length));

        Assert.Equal(SnapshotStatus.AlreadyDone, put.Status);
        Assert.Equal(_request.Expected, await ChecksumAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "108")]
    public async Task Blocks_without_a_list_are_invisible_and_do_not_hinder_a_later_put()
    {
        var store = await StoreAsync();
        _server.Fault = request => request.Operation == "Put Block List" ? FakeFault.Unavailable : FakeFault.None;

        var failed = await store.PutAsync(_request, new PatternStream(Length));
        var uncommitted = _server.UncommittedBlocks;
        var probe = await store.ProbeAsync(_request.Key);
        _server.Fault = _ => FakeFault.None;
        var put = await store.PutAsync(_request, new PatternStream(Length));

        Assert.Equal((SnapshotStatus.Unavailable, true, "blob.http.503"), (failed.Status, failed.Error!.IsTransient, failed.Error.Code));
        Assert.Equal(Blocks, uncommitted);
        Assert.Equal(SnapshotStatus.NotFound, probe.Status);
        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(0, _server.UncommittedBlocks);
    }

    [Fact]
    public async Task A_pause_that_the_server_asks_for_is_kept()
    {
        var store = await StoreAsync();
        _server.Fault = request => request is { Operation: "Put Block List", Number: 1 } ? FakeFault.Throttled : FakeFault.None;
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();

        var put = await store.PutAsync(_request, new PatternStream(Length));

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begun), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    [Trait("Snapshot", "141")]
    public async Task A_refused_request_is_a_fault_at_once_and_tells_no_secret(string operation)
    {
        var store = await StoreAsync(AzureCredential.Sas("?sv=1&sig=forbidden"));
        await store.PutAsync(_request, new PatternStream(Length));
        var other = RequestOf(Length);
        _server.Requests.Clear();
        _server.Fault = request => request.Operation == operation ? FakeFault.Denied : FakeFault.None;

        var (status, error) = await FailAsync(store, operation, other);

        Assert.Equal((SnapshotStatus.Fault, false, "blob.denied"), (status, error.IsTransient, error.Code));
        Assert.Single(_server.Requests, request => request.Operation == operation);
        AssertNoSecret(error);
    }

    [Fact]
    [Trait("Snapshot", "141")]
    public async Task A_server_that_is_away_is_unavailable_and_the_error_tells_no_secret()
    {
        var store = await StoreAsync(AzureCredential.Sas("sv=1&sig=forbidden"));
        await _server.StopAsync();

        var put = await store.PutAsync(_request, new PatternStream(Length));

        Assert.Equal((SnapshotStatus.Unavailable, "blob.unavailable"), (put.Status, put.Error!.Code));
        AssertNoSecret(put.Error);
        var failed = await Assert.ThrowsAsync<IOException>(async () => await ListAsync(store));
        Assert.DoesNotContain("forbidden", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_is_cut_while_it_is_read_is_a_failure_of_reading()
    {
        var store = await StoreAsync();
        await store.PutAsync(_request, new PatternStream(Length));
        _server.Fault = request => request.Operation == "Get Blob" ? FakeFault.Truncate : FakeFault.None;

        var got = await store.GetAsync(_request.Key);

        await using var stream = got.Value!;
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Ages_are_measured_with_the_servers_clock()
    {
        var store = await StoreAsync();
        _server.ClockOffset = TimeSpan.FromDays(-400);
        await store.PutAsync(_request, new PatternStream(Length));
        _server.ClockOffset += TimeSpan.FromHours(50);

        var probe = await store.ProbeAsync(_request.Key);
        var listed = Assert.Single(await ListAsync(store));

        Assert.InRange(probe.Value!.ServerNowUtc - probe.Value.LastModifiedUtc, TimeSpan.FromHours(50), TimeSpan.FromHours(51));
        Assert.InRange(listed.ServerNowUtc - listed.LastModifiedUtc, TimeSpan.FromHours(50), TimeSpan.FromHours(51));
    }

    [Fact]
    [Trait("Snapshot", "91")]
    public async Task There_are_no_uploads_that_could_be_aborted()
    {
        var store = await StoreAsync();

        Assert.Equal(0, (await store.AbortStaleUploadsAsync("", TimeSpan.Zero)).Value);
        Assert.False(store.Capabilities.HasFlag(BlobCapabilities.StaleUploadAbort));
    }

    private static BlobPutRequest RequestOf(int length)
    {
        var writeId = Guid.CreateVersion7();
        return new BlobPutRequest(
            SnapshotKeys.KeyOf(new SnapshotSeries("suite", "faults"), 1, writeId), length, PatternStream.ChecksumOf(length), "text/plain", writeId);
    }

    private static async Task<(SnapshotStatus Status, SnapshotError Error)> FailAsync(
        IBlobStorageSnapshotAccessor store, string operation, BlobPutRequest request)
    {
        switch (operation)
        {
            case "Get Blob":
                var got = await store.GetAsync(request.Key);
                return (got.Status, got.Error!);
            case "Get Blob Properties":
                var probe = await store.ProbeAsync(request.Key);
                return (probe.Status, probe.Error!);
            case "Delete Blob":
                var deleted = await store.DeleteAsync(request.Key);
                return (deleted.Status, deleted.Error!);
            case "List Blobs":
                var failed = await Assert.ThrowsAsync<IOException>(async () => await ListAsync(store));
                var cause = Assert.IsType<MarsDisk.Snapshots.Transfer.BlobFailure>(failed.InnerException);
                return (cause.Status, cause.Error);
            default:
                var put = await store.PutAsync(request, new PatternStream(Length));
                return (put.Status, put.Error!);
        }
    }

    private static void AssertNoSecret(SnapshotError error)
    {
        Assert.DoesNotContain("forbidden", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<List<BlobProperties>> ListAsync(IBlobStorageSnapshotAccessor store)
    {
        var blobs = new List<BlobProperties>();
        await foreach (var blob in store.ListAsync(""))
            blobs.Add(blob);
        return blobs;
    }

    private async Task<SnapshotChecksum> ChecksumAsync(IBlobStorageSnapshotAccessor store)
    {
        await using var stream = (await store.GetAsync(_request.Key)).Value!;
        return SnapshotChecksum.Sha256(await SHA256.HashDataAsync(stream));
    }

    private async Task<IBlobStorageSnapshotAccessor> StoreAsync(AzureCredential? credential = null)
    {
        var store = FakeAzureStores.Open(_server, upload: new SnapshotUploadOptions { BlockBytes = BlockBytes }, credential: credential);
        Assert.True((await store.EnsureAsync()).IsSuccess);
        return store;
    }
}
