using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Akka.Tests;

public sealed class SnapshotStoreCoreTests
{
    private const string Id = "actor";

    [Fact]
    [Trait("Snapshot", "129")]
    public async Task The_save_that_was_asked_for_last_wins_when_it_commits_first()
    {
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var kit = new CoreKit();
        var first = kit.SaveAsync(Id, 3, 100, new TextSource("first") { Until = slow.Task });
        await kit.SaveAsync(Id, 3, 101, "second");

        slow.SetResult();
        await first;

        Assert.Equal("second", await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "129")]
    public async Task Of_four_saves_in_a_burst_the_last_is_recovered_two_hundred_times()
    {
        await using var kit = new CoreKit();
        for (var burst = 0; burst < 200; burst++)
        {
            var id = $"{Id}-{burst}";
            await Task.WhenAll(Enumerable.Range(0, 4).Select(number => kit.SaveAsync(id, 0, 100, $"state {number}")).ToList());

            Assert.Equal("state 3", await kit.TextOfAsync(id));
        }
    }

    [Fact]
    [Trait("Snapshot", "132")]
    public async Task Of_a_handle_the_record_alone_is_written()
    {
        await using var kit = new CoreKit(inlineThreshold: 0);
        var placed = await PlaceAsync(kit, Id, 7);
        var puts = kit.BlobPlan.CallsOf("put");

        await kit.Core.SaveAsync(Id, 7, 100, kit.Core.NextTicket(), placed, CancellationToken.None);

        Assert.Equal(puts, kit.BlobPlan.CallsOf("put"));
        Assert.Equal("placed", await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "132")]
    public async Task A_handle_of_a_short_body_carries_it()
    {
        await using var kit = new CoreKit();
        var placed = await PlaceAsync(kit, Id, 7);

        await kit.Core.SaveAsync(Id, 7, 100, kit.Core.NextTicket(), placed, CancellationToken.None);

        Assert.Equal((SnapshotStoreKind.Inline, "placed"), (placed.Kind, await kit.TextOfAsync(Id)));
    }

    [Theory]
    [Trait("Snapshot", "132")]
    [InlineData("somebody else", 7, 0)]
    [InlineData(Id, 8, 0)]
    [InlineData("somebody else", 7, 65536)]
    [InlineData(Id, 8, 65536)]
    public async Task A_handle_that_was_placed_for_another_snapshot_is_a_conflict(string id, long sequenceNr, int inlineThreshold)
    {
        await using var kit = new CoreKit(inlineThreshold: inlineThreshold);
        var placed = await PlaceAsync(kit, id, sequenceNr);

        var error = await Assert.ThrowsAsync<SnapshotStoreException>(
            () => kit.Core.SaveAsync(Id, 7, 100, kit.Core.NextTicket(), placed, CancellationToken.None));

        Assert.Equal(SnapshotStatus.Conflict, error.Status);
        Assert.Null(await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "132")]
    public async Task A_handle_whose_bytes_are_not_there_is_a_conflict()
    {
        await using var kit = new CoreKit(inlineThreshold: 0);
        var placed = await PlaceAsync(kit, Id, 7);
        await kit.Blobs.DeleteAsync(placed.Key);

        var error = await Assert.ThrowsAsync<SnapshotStoreException>(
            () => kit.Core.SaveAsync(Id, 7, 100, kit.Core.NextTicket(), placed, CancellationToken.None));

        Assert.Equal(SnapshotStatus.Conflict, error.Status);
    }

    [Fact]
    [Trait("Snapshot", "117")]
    public async Task While_the_stores_are_down_requests_fail_at_once_and_afterwards_they_succeed()
    {
        await using var kit = new CoreKit();
        kit.StatePlan.IsDown = true;
        await using var late = new SnapshotStoreCore(kit.Services, CoreKit.Scope);
        late.Start();

        var error = await Assert.ThrowsAsync<SnapshotStoreException>(() => late.LoadAsync(Id, SnapshotSelection.Latest, CancellationToken.None));
        Assert.Equal(SnapshotStatus.Unavailable, error.Status);
        await Assert.ThrowsAsync<SnapshotStoreException>(() => late.DeleteManyAsync(Id, SnapshotSelection.Latest, CancellationToken.None));

        kit.StatePlan.IsDown = false;
        while (true)
        {
            try
            {
                await late.SaveAsync(Id, 1, 100, late.NextTicket(), new TextSource("later"), CancellationToken.None);
                break;
            }
            catch (SnapshotStoreException again) when (again.Status == SnapshotStatus.Unavailable)
            {
                await Task.Delay(50);
            }
        }
        Assert.Equal("later", await CoreKit.TextOfAsync(late, Id));
    }

    [Fact]
    public async Task Of_two_nodes_that_share_a_store_one_cleans_it()
    {
        var clock = new HandClock();
        await using var kit = new CoreKit(time: clock);
        kit.Core.Start();
        await PassAsync(kit, clock);
        await using var other = new SnapshotStoreCore(kit.Services, CoreKit.Scope);
        other.Start();

        await PassAsync(kit, clock);

        Assert.Equal(1, kit.StatePlan.CallsOf("list-garbage"));
    }

    [Fact]
    [Trait("Snapshot", "137")]
    public async Task Of_fifty_loads_at_once_two_bodies_are_open_and_all_end_in_the_computed_time()
    {
        const int Actors = 50;
        await using var kit = new CoreKit(loads: 2);
        for (var actor = 0; actor < Actors; actor++)
            await kit.SaveAsync($"{Id}-{actor}", 1, 100, $"state {actor}");
        var (open, most) = (0, 0);

        var loads = Enumerable.Range(0, Actors).Select(async actor =>
        {
            await using var loaded = await kit.Core.LoadAsync($"{Id}-{actor}", SnapshotSelection.Latest, CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref open));
            using var reader = new StreamReader(loaded!.Body, leaveOpen: true);
            var text = await reader.ReadToEndAsync();
            await Task.Yield();
            Interlocked.Decrement(ref open);
            return text;
        }).ToList();
        var texts = await Task.WhenAll(loads).WaitAsync(TimeoutCheck.NeedOf(bodyBytes: 8));

        Assert.Equal(Enumerable.Range(0, Actors).Select(actor => $"state {actor}"), texts, StringComparer.Ordinal);
        Assert.InRange(most, 1, 2);
        lock (kit.Lines)
            Assert.Contains(kit.Lines, line => line.Line.Contains("for its place (max-concurrent-loads)", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Snapshot", "73")]
    public async Task A_damaged_snapshot_fails_the_load_unless_older_ones_are_allowed()
    {
        foreach (var depth in new[] { 0, 1 })
        {
            await using var kit = new CoreKit(inlineThreshold: 0, fallbackDepth: depth);
            await kit.SaveAsync(Id, 1, 100, "old");
            await kit.SaveAsync(Id, 2, 200, "new");
            kit.BlobPlan.FlipBit(call: 1, bit: 100);

            if (depth == 0)
                Assert.Equal(SnapshotStatus.Corrupt, (await Assert.ThrowsAsync<SnapshotStoreException>(() => kit.TextOfAsync(Id))).Status);
            else
                Assert.Equal("old", await kit.TextOfAsync(Id));
        }
    }

    [Fact]
    [Trait("Snapshot", "72")]
    public async Task A_recovery_that_is_tried_again_does_not_take_an_older_snapshot_unasked()
    {
        await using var kit = new CoreKit(inlineThreshold: 0);
        await kit.SaveAsync(Id, 1, 100, "old");
        await kit.SaveAsync(Id, 2, 200, "new");
        kit.BlobPlan.FlipBit(call: 1, bit: 100);

        for (var time = 0; time < 2; time++)
        {
            var error = await Assert.ThrowsAsync<SnapshotStoreException>(
                () => kit.Core.RestoreAsync(Id, SnapshotSelection.Latest, new TextSource.Sink(), CancellationToken.None));
            Assert.Equal(SnapshotStatus.Corrupt, error.Status);
        }
        Assert.Equal(SnapshotStatus.Corrupt, (await Assert.ThrowsAsync<SnapshotStoreException>(() => kit.TextOfAsync(Id))).Status);

        await kit.Core.DeleteOneAsync(Id, 2, null, CancellationToken.None);
        Assert.Equal("old", await kit.TextOfAsync(Id));
    }

    [Fact]
    public async Task A_deletion_that_fails_says_so_and_the_snapshot_is_still_there()
    {
        await using var kit = new CoreKit();
        await kit.SaveAsync(Id, 1, 100, "kept");
        kit.StatePlan.Fail("delete", times: 1);

        var error = await Assert.ThrowsAsync<SnapshotStoreException>(() => kit.Core.DeleteOneAsync(Id, 1, null, CancellationToken.None));

        Assert.Equal(SnapshotStatus.Unavailable, error.Status);
        Assert.Equal("kept", await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "133")]
    public async Task Limits_that_are_too_short_for_the_largest_snapshot_are_an_error_at_start()
    {
        const long Largest = 8L << 30;
        await using var kit = new CoreKit(timeouts: null);
        await kit.SaveAsync(Id, 1, 100, "small");
        var record = (await kit.States.SelectAsync(new SnapshotSeries(CoreKit.Scope, Id), SnapshotSelection.Latest)).Value!;
        await CommitAsync(kit, record with { Series = new SnapshotSeries(CoreKit.Scope, "large") }, Largest);
        await CommitAsync(kit, record with { Series = new SnapshotSeries("another scope", "larger") }, Largest * 4);

        await using var core = new SnapshotStoreCore(
            kit.Services, CoreKit.Scope, timeouts: new TimeoutCheck(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300)));
        core.Start();
        await core.LoadAsync("nobody", SnapshotSelection.Latest, CancellationToken.None);

        string[] errors = [];
        while (errors.Length == 0)
        {
            await Task.Yield();
            lock (kit.Lines)
                errors = [.. kit.Lines.Where(line => line.Level == SnapshotEvents.Error && line.Line.Contains("needs", StringComparison.Ordinal)).Select(line => line.Line)];
        }
        Assert.Equal(
            ["recovery-event-timeout of the journal is 30 s; the largest snapshot has 8589934592 bytes and needs 138 s."], errors);
    }

    [Fact]
    [Trait("Snapshot", "133")]
    public void Both_limits_are_compared()
    {
        var check = new TimeoutCheck(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(8));

        Assert.Equal(2, check.Problems(0).Count);
        Assert.Empty(new TimeoutCheck(null, null).Problems(long.MaxValue / 2));
        Assert.Empty(new TimeoutCheck(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300)).Problems(1L << 30));
    }

    // The janitor has passed and waits for its next turn.
    private static async Task PassAsync(CoreKit kit, HandClock clock)
    {
        while (await clock.Waits.ReadAsync() != kit.Services.Options.JanitorInterval)
        {
            // Another wait.
        }
    }

    private static async Task CommitAsync(CoreKit kit, SnapshotStateRecord record, long bodyBytes)
    {
        var payload = record.Payload with { WriteId = Guid.NewGuid(), BodyLength = bodyBytes, Kind = SnapshotStoreKind.Blob, Provider = "inmemory" };
        var committed = await kit.States.CommitAsync(new SnapshotCommitRequest(
            record.Series, record.Position, payload, new SnapshotExpectation.None(), default, "test", null));
        Assert.True(committed.IsSuccess, committed.ToString());
    }

    private static async Task<SnapshotPayloadHandle> PlaceAsync(CoreKit kit, string id, long sequenceNr)
    {
        var placed = await new SnapshotPayloadWriter(kit.Services).WriteAsync(
            new TextSource("placed").WriteBodyAsync,
            new SnapshotWriteOptions
            {
                Series = new SnapshotSeries(CoreKit.Scope, id),
                Position = new SnapshotPosition(0, sequenceNr, 100),
                PayloadType = TextSource.Type,
            });
        return placed.Value!;
    }
}
