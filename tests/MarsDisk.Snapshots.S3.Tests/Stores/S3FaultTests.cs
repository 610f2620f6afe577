using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Servers;

namespace MarsDisk.Snapshots.S3.Tests.Stores;

[Collection("Alone")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class S3FaultTests : IAsyncLifetime
{
    private const int PartBytes = 16 * 1024;
    private const int Parts = 64;
    private const int Length = Parts * PartBytes;

    private readonly FakeS3 _server = new();
    private readonly BlobPutRequest _request = RequestOf(Length);
    private readonly S3BlobStore _store;

    public S3FaultTests() => _store = FakeS3Stores.Open(_server, upload: new SnapshotUploadOptions { BlockBytes = PartBytes });

    public static TheoryData<string> Operations =>
        ["CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload", "GetObject", "HeadObject", "DeleteObject"];

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        Assert.True((await _store.EnsureAsync()).IsSuccess);
    }

    public async Task DisposeAsync()
    {
        _store.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    [Trait("Snapshot", "40")]
    public async Task Each_part_may_fail_once_and_what_is_sent_again_is_counted_so()
    {
        _server.Fault = request => request is { Operation: "UploadPart", Number: 1 } ? FakeFault.Unavailable : FakeFault.None;
        using var sent = new UploadCounter("s3");

        var put = await _store.PutAsync(_request, new PatternStream(Length) { IsSeekable = false });

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(_request.Expected, await ChecksumAsync());
        Assert.Equal((Length, Length), (sent.FirstBytes, sent.RetriedBytes));
    }

    [Theory]
    [InlineData(FakeFault.CutRequest)]
    [InlineData(FakeFault.CutAnswer)]
    [Trait("Snapshot", "41")]
    public async Task A_connection_that_is_cut_within_a_part_does_no_harm(FakeFault fault)
    {
        _server.Fault = request => request is { Operation: "UploadPart", Number: 1 } ? fault : FakeFault.None;

        var put = await _store.PutAsync(_request, new PatternStream(Length) { IsSeekable = false });

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(_request.Expected, await ChecksumAsync());
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_is_found_to_be_there()
    {
        _server.Fault = request => request is { Operation: "CompleteMultipartUpload", Number: 1 } ? FakeFault.CutAnswer : FakeFault.None;

        var put = await _store.PutAsync(_request, new PatternStream(Length));

        Assert.Equal(SnapshotStatus.AlreadyDone, put.Status);
        Assert.Equal(_request.Expected, await ChecksumAsync());
    }

    [Theory]
    [InlineData(true, SnapshotStatus.Ok)]
    [InlineData(false, SnapshotStatus.Unavailable)]
    public async Task A_contended_completion_begins_the_upload_again_where_the_data_allow_it(bool isSeekable, SnapshotStatus expected)
    {
        _server.Fault = request => request is { Operation: "CompleteMultipartUpload", Number: 1 } ? FakeFault.Contended : FakeFault.None;

        var put = await _store.PutAsync(_request, new PatternStream(Length) { IsSeekable = isSeekable });

        Assert.Equal(expected, put.Status);
        Assert.Equal(expected == SnapshotStatus.Ok, (await _store.ProbeAsync(_request.Key)).IsSuccess);
        Assert.Equal(0, _server.OpenUploads);
    }

    [Fact]
    [Trait("Snapshot", "108")]
    public async Task An_upload_that_fails_is_invisible_and_aborted()
    {
        _server.Fault = request => request.Operation == "CompleteMultipartUpload" ? FakeFault.Unavailable : FakeFault.None;

        var put = await _store.PutAsync(_request, new PatternStream(Length));

        Assert.Equal((SnapshotStatus.Unavailable, true, "blob.http.503"), (put.Status, put.Error!.IsTransient, put.Error.Code));
        Assert.Equal(SnapshotStatus.NotFound, (await _store.ProbeAsync(_request.Key)).Status);
        Assert.Equal(0, _server.OpenUploads);
    }

    [Fact]
    [Trait("Snapshot", "91")]
    public async Task An_upload_that_nobody_finished_is_aborted_after_the_grace_and_not_before()
    {
        _server.PageLength = 2;
        _server.Fault = request => request.Operation is "CompleteMultipartUpload" or "AbortMultipartUpload" ? FakeFault.Denied : FakeFault.None;
        for (var index = 0; index < 5; index++)
            await _store.PutAsync(RequestOf(Length), new PatternStream(Length));
        var neighbour = FakeS3Stores.Open(_server, "pre2", new SnapshotUploadOptions { BlockBytes = PartBytes });
        await neighbour.PutAsync(RequestOf(Length), new PatternStream(Length));
        neighbour.Dispose();
        _server.Fault = _ => FakeFault.None;

        _server.ClockOffset = TimeSpan.FromHours(47);
        var early = await _store.AbortStaleUploadsAsync("", TimeSpan.FromHours(48));
        _server.ClockOffset = TimeSpan.FromHours(49);
        var late = await _store.AbortStaleUploadsAsync("", TimeSpan.FromHours(48));

        Assert.Equal((SnapshotStatus.Ok, 0), (early.Status, early.Value));
        Assert.Equal((SnapshotStatus.Ok, 5), (late.Status, late.Value));
        Assert.Equal(1, _server.OpenUploads);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(Length)]
    [Trait("Snapshot", "113")]
    public async Task Framing_of_chunks_that_is_stored_as_data_is_found_and_the_option_is_named(int length)
    {
        _server.StoresChunkFraming = true;
        var request = RequestOf(length);

        var put = await _store.PutAsync(request, new PatternStream(length));

        Assert.Equal((SnapshotStatus.Fault, "verify.length"), (put.Status, put.Error!.Code));
        Assert.Contains("UseChunkEncoding=false", put.Error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Objects.Names);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    [Trait("Snapshot", "141")]
    public async Task A_refused_request_is_a_fault_at_once_and_tells_no_secret(string operation)
    {
        await _store.PutAsync(_request, new PatternStream(Length));
        _server.Requests.Clear();
        _server.Fault = request => request.Operation == operation ? FakeFault.Denied : FakeFault.None;

        var (status, error) = await FailAsync(operation);

        Assert.Equal((SnapshotStatus.Fault, false, "blob.denied"), (status, error.IsTransient, error.Code));
        Assert.Single(_server.Requests, request => request.Operation == operation);
        Assert.DoesNotContain("forbidden", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "141")]
    public async Task A_server_that_is_away_is_unavailable_and_the_error_tells_no_secret()
    {
        await _server.StopAsync();

        var put = await _store.PutAsync(_request, new PatternStream(Length));

        Assert.Equal((SnapshotStatus.Unavailable, "blob.unavailable"), (put.Status, put.Error!.Code));
        Assert.DoesNotContain("forbidden", put.Error.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(async () => await ListAsync());
    }

    [Fact]
    public async Task An_object_that_is_cut_while_it_is_read_is_a_failure_of_reading()
    {
        await _store.PutAsync(_request, new PatternStream(Length));
        _server.Fault = request => request.Operation == "GetObject" ? FakeFault.Truncate : FakeFault.None;

        var got = await _store.GetAsync(_request.Key);

        await using var stream = got.Value!;
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Ages_are_measured_with_the_servers_clock()
    {
        _server.ClockOffset = TimeSpan.FromDays(-400);
        await _store.PutAsync(_request, new PatternStream(Length));
        _server.ClockOffset += TimeSpan.FromHours(50);

        var probe = await _store.ProbeAsync(_request.Key);
        var listed = Assert.Single(await ListAsync());

        Assert.InRange(probe.Value!.ServerNowUtc - probe.Value.LastModifiedUtc, TimeSpan.FromHours(49.9), TimeSpan.FromHours(51));
        Assert.InRange(listed.ServerNowUtc - listed.LastModifiedUtc, TimeSpan.FromHours(49.9), TimeSpan.FromHours(51));
    }

    private static BlobPutRequest RequestOf(int length)
    {
        var writeId = Guid.CreateVersion7();
        return new BlobPutRequest(
            SnapshotKeys.KeyOf(new SnapshotSeries("suite", "faults"), 1, writeId), length, PatternStream.ChecksumOf(length), "text/plain", writeId);
    }

    private async Task<(SnapshotStatus Status, SnapshotError Error)> FailAsync(string operation)
    {
        switch (operation)
        {
            case "GetObject":
                var got = await _store.GetAsync(_request.Key);
                return (got.Status, got.Error!);
            case "HeadObject":
                var probe = await _store.ProbeAsync(_request.Key);
                return (probe.Status, probe.Error!);
            case "DeleteObject":
                var deleted = await _store.DeleteAsync(_request.Key);
                return (deleted.Status, deleted.Error!);
            default:
                var put = await _store.PutAsync(RequestOf(Length), new PatternStream(Length));
                return (put.Status, put.Error!);
        }
    }

    private async Task<List<BlobProperties>> ListAsync()
    {
        var blobs = new List<BlobProperties>();
        await foreach (var blob in _store.ListAsync(""))
            blobs.Add(blob);
        return blobs;
    }

    private async Task<SnapshotChecksum> ChecksumAsync()
    {
        await using var stream = (await _store.GetAsync(_request.Key)).Value!;
        return SnapshotChecksum.Sha256(await SHA256.HashDataAsync(stream));
    }
}
