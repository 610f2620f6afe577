using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Suites;

public abstract partial class BlobStoreSuite
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(65_530, 20)]
    [InlineData(199_999, 1)]
    [InlineData(199_990, 1000)]
    [InlineData(100_000, null)]
    [InlineData(5, 0)]
    public async Task A_part_of_an_object_is_read(int offset, int? count)
    {
        var store = await StoreAsync();
        var request = RequestOf(200_000);
        await store.PutAsync(request, new PatternStream(200_000));

        var got = await store.GetAsync(request.Key, offset, count);

        Assert.True(got.TryGet(out var stream), got.ToString());
        using var read = new MemoryStream();
        await using (stream)
            await stream.CopyToAsync(read);
        Assert.Equal(PatternStream.Bytes(200_000)[offset..Math.Min(200_000, offset + (count ?? 200_000))], read.ToArray());
    }

    [Fact]
    public async Task A_part_behind_the_end_is_a_failure_and_no_exception()
    {
        var store = await StoreAsync();
        var request = RequestOf(100);
        await store.PutAsync(request, new PatternStream(100));

        var got = await store.GetAsync(request.Key, 101);

        Assert.False(got.IsSuccess);
    }

    [Fact]
    public async Task An_object_that_was_never_put_is_not_found()
    {
        var store = await StoreAsync();

        await AssertAbsentAsync(store, Request(1).Key);
    }

    [Fact]
    public async Task A_probe_tells_length_time_and_metadata()
    {
        var store = await StoreAsync();
        var request = RequestOf(12_345);
        var put = await store.PutAsync(request, new PatternStream(12_345));

        var probe = await store.ProbeAsync(request.Key);

        Assert.True(probe.TryGet(out var blob), probe.ToString());
        Assert.Equal(request.Key, blob.Key);
        Assert.Equal(12_345, blob.Length);
        Assert.Equal(put.Value!.ETag, blob.ETag);
        Assert.InRange(blob.ServerNowUtc - blob.LastModifiedUtc, TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(5));
        if (KeepsMetadata)
        {
            Assert.Equal(request.WriteId.ToString("N"), blob.Metadata[BlobMetadata.WriteId]);
            Assert.Equal("17", blob.Metadata[BlobMetadata.BodyLength]);
        }
    }

    [Fact]
    [Trait("Snapshot", "110")]
    public async Task To_delete_what_is_absent_is_a_success_that_says_so()
    {
        var store = await StoreAsync();

        var deleted = await store.DeleteAsync(Request(1).Key);

        Assert.Equal((SnapshotStatus.Ok, false), (deleted.Status, deleted.Value));
    }

    [Fact]
    [Trait("Snapshot", "110")]
    public async Task An_object_is_deleted_once()
    {
        var store = await StoreAsync();
        var request = RequestOf(1000);
        await store.PutAsync(request, new PatternStream(1000));

        var first = await store.DeleteAsync(request.Key);
        var second = await store.DeleteAsync(request.Key);

        Assert.Equal((SnapshotStatus.Ok, true), (first.Status, first.Value));
        Assert.Equal((SnapshotStatus.Ok, false), (second.Status, second.Value));
        await AssertAbsentAsync(store, request.Key);
    }

    [Fact]
    public async Task An_object_with_another_version_tag_is_not_deleted()
    {
        var store = await StoreAsync();
        var request = RequestOf(1000);
        await store.PutAsync(request, new PatternStream(1000));
        var tag = (await store.ProbeAsync(request.Key)).Value!.ETag;

        var deleted = await store.DeleteAsync(request.Key, "\"0123456789abcdef\"");

        Assert.True(tag is null || deleted.Status == SnapshotStatus.Conflict, deleted.ToString());
        Assert.True(tag is null || (await store.DeleteAsync(request.Key, tag)).Value);
    }

    [Fact]
    [Trait("Snapshot", "111")]
    public async Task Every_object_is_listed_once_with_its_length_and_time()
    {
        var store = await StoreAsync();
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var index = 0; index < ManyObjects; index++)
        {
            var request = Request(index % 7);
            var put = await store.PutAsync(request, new PatternStream(index % 7));
            Assert.True(put.IsSuccess, put.ToString());
            lengths.Add(request.Key, index % 7);
        }

        var listed = (await ListAsync(store, "")).Where(blob => SnapshotKeys.IsKey(blob.Key)).ToList();

        Assert.Equal(ManyObjects, listed.Count);
        Assert.All(listed, blob => Assert.Equal(lengths[blob.Key], blob.Length));
        Assert.Equal(ManyObjects, listed.Select(blob => blob.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(listed, blob => Assert.InRange(
            blob.ServerNowUtc - blob.LastModifiedUtc, TimeSpan.FromSeconds(-2), TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_list_holds_only_keys_that_begin_so()
    {
        var store = await StoreAsync();
        var one = RequestOf(1);
        var other = new SnapshotSeries("suite", "other");
        var otherKey = SnapshotKeys.KeyOf(other, 1, Guid.NewGuid());
        await store.PutAsync(one, new PatternStream(1));
        await store.PutAsync(one with { Key = otherKey }, new PatternStream(1));

        Assert.Equal([one.Key], (await ListAsync(store, one.Key[..28])).Select(blob => blob.Key), StringComparer.Ordinal);
        Assert.Equal([otherKey], (await ListAsync(store, otherKey)).Select(blob => blob.Key), StringComparer.Ordinal);
        Assert.Equal([one.Key], (await ListAsync(store, one.Key[..20])).Select(blob => blob.Key), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Snapshot", "112")]
    public async Task Everything_lies_under_the_prefix(bool isSeekable)
    {
        var store = await StoreAsync("deep/pre");
        var neighbour = await StoreAsync("deep/pre2");
        var request = RequestOf(100_000);
        await store.PutAsync(request, new PatternStream(100_000) { IsSeekable = isSeekable });
        await neighbour.PutAsync(request, new PatternStream(100_000) { IsSeekable = isSeekable });

        Assert.Equal(
            [$"deep/pre/{request.Key}", $"deep/pre2/{request.Key}"],
            (await NamesAsync()).Where(name => name.EndsWith(request.Key, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Equal([request.Key], (await ListAsync(store, "")).Select(blob => blob.Key), StringComparer.Ordinal);

        await store.DeleteAsync(request.Key);

        await AssertAbsentAsync(store, request.Key);
        Assert.Equal(request.Expected, await ChecksumAsync(neighbour, request.Key));
    }

    [Fact]
    [Trait("Snapshot", "87")]
    public async Task Foreign_names_stay_and_do_no_harm()
    {
        var store = await StoreAsync();
        await PlantAsync("pre/read me.txt", [1, 2, 3]);
        await PlantAsync("elsewhere.bin", [1]);
        var request = RequestOf(10);
        await store.PutAsync(request, new PatternStream(10));

        var listed = await ListAsync(store, "");
        var aborted = await store.AbortStaleUploadsAsync("", TimeSpan.Zero);
        await store.DeleteAsync(request.Key);

        Assert.Equal([request.Key], listed.Select(blob => blob.Key).Where(SnapshotKeys.IsKey), StringComparer.Ordinal);
        Assert.True(aborted.IsSuccess, aborted.ToString());
        Assert.Superset(
            new HashSet<string>(["pre/read me.txt", "elsewhere.bin"], StringComparer.Ordinal),
            new HashSet<string>(await NamesAsync(), StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Snapshot", "117")]
    public async Task A_store_whose_server_comes_up_later_works_then()
    {
        var (store, bringUp) = await OpenDownAsync();
        var request = RequestOf(1000);

        var early = await store.PutAsync(request, new PatternStream(1000));
        var earlyProbe = await store.ProbeAsync(request.Key);
        await bringUp();
        await store.EnsureAsync();
        var late = await store.PutAsync(request, new PatternStream(1000));

        Assert.False(early.IsSuccess);
        Assert.False(earlyProbe.IsSuccess);
        Assert.Equal(SnapshotStatus.Ok, late.Status);
        Assert.Equal(request.Expected, await ChecksumAsync(store, request.Key));
    }

    [Fact]
    public async Task The_short_form_puts_a_stream_and_reads_it()
    {
        var store = await StoreAsync();

        var key = await store.WriteAsync(new PatternStream(5000) { IsSeekable = false }, "projector");

        await using var stream = await store.OpenReadAsync(key);
        Assert.Equal(PatternStream.ChecksumOf(5000), SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
        await Assert.ThrowsAnyAsync<IOException>(() => store.OpenReadAsync(Request(1).Key));
    }

    [Fact]
    [Trait("Snapshot", "106")]
    public async Task The_older_form_with_arrays_reads_what_the_stream_form_put()
    {
        var store = await StoreAsync();
        var bytes = PatternStream.Bytes(3000);

#pragma warning disable CS0618
        var key = await store.WriteAsync(bytes, "projector");
        var read = await store.ReadAsync(key);
#pragma warning restore CS0618

        Assert.Equal(bytes, read);
        Assert.Equal(PatternStream.ChecksumOf(3000), await ChecksumAsync(store, key));
    }
}
