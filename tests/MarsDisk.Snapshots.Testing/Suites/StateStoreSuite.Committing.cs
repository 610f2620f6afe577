using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Suites;

public abstract partial class StateStoreSuite
{
    [Fact]
    [Trait("Snapshot", "71")]
    public async Task A_series_without_records_gives_none_and_no_error()
    {
        var store = await StoreAsync();

        Assert.Null(await LatestAsync(store));
        Assert.Empty(await ListAsync(store));
        Assert.Equal(0, (await store.CurrentGenerationAsync(Series)).Value);
    }

    [Fact]
    public async Task A_record_comes_back_as_it_was_committed()
    {
        var store = await StoreAsync();
        var request = Request(7, generation: 2, ticks: 123_456_789);

        var committed = await CommitAsync(store, request);

        var record = await LatestAsync(await StoreAsync());
        Assert.Equal(committed, record);
        Assert.Equal(request.Position, record!.Position);
        Assert.Equal(request.Payload, record.Payload);
        Assert.Equal((1, SnapshotRecordState.Live, "suite 1.0", "host"), (record.Revision, record.State, record.BuildSource, record.BuildHost));
        Assert.Equal(Series, record.Series);
        Assert.NotEqual(0, record.CreatedTicks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [Trait("Snapshot", "33")]
    public async Task Bytes_of_an_inline_record_come_back(int length)
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(1, Inline(length)));

        var record = await LatestAsync(store);
        var opened = await store.OpenInlineAsync(record!);

        Assert.True(record!.Payload.InlineBytes.IsEmpty);
        Assert.Equal(SnapshotStoreKind.Inline, record.Payload.Kind);
        Assert.True(opened.TryGet(out var stream), opened.ToString());
        using var read = new MemoryStream();
        await using (stream)
            await stream.CopyToAsync(read);
        Assert.Equal(PatternStream.Bytes(length), read.ToArray());
    }

    [Fact]
    public async Task An_inline_body_at_the_cap_is_taken_and_one_byte_more_is_not()
    {
        var store = await StoreAsync();

        var most = await store.CommitAsync(Request(1, Inline(store.MaxInlineBytes)));
        var tooLarge = await store.CommitAsync(Request(2, Inline(store.MaxInlineBytes + 1)));

        Assert.Equal(SnapshotStatus.Ok, most.Status);
        Assert.Equal(SnapshotStatus.TooLarge, tooLarge.Status);
        Assert.Single(await ListAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "43")]
    [Trait("Snapshot", "44")]
    public async Task The_same_write_twice_is_already_done_with_the_same_revision()
    {
        var store = await StoreAsync();
        var request = Request(5, expectation: new SnapshotExpectation.Absent());
        var first = await CommitAsync(store, request);

        var second = await store.CommitAsync(request);

        Assert.Equal(SnapshotStatus.AlreadyDone, second.Status);
        Assert.Equal(first, second.Value!.Record);
        Assert.Empty(second.Value.Displaced);
        Assert.Single(await ListAsync(store));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Snapshot", "45")]
    public async Task The_same_write_with_other_content_is_a_conflict_and_the_first_stays(bool isInline)
    {
        var store = await StoreAsync();
        var writeId = Guid.CreateVersion7();
        var first = await CommitAsync(store, Request(5, isInline ? Inline(writeId: writeId) : Blob(5, writeId)));

        var second = await store.CommitAsync(Request(5, isInline ? Inline(writeId: writeId, seed: 2) : Blob(5, writeId, seed: 2)));

        Assert.Equal((SnapshotStatus.Conflict, SnapshotCodes.CommitWriteId), (second.Status, second.Error?.Code));
        Assert.Equal(first, await LatestAsync(store));
        if (isInline)
        {
            await using var stream = (await store.OpenInlineAsync(first)).Value!;
            Assert.Equal(PatternStream.ChecksumOf(100), SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
        }
    }

    [Fact]
    [Trait("Snapshot", "46")]
    public async Task A_write_is_found_by_its_id()
    {
        var store = await StoreAsync();
        var request = Request(5);
        await CommitAsync(store, request);
        await CommitAsync(store, Request(6));

        var found = await store.FindByWriteIdAsync(Series, request.Payload.WriteId);
        var unknown = await store.FindByWriteIdAsync(Series, Guid.NewGuid());

        Assert.Equal(request.Payload, found.Value?.Payload);
        Assert.True(unknown.IsSuccess);
        Assert.Null(unknown.Value);
    }

    [Fact]
    [Trait("Snapshot", "47")]
    public async Task A_fenced_write_is_never_committed()
    {
        var store = await StoreAsync();
        var request = Request(5);

        var fenced = await store.FenceAsync(Series, request.Payload.WriteId);
        var again = await store.FenceAsync(Series, request.Payload.WriteId);
        var late = await (await StoreAsync()).CommitAsync(request);

        Assert.Equal((SnapshotStatus.Ok, true), (fenced.Status, fenced.Value));
        Assert.True(again.Value);
        Assert.Equal((SnapshotStatus.Conflict, SnapshotCodes.CommitFenced), (late.Status, late.Error?.Code));
        Assert.Null(await LatestAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "47")]
    public async Task A_fence_behind_the_commit_says_so_and_changes_nothing()
    {
        var store = await StoreAsync();
        var request = Request(5);
        var committed = await CommitAsync(store, request);

        var fenced = await store.FenceAsync(Series, request.Payload.WriteId);

        Assert.Equal((SnapshotStatus.Ok, false), (fenced.Status, fenced.Value));
        Assert.Equal(committed, await LatestAsync(store));
        Assert.Equal(SnapshotStatus.AlreadyDone, (await store.CommitAsync(request)).Status);
    }

    [Fact]
    [Trait("Snapshot", "47")]
    public async Task Fences_hold_however_many_follow()
    {
        var store = await StoreAsync();
        var requests = Enumerable.Range(0, 70).Select(index => Request(index)).ToList();
        foreach (var request in requests)
            Assert.True((await store.FenceAsync(Series, request.Payload.WriteId)).Value);

        foreach (var request in requests)
            Assert.Equal(SnapshotCodes.CommitFenced, (await store.CommitAsync(request)).Error?.Code);
        Assert.True((await store.FenceAsync(Series, requests[0].Payload.WriteId)).Value);
        await CommitAsync(store, Request(100));
    }

    [Fact]
    [Trait("Snapshot", "47")]
    public async Task Of_a_fence_and_a_commit_at_once_exactly_one_wins()
    {
        var one = await StoreAsync();
        var other = await StoreAsync();
        for (var round = 0; round < 20; round++)
        {
            var request = Request(round, Inline());

            var commit = Beside(async () => await one.CommitAsync(request));
            var fence = Beside(async () => await other.FenceAsync(Series, request.Payload.WriteId));
            await Task.WhenAll(commit, fence);

            var isCommitted = (await commit).Status == SnapshotStatus.Ok;
            Assert.True((await fence).IsSuccess, (await fence).ToString());
            Assert.Equal(isCommitted, !(await fence).Value);
            Assert.Equal(isCommitted, (await one.FindByWriteIdAsync(Series, request.Payload.WriteId)).Value is not null);
        }
    }

    [Fact]
    [Trait("Snapshot", "51")]
    public async Task An_older_sequence_is_superseded_where_newer_is_expected()
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(10, expectation: new SnapshotExpectation.NewerThanHead()));

        var older = await store.CommitAsync(Request(9, expectation: new SnapshotExpectation.NewerThanHead()));
        var equal = await store.CommitAsync(Request(10, expectation: new SnapshotExpectation.NewerThanHead()));
        var newGeneration = await store.CommitAsync(Request(1, generation: 1, expectation: new SnapshotExpectation.NewerThanHead()));

        Assert.Equal((SnapshotStatus.Superseded, SnapshotCodes.CommitOlder), (older.Status, older.Error?.Code));
        Assert.Equal((SnapshotStatus.Ok, 2), (equal.Status, equal.Value!.Record.Revision));
        Assert.Equal(SnapshotStatus.Ok, newGeneration.Status);
    }

    [Fact]
    [Trait("Snapshot", "51")]
    public async Task A_blob_whose_commit_was_refused_can_be_put_on_the_list_of_garbage()
    {
        var store = await StoreAsync();
        var entry = new GarbageEntry("file", Blob(9).Key, 17, "superseded");

        var added = await store.AddGarbageAsync(Series, entry);
        await store.AddGarbageAsync(Series, entry);

        Assert.True(added.Value, added.ToString());
        Assert.Equal([entry], await GarbageAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "52")]
    public async Task A_record_where_none_was_expected_is_a_conflict()
    {
        var store = await StoreAsync();
        var live = await CommitAsync(store, Request(5, expectation: new SnapshotExpectation.Absent()));

        var refused = await store.CommitAsync(Request(5, expectation: new SnapshotExpectation.Absent()));
        var elsewhere = await store.CommitAsync(Request(6, expectation: new SnapshotExpectation.Absent()));

        Assert.Equal((SnapshotStatus.Conflict, SnapshotCodes.CommitExists), (refused.Status, refused.Error?.Code));
        Assert.Equal(SnapshotStatus.Ok, elsewhere.Status);
        Assert.Contains(live, await ListAsync(store));
    }

    [Fact]
    public async Task A_revision_is_compared_and_set()
    {
        var store = await StoreAsync();

        var first = await store.CommitAsync(Request(5, expectation: new SnapshotExpectation.Revision(0)));
        var stale = await store.CommitAsync(Request(5, expectation: new SnapshotExpectation.Revision(0)));
        var second = await store.CommitAsync(Request(5, expectation: new SnapshotExpectation.Revision(1)));

        Assert.Equal(1, first.Value!.Record.Revision);
        Assert.Equal((SnapshotStatus.Conflict, SnapshotCodes.CommitRevision), (stale.Status, stale.Error?.Code));
        Assert.Equal(2, second.Value!.Record.Revision);
        Assert.Equal([first.Value.Record.Payload], second.Value.Displaced);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Snapshot", "129")]
    public async Task Of_two_writes_of_one_writer_the_one_asked_for_last_wins(bool isLastFirst)
    {
        var store = await StoreAsync();
        var epoch = Guid.NewGuid();
        var earlier = Request(5, ticket: new SnapshotTicket(epoch, 1));
        var later = Request(5, ticket: new SnapshotTicket(epoch, 2));

        await store.CommitAsync(isLastFirst ? later : earlier);
        var second = await store.CommitAsync(isLastFirst ? earlier : later);

        Assert.Equal(isLastFirst ? (SnapshotStatus.Superseded, SnapshotCodes.CommitTicket) : (SnapshotStatus.Ok, null), (second.Status, second.Error?.Code));
        Assert.Equal(later.Payload.WriteId, (await LatestAsync(store))!.Payload.WriteId);
    }

    [Fact]
    [Trait("Snapshot", "129")]
    public async Task Tickets_of_different_writers_are_not_compared()
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(5, ticket: new SnapshotTicket(Guid.NewGuid(), 9)));

        var other = await store.CommitAsync(Request(5, ticket: new SnapshotTicket(Guid.NewGuid(), 1)));

        Assert.Equal((SnapshotStatus.Ok, 2), (other.Status, other.Value!.Record.Revision));
    }

    [Fact]
    public async Task The_record_form_of_older_programs_is_committed()
    {
        var store = await StoreAsync();
        var payload = Inline() with { Format = PayloadFormat.LegacyRaw, Checksum = SnapshotChecksum.None, Codec = SnapshotCodec.None };
        var old = new SnapshotStateRecord(Series, new SnapshotPosition(0, 3, Ticks), payload, 0, SnapshotRecordState.Live, 0, "old", null);

        var upsert = await store.UpsertAsync(old);

        Assert.Equal((SnapshotStatus.Ok, 1), (upsert.Status, upsert.Value!.Record.Revision));
        Assert.Equal(PayloadFormat.LegacyRaw, (await LatestAsync(store))!.Payload.Format);
    }
}
