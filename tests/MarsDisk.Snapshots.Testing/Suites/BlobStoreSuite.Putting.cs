using System.Security.Cryptography;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Suites;

public abstract partial class BlobStoreSuite
{
    private const int Broken = 3 * 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(9_000_001)]
    public async Task What_is_put_is_got(int length)
    {
        var store = await StoreAsync();
        var request = RequestOf(length);

        var put = await store.PutAsync(request, new PatternStream(length));

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(length, put.Value!.Length);
        Assert.Equal(request.Key, put.Value.Key);
        Assert.False(put.Value.AlreadyExisted);
        Assert.Equal(request.Expected, await ChecksumAsync(store, request.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(9_000_001)]
    public async Task A_stream_of_unknown_length_that_cannot_seek_is_put(int length)
    {
        var store = await StoreAsync();
        var request = Request(length: null);

        var put = await store.PutAsync(request, new PatternStream(length) { IsSeekable = false });

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(length, put.Value!.Length);
        Assert.Equal(PatternStream.ChecksumOf(length), await ChecksumAsync(store, request.Key));
    }

    [Fact]
    [Trait("Snapshot", "107")]
    public async Task A_long_object_passes_through_little_memory()
    {
        var store = await StoreAsync();
        var request = RequestOf(LongBytes);
        var memory = new LiveMemory();

        var put = await store.PutAsync(request, new PatternStream(LongBytes) { IsSeekable = false, OnRead = memory.Look });
        var got = await store.GetAsync(request.Key);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var stream = got.Value!)
        {
            var buffer = new byte[64 * 1024];
            for (long position = 0; await stream.ReadAsync(buffer) is var read and > 0; position += read)
            {
                hash.AppendData(buffer, 0, read);
                memory.Look(position);
            }
        }

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(request.Expected, SnapshotChecksum.Sha256(hash.GetHashAndReset()));
        Assert.InRange(memory.PeakBytes, 0, LiveBytesMax);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Snapshot", "108")]
    public async Task An_interrupted_put_leaves_nothing_visible(bool isLengthKnown)
    {
        var store = await StoreAsync();
        var request = Request(isLengthKnown ? Broken * 2 : null);

        var put = await store.PutAsync(request, new PatternStream(Broken * 2) { ThrowsAt = Broken, IsSeekable = false });

        Assert.False(put.IsSuccess);
        await AssertAbsentAsync(store, request.Key);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [Trait("Snapshot", "108")]
    public async Task Data_of_another_length_than_announced_is_not_put(int more)
    {
        var store = await StoreAsync();
        var request = Request(Broken);

        var put = await store.PutAsync(request, new PatternStream(Broken + more) { IsSeekable = false });

        Assert.False(put.IsSuccess);
        await AssertAbsentAsync(store, request.Key);
    }

    [Fact]
    [Trait("Snapshot", "108")]
    public async Task Data_with_another_checksum_than_announced_is_not_accepted_unseen()
    {
        var store = await StoreAsync();
        var request = RequestOf(Broken, seed: 2);

        var put = await store.PutAsync(request, new PatternStream(Broken, seed: 1));

        Assert.False(put.IsSuccess);
        await AssertAbsentAsync(store, request.Key);
    }

    [Fact]
    [Trait("Snapshot", "108")]
    [Trait("Snapshot", "49")]
    public async Task A_put_that_is_cancelled_leaves_nothing_visible()
    {
        var store = await StoreAsync();
        var request = Request(Broken * 2);
        using var cancelling = new CancellationTokenSource();

        var put = await store.PutAsync(
            request,
            new PatternStream(Broken * 2) { OnRead = position => { if (position >= Broken) cancelling.Cancel(); } },
            cancelling.Token);

        Assert.Equal(SnapshotStatus.Cancelled, put.Status);
        await AssertAbsentAsync(store, request.Key);
    }

    [Fact]
    [Trait("Snapshot", "61")]
    public async Task A_key_whose_put_was_interrupted_can_be_put()
    {
        var store = await StoreAsync();
        var request = RequestOf(Broken * 2);
        await store.PutAsync(request, new PatternStream(Broken * 2) { ThrowsAt = Broken, IsSeekable = false });

        var put = await store.PutAsync(request, new PatternStream(Broken * 2));

        Assert.Equal(SnapshotStatus.Ok, put.Status);
        Assert.Equal(request.Expected, await ChecksumAsync(store, request.Key));
    }

    [Fact]
    [Trait("Snapshot", "109")]
    public async Task A_second_put_of_the_same_content_is_already_done()
    {
        var store = await StoreAsync();
        var request = RequestOf(1000);
        await store.PutAsync(request, new PatternStream(1000));

        var again = await store.PutAsync(request, new PatternStream(1000));

        Assert.Equal(SnapshotStatus.AlreadyDone, again.Status);
        Assert.True(again.Value!.AlreadyExisted);
        Assert.Equal(1000, again.Value.Length);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(999)]
    [Trait("Snapshot", "109")]
    public async Task A_put_of_other_content_is_a_conflict_and_changes_nothing(int length)
    {
        var store = await StoreAsync();
        var request = RequestOf(1000);
        await store.PutAsync(request, new PatternStream(1000));

        var other = await store.PutAsync(
            request with { Length = length, Expected = PatternStream.ChecksumOf(length, 2) }, new PatternStream(length, seed: 2));

        Assert.Equal(SnapshotStatus.Conflict, other.Status);
        Assert.Equal(request.Expected, await ChecksumAsync(store, request.Key));
    }

    [Fact]
    [Trait("Snapshot", "109")]
    public async Task Of_many_puts_of_one_content_under_one_key_none_fails()
    {
        var store = await StoreAsync();
        var request = RequestOf(200_000);

        var puts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Beside(async () => await store.PutAsync(request, new PatternStream(200_000)))));

        Assert.All(puts, put => Assert.True(put.IsSuccess, put.ToString()));
        Assert.Single(puts, put => put.Status == SnapshotStatus.Ok);
        Assert.Equal(request.Expected, await ChecksumAsync(store, request.Key));
    }

    [Fact]
    [Trait("Snapshot", "109")]
    public async Task Of_many_puts_of_different_contents_under_one_key_one_wins()
    {
        var store = await StoreAsync();
        var request = Request(200_000);

        var puts = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Beside(async () => await store.PutAsync(
            request with { Expected = PatternStream.ChecksumOf(200_000, seed) }, new PatternStream(200_000, seed)))));

        var winners = Enumerable.Range(0, puts.Length).Where(seed => puts[seed].Status == SnapshotStatus.Ok).ToList();
        Assert.Single(winners);
        Assert.Equal(puts.Length - 1, puts.Count(put => put.Status == SnapshotStatus.Conflict));
        Assert.Equal(PatternStream.ChecksumOf(200_000, winners[0]), await ChecksumAsync(store, request.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up.mdsnap")]
    [InlineData("a/../b")]
    [InlineData("/rooted")]
    [InlineData("a//b")]
    [InlineData("a/.hidden")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public async Task A_key_that_could_leave_the_prefix_is_refused(string key)
    {
        var store = await StoreAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await store.PutAsync(new BlobPutRequest(key, 1, null, "text/plain", Guid.NewGuid()), new PatternStream(1)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.GetAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ProbeAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.DeleteAsync(key));
    }
}
