using MarsDisk.Snapshots.Testing.Bodies;

namespace MarsDisk.Snapshots.Testing.Suites;

public abstract partial class StateStoreSuite
{
    [Fact]
    public async Task A_replaced_blob_is_displaced_and_garbage()
    {
        var store = await StoreAsync();
        var old = Request(5);
        await CommitAsync(store, old);

        var commit = await store.CommitAsync(Request(5));

        Assert.Equal([old.Payload], commit.Value!.Displaced);
        Assert.Equal([old.Payload.Key], (await GarbageAsync(store)).Select(entry => entry.Key), StringComparer.Ordinal);
        Assert.False((await store.IsReferencedAsync("file", old.Payload.Key)).Value);
        Assert.Single(await ListAsync(store, SnapshotRecordState.Live));
    }

    [Fact]
    [Trait("Snapshot", "86")]
    public async Task An_entry_of_garbage_is_removed_once()
    {
        var store = await StoreAsync();
        for (var sequence = 1; sequence <= 3; sequence++)
            await store.AddGarbageAsync(Series, new GarbageEntry("file", Blob(sequence).Key, sequence, "suite"));
        var entries = await GarbageAsync(store);

        var removed = await store.RemoveGarbageAsync(entries[1]);
        var again = await store.RemoveGarbageAsync(entries[1]);

        Assert.Equal([1L, 2L, 3L], entries.Select(entry => entry.SinceTicks));
        Assert.Equal((true, false), (removed.Value, again.Value));
        Assert.Equal([entries[0], entries[2]], await GarbageAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "86")]
    public async Task No_garbage_is_forgotten_however_much_there_is()
    {
        var store = await StoreAsync();
        var keys = new List<string>();
        for (var sequence = 1; sequence <= 500; sequence++)
        {
            keys.Add(Blob(sequence).Key);
            Assert.True((await store.AddGarbageAsync(Series, new GarbageEntry("file", keys[^1], sequence, "suite"))).Value);
        }

        var entries = await GarbageAsync(store);
        foreach (var entry in entries.Where(entry => entry.SinceTicks % 2 == 0))
            Assert.True((await store.RemoveGarbageAsync(entry)).Value);

        Assert.Equal(keys, entries.Select(entry => entry.Key), StringComparer.Ordinal);
        Assert.Equal(keys.Where((_, index) => index % 2 == 0), (await GarbageAsync(store)).Select(entry => entry.Key), StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Snapshot", "86")]
    public async Task A_blob_that_is_referred_to_again_is_referenced()
    {
        var store = await StoreAsync();
        var request = Request(5);
        await CommitAsync(store, request);
        await CommitAsync(store, Request(5));

        await CommitAsync(store, request);

        Assert.True((await store.IsReferencedAsync("file", request.Payload.Key)).Value);
        Assert.False((await store.IsReferencedAsync("s3", request.Payload.Key)).Value);
    }

    [Fact]
    public async Task A_key_of_an_older_program_is_referenced_too()
    {
        var store = await StoreAsync();
        var key = $"legacy/{SnapshotKeys.HashOf(Series)}.bin";
        await CommitAsync(store, Request(1, Blob(1) with { Key = key }));

        Assert.True((await store.IsReferencedAsync("file", key)).Value);
        Assert.False((await store.IsReferencedAsync("file", key + "x")).Value);

        await store.DeleteAsync(Series, SnapshotSelection.Latest, null);

        var entry = Assert.Single(await GarbageAsync(store));
        Assert.Equal(key, entry.Key);
        Assert.True((await store.RemoveGarbageAsync(entry)).Value);
        Assert.Empty(await GarbageAsync(store));
    }

    [Fact]
    [Trait("Snapshot", "93")]
    public async Task Listing_does_not_read_bodies()
    {
        var store = await StoreAsync();
        const int Count = 40;
        for (var sequence = 1; sequence <= Count; sequence++)
            await CommitAsync(store, Request(sequence, Inline(store.MaxInlineBytes, seed: sequence)));

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var records = await ListAsync(store);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(Count, records.Count);
        Assert.All(records, record => Assert.True(record.Payload.InlineBytes.IsEmpty));
        Assert.InRange(allocated, 0, Count * (long)store.MaxInlineBytes / 4);
    }

    [Fact]
    public async Task A_list_of_everything_holds_every_series()
    {
        var store = await StoreAsync();
        var other = new SnapshotSeries(Series.Scope, Series.Name, "other");
        var one = await CommitAsync(store, Request(1));
        var two = await CommitAsync(store, Request(2) with { Series = other });

        var all = new List<SnapshotStateRecord>();
        await foreach (var record in store.ListAsync(null))
            all.Add(record);

        Assert.Equal([one, two], all.Where(record => record.Series.Name == Series.Name).OrderBy(record => record.Position.Sequence));
    }

    [Fact]
    [Trait("Snapshot", "83")]
    [Trait("Snapshot", "Q18")]
    public async Task Thirty_two_writers_of_one_series_lose_nothing()
    {
        const int Writers = 32;
        const int Sequences = 20;
        var stores = new List<ISnapshotStateStore>();
        for (var index = 0; index < 4; index++)
            stores.Add(await StoreAsync());
        var next = -1;
        var committed = new System.Collections.Concurrent.ConcurrentBag<SnapshotStateRecord>();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Beside(async () =>
        {
            for (var turn = Interlocked.Increment(ref next); turn < ContestCommits; turn = Interlocked.Increment(ref next))
                committed.Add(await CommitForSureAsync(stores[writer % stores.Count], Request(turn % Sequences)));
            return writer;
        })));

        var live = await ListAsync(stores[0], SnapshotRecordState.Live);
        Assert.Equal(Enumerable.Range(0, Sequences).Select(sequence => (long)sequence), live.Select(record => record.Position.Sequence).Order());
        Assert.All(committed.GroupBy(record => record.Position.Sequence), one =>
            Assert.Equal(Enumerable.Range(1, one.Count()).Select(revision => (long)revision), one.Select(record => record.Revision).Order()));
        Assert.All(live, record => Assert.Equal(
            committed.Where(other => other.Position.Sequence == record.Position.Sequence).MaxBy(other => other.Revision), record));
        Assert.Equal(ContestCommits - Sequences, (await GarbageAsync(stores[0])).Count);
    }

    [Fact]
    [Trait("Snapshot", "95")]
    public async Task Of_writers_that_expect_none_exactly_one_wins()
    {
        var stores = new List<ISnapshotStateStore>();
        for (var index = 0; index < 4; index++)
            stores.Add(await StoreAsync());

        var commits = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Beside(async () =>
        {
            while (true)
            {
                var commit = await stores[writer % 4].CommitAsync(Request(1, Inline(seed: writer), new SnapshotExpectation.Absent()));
                if (commit.Status != SnapshotStatus.Unavailable)
                    return commit;
            }
        })));

        Assert.Single(commits, commit => commit.Status == SnapshotStatus.Ok);
        Assert.Equal(15, commits.Count(commit => commit.Status == SnapshotStatus.Conflict));
        var winner = Array.FindIndex(commits, commit => commit.Status == SnapshotStatus.Ok);
        await using var stream = (await stores[0].OpenInlineAsync((await LatestAsync(stores[0]))!)).Value!;
        Assert.Equal(
            PatternStream.ChecksumOf(100, winner), SnapshotChecksum.Sha256(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
    }

    [Fact]
    [Trait("Snapshot", "117")]
    public async Task A_store_whose_server_comes_up_later_commits_then()
    {
        var (store, bringUp) = await OpenDownAsync();
        var request = Request(1);

        var early = await store.CommitAsync(request);
        var earlySelect = await store.SelectAsync(Series, SnapshotSelection.Latest);
        await bringUp();
        await store.EnsureAsync();
        var late = await store.CommitAsync(request);

        Assert.False(early.IsSuccess);
        Assert.False(earlySelect.IsSuccess);
        Assert.True(late.IsSuccess, late.ToString());
        Assert.Equal(request.Payload.WriteId, (await LatestAsync(store))!.Payload.WriteId);
    }

    // A store may give up after some races (item 95); then the caller asks again, as the pipeline does.
    private static async Task<SnapshotStateRecord> CommitForSureAsync(ISnapshotStateStore store, SnapshotCommitRequest request)
    {
        while (true)
        {
            var commit = await store.CommitAsync(request);
            if (commit.TryGet(out var done))
                return done.Record;
            Assert.True(commit is { Status: SnapshotStatus.Unavailable, Error.IsTransient: true }, commit.ToString());
        }
    }
}
