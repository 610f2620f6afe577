using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Heads;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Bodies;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Testing.Suites;

/// <content>Bodies whose process died before it named them.</content>
public abstract partial class RemoteHeadSuite
{
    private static readonly SnapshotSeries Owner = new("suite", "owner");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Snapshot", "63")]
    [Trait("Snapshot", "88")]
    public async Task A_body_whose_process_died_before_it_was_named_is_found_and_deleted(bool isFirst)
    {
        var storage = (IHeadItemList)Open();
        var states = new HeadStateStore(storage, TimeProvider.System);
        var kept = Commit(sequence: 1);
        if (!isFirst)
            Assert.True((await states.CommitAsync(kept)).IsSuccess);
        var lost = Commit(sequence: 2);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await new HeadStateStore(new MortalHeadStorage(storage), TimeProvider.System).CommitAsync(lost));
        Assert.Null((await states.FindByWriteIdAsync(Owner, lost.Payload.WriteId)).Value);

        var young = await SweepAsync(storage, TimeSpan.Zero);
        var old = await SweepAsync(storage, TimeSpan.FromDays(3));
        var again = await SweepAsync(storage, TimeSpan.FromDays(3));

        Assert.Equal((0, 0), (young.OrphanCandidates, young.OrphansDeleted));
        Assert.Equal((1, 1), (old.OrphanCandidates, old.OrphansDeleted));
        Assert.Equal((0, 0), (again.OrphanCandidates, again.OrphansDeleted));
        var fenced = await states.CommitAsync(lost);
        Assert.Equal((SnapshotStatus.Conflict, SnapshotCodes.CommitFenced), (fenced.Status, fenced.Error?.Code));
        if (!isFirst)
        {
            var record = (await states.SelectAsync(Owner, SnapshotSelection.Latest)).Value!;
            await using var body = (await states.OpenInlineAsync(record)).Value!;
            Assert.Equal(record.Payload.StoredLength, await LengthAsync(body));
        }
    }

    [Fact]
    [Trait("Snapshot", "88")]
    public async Task A_body_is_not_taken_from_a_commit_that_was_faster_than_the_clean_up()
    {
        var storage = (IHeadItemList)Open();
        var states = new HeadStateStore(storage, TimeProvider.System);
        var commit = Commit(sequence: 1);
        Assert.True((await states.CommitAsync(commit)).IsSuccess);

        var deleted = await states.DeleteLeftoverAsync(new SnapshotLeftover(Owner, $"b-{commit.Payload.WriteId:N}"));

        Assert.Equal((SnapshotStatus.Ok, false), (deleted.Status, deleted.Value));
        var record = (await states.SelectAsync(Owner, SnapshotSelection.Latest)).Value!;
        Assert.True((await states.OpenInlineAsync(record)).IsSuccess);
    }

    [Fact]
    public async Task Items_of_a_series_are_listed_over_more_than_a_page_and_tell_when_they_were_made()
    {
        const int Items = 9;
        var storage = (IHeadItemList)Open();
        Assert.True((await storage.CompareAndSetAsync(Series, Json(1), expected: null, default)).Value);
        var begin = DateTimeOffset.UtcNow.AddSeconds(-1);
        for (var index = 0; index < Items; index++)
            Assert.True((await storage.PutItemAsync(Series, $"b-{index}", PatternStream.Bytes(storage.MaxInlineBytes, index), default)).IsSuccess);

        var found = new List<StoredItem>();
        await foreach (var item in storage.ListItemsAsync(Series, default))
            found.Add(item);

        string[] expected = [.. Enumerable.Range(0, Items).Select(index => $"b-{index}"), "head"];
        Assert.Equal(expected, found.Select(item => item.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(found, item => Assert.InRange(item.WrittenUtc!.Value, begin.AddSeconds(-1), DateTimeOffset.UtcNow));
    }

    private static SnapshotCommitRequest Commit(long sequence) => new(
        Owner, new SnapshotPosition(0, sequence, sequence), StateStoreSuite.Inline(length: 700, seed: (int)sequence),
        new SnapshotExpectation.None(), default, "suite 1.0", "host");

    private static async Task<JanitorReport> SweepAsync(IHeadItemList storage, TimeSpan ahead)
    {
        var clock = new OffsetClock(TimeProvider.System) { Offset = ahead };
        using var host = new NativeSnapshotHost((_, _, _, _) => { }, clock);
        using var services = new SnapshotServices(
            new SnapshotIoOptions { SweepMode = SweepMode.Delete, PrefixOwned = true, Temp = new SnapshotTempOptions { MinFreeBytes = 0, AllowMemoryBackedTemp = true } },
            host, new HeadStateStore(storage, clock), blobs: null);
        return await new SnapshotJanitor(services).PassAsync(sweep: true);
    }

    private static async Task<long> LengthAsync(Stream body)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy);
        return copy.Length;
    }
}
