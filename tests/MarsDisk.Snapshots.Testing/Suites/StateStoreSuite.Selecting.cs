namespace MarsDisk.Snapshots.Testing.Suites;

public abstract partial class StateStoreSuite
{
    [Fact]
    [Trait("Snapshot", "78")]
    public async Task The_newest_record_within_all_bounds_is_chosen()
    {
        var store = await StoreAsync();
        foreach (var sequence in new long[] { 30, 10, 20, 40 })
            await CommitAsync(store, Request(sequence, ticks: sequence));

        Assert.Equal(40, (await LatestAsync(store))!.Position.Sequence);
        Assert.Equal(30, (await LatestAsync(store, new SnapshotSelection(MaxSequence: 39)))!.Position.Sequence);
        Assert.Equal(20, (await LatestAsync(store, new SnapshotSelection(MaxTimestampTicks: Ticks + 20)))!.Position.Sequence);
        Assert.Equal(20, (await LatestAsync(store, new SnapshotSelection(MaxSequence: 30, MinSequence: 20, Skip: 1)))!.Position.Sequence);
        Assert.Null(await LatestAsync(store, new SnapshotSelection(MinSequence: 41)));
        Assert.Null(await LatestAsync(store, new SnapshotSelection(MinTimestampTicks: Ticks + 41)));
        Assert.Null(await LatestAsync(store, new SnapshotSelection(MaxSequence: 10, MinTimestampTicks: Ticks + 11)));
        Assert.Null(await LatestAsync(store, new SnapshotSelection(Skip: 4)));
    }

    [Fact]
    [Trait("Snapshot", "78")]
    public async Task A_time_is_kept_to_the_tick()
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(1, ticks: 1));

        Assert.NotNull(await LatestAsync(store, new SnapshotSelection(MaxTimestampTicks: Ticks + 1, MinTimestampTicks: Ticks + 1)));
        Assert.Null(await LatestAsync(store, new SnapshotSelection(MaxTimestampTicks: Ticks)));
        Assert.Null(await LatestAsync(store, new SnapshotSelection(MinTimestampTicks: Ticks + 2)));
    }

    [Fact]
    public async Task The_newest_is_the_one_with_the_largest_sequence_and_not_the_latest_time()
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(2, ticks: 0));
        await CommitAsync(store, Request(1, ticks: 500));

        Assert.Equal(2, (await LatestAsync(store))!.Position.Sequence);
    }

    [Fact]
    [Trait("Snapshot", "82")]
    public async Task Lower_sequences_of_a_new_generation_become_latest()
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(900));

        var begun = await store.BeginGenerationAsync(Series, "the newest cannot be read");
        var rebuilt = await store.CommitAsync(Request(3, generation: begun.Value, expectation: new SnapshotExpectation.NewerThanHead()));

        Assert.Equal((SnapshotStatus.Ok, 1), (begun.Status, begun.Value));
        Assert.Equal(1, (await (await StoreAsync()).CurrentGenerationAsync(Series)).Value);
        Assert.Equal((SnapshotStatus.Ok, 1), (rebuilt.Status, rebuilt.Value!.Record.Revision));
        Assert.Equal(3, (await LatestAsync(store))!.Position.Sequence);
        Assert.Equal(900, (await LatestAsync(store, new SnapshotSelection(Skip: 1)))!.Position.Sequence);
    }

    [Fact]
    public async Task Generations_of_one_series_do_not_concern_another()
    {
        var store = await StoreAsync();
        var other = new SnapshotSeries(Series.Scope, Series.Name, "2");

        await store.BeginGenerationAsync(Series, "");
        await store.BeginGenerationAsync(Series, "");
        await CommitAsync(store, Request(1) with { Series = other });

        Assert.Equal(2, (await store.CurrentGenerationAsync(Series)).Value);
        Assert.Equal(0, (await store.CurrentGenerationAsync(other)).Value);
        Assert.Null(await LatestAsync(store));
    }

    [Fact]
    public async Task A_suspect_record_is_not_selected_and_stays_referenced()
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(1));
        var bad = await CommitAsync(store, Request(2));

        var marked = await store.MarkAsync(bad, SnapshotRecordState.Suspect, "checksum");

        Assert.True(marked.Value, marked.ToString());
        Assert.Equal(1, (await LatestAsync(store))!.Position.Sequence);
        Assert.True((await store.IsReferencedAsync("file", bad.Payload.Key)).Value);
        Assert.Empty(await GarbageAsync(store));
        Assert.Equal([bad with { State = SnapshotRecordState.Suspect }], await ListAsync(store, SnapshotRecordState.Suspect));
    }

    [Fact]
    [Trait("Snapshot", "84")]
    public async Task A_retired_record_is_not_selected_and_its_blob_is_garbage()
    {
        var store = await StoreAsync();
        var requests = Enumerable.Range(1, 5).Select(index => Request(index)).ToList();
        var records = new List<SnapshotStateRecord>();
        foreach (var request in requests)
            records.Add(await CommitAsync(store, request));

        foreach (var record in records.Take(3))
            Assert.True((await store.MarkAsync(record, SnapshotRecordState.Retired, "retired")).Value);

        Assert.Equal([4L, 5L], (await ListAsync(store, SnapshotRecordState.Live)).Select(record => record.Position.Sequence).Order());
        Assert.Equal(
            requests.Take(3).Select(request => ("file", request.Payload.Key, "retired")).Order(),
            (await GarbageAsync(store)).Select(entry => (entry.Provider, entry.Key, entry.Reason)).Order());
        Assert.False((await store.IsReferencedAsync("file", requests[0].Payload.Key)).Value);
        Assert.True((await store.IsReferencedAsync("file", requests[4].Payload.Key)).Value);
        Assert.Null(await LatestAsync(store, new SnapshotSelection(MaxSequence: 3)));
    }

    [Fact]
    public async Task A_record_that_was_replaced_meanwhile_is_not_marked()
    {
        var store = await StoreAsync();
        var replaced = await CommitAsync(store, Request(1));
        var fresh = await CommitAsync(store, Request(1));

        var marked = await store.MarkAsync(replaced, SnapshotRecordState.Retired, "retired");

        Assert.Equal((SnapshotStatus.Ok, false), (marked.Status, marked.Value));
        Assert.Equal(fresh, await LatestAsync(store));
    }

    [Fact]
    public async Task The_bytes_of_a_retired_inline_record_are_gone()
    {
        var store = await StoreAsync();
        var record = await CommitAsync(store, Request(1, Inline()));

        await store.MarkAsync(record, SnapshotRecordState.Retired, "retired");

        Assert.Equal(SnapshotStatus.NotFound, (await store.OpenInlineAsync(record)).Status);
        Assert.Empty(await GarbageAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "96")]
    public async Task A_sequence_is_deleted_whatever_its_time()
    {
        var store = await StoreAsync();
        var request = Request(5, ticks: 1);
        await CommitAsync(store, request);
        await CommitAsync(store, Request(5, generation: 1, ticks: 2));
        await CommitAsync(store, Request(6));

        var deleted = await store.DeleteAsync(Series, new SnapshotSelection(MaxSequence: 5, MinSequence: 5), exactTimestampTicks: null);

        Assert.Equal((SnapshotStatus.Ok, 2), (deleted.Status, deleted.Value));
        Assert.Equal([6L], (await ListAsync(store, SnapshotRecordState.Live)).Select(record => record.Position.Sequence));
        Assert.Equal(2, (await GarbageAsync(store)).Count);
        Assert.False((await store.IsReferencedAsync("file", request.Payload.Key)).Value);
    }

    [Fact]
    [Trait("Snapshot", "96")]
    public async Task A_sequence_with_another_time_is_not_deleted_and_that_is_a_success()
    {
        var store = await StoreAsync();
        await CommitAsync(store, Request(5, ticks: 1));
        var bounds = new SnapshotSelection(MaxSequence: 5, MinSequence: 5);

        var other = await store.DeleteAsync(Series, bounds, Ticks);
        var exact = await store.DeleteAsync(Series, bounds, Ticks + 1);

        Assert.Equal((SnapshotStatus.Ok, 0), (other.Status, other.Value));
        Assert.Equal((SnapshotStatus.Ok, 1), (exact.Status, exact.Value));
    }

    [Fact]
    public async Task All_within_bounds_are_deleted()
    {
        var store = await StoreAsync();
        for (var sequence = 1; sequence <= 6; sequence++)
            await CommitAsync(store, Request(sequence, sequence % 2 == 0 ? Inline() : null, ticks: sequence));

        var deleted = await store.DeleteAsync(Series, new SnapshotSelection(MaxSequence: 5, MinSequence: 2, MaxTimestampTicks: Ticks + 4), null);

        Assert.Equal(3, deleted.Value);
        Assert.Equal([1L, 5L, 6L], (await ListAsync(store, SnapshotRecordState.Live)).Select(record => record.Position.Sequence).Order());
    }
}
