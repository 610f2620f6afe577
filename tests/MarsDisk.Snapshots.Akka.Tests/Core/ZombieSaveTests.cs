using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Snapshots.Akka.Tests;

/// <summary>A save that was reported as failed, or deleted, goes on for a while: what it stores must never be loaded.</summary>
public sealed class ZombieSaveTests
{
    private const string Id = "zombie";

    [Fact]
    [Trait("Snapshot", "134")]
    public async Task A_deletion_of_a_snapshot_that_is_being_saved_fences_it_and_both_end()
    {
        var gate = new GateFailpoints("commit.before");
        await using var kit = new CoreKit(gate);
        var save = kit.SaveAsync(Id, 5, 100, "unwanted");
        await gate.Reached;

        await kit.Core.DeleteOneAsync(Id, 5, timestampTicks: null, CancellationToken.None);
        gate.Open();

        var error = await Assert.ThrowsAsync<SnapshotStoreException>(() => save);
        Assert.Equal((SnapshotStatus.Cancelled, SnapshotCodes.CommitFenced), (error.Status, error.Code));
        Assert.Null(await kit.TextOfAsync(Id));
        Assert.Equal(0, kit.Core.RunningSaves);
    }

    [Fact]
    [Trait("Snapshot", "134")]
    public async Task A_deletion_ends_while_the_save_is_stuck_in_its_source()
    {
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var kit = new CoreKit();
        var save = kit.SaveAsync(Id, 5, 100, new TextSource("unwanted") { Until = stuck.Task });

        await kit.Core.DeleteManyAsync(Id, new SnapshotSelection(MaxSequence: 5), CancellationToken.None);
        stuck.SetResult();

        await Assert.ThrowsAsync<SnapshotStoreException>(() => save);
        Assert.Null(await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "134")]
    public async Task A_deletion_leaves_alone_what_is_saved_beside_it_and_after_it()
    {
        var gate = new GateFailpoints("commit.before");
        await using var kit = new CoreKit(gate);
        var other = kit.SaveAsync(Id, 6, 100, "other number");
        var same = kit.SaveAsync(Id, 5, 101, "other time");
        await gate.Reached;

        await kit.Core.DeleteOneAsync(Id, 5, 100, CancellationToken.None);
        gate.Open();

        await Task.WhenAll(other, same);
        Assert.Equal("other number", await kit.TextOfAsync(Id));
        Assert.Equal("other time", await kit.TextOfAsync(Id, new SnapshotSelection(MaxSequence: 5)));
    }

    [Fact]
    [Trait("Snapshot", "134")]
    public async Task What_is_saved_behind_a_deletion_stays_however_slow_the_deletion_is()
    {
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var kit = new CoreKit();
        kit.StatePlan.Wait("delete", 1, () => slow.Task);
        await kit.SaveAsync(Id, 5, 100, "old");
        var deletion = kit.Core.DeleteOneAsync(Id, 5, timestampTicks: null, CancellationToken.None);
        var save = kit.SaveAsync(Id, 5, 200, "new");
        var load = kit.TextOfAsync(Id);
        Assert.False(save.IsCompleted || load.IsCompleted);

        slow.SetResult();

        await Task.WhenAll(deletion, save);
        Assert.True(await load is null or "new");
        Assert.Equal("new", await kit.TextOfAsync(Id));
    }

    [Theory]
    [Trait("Snapshot", "128")]
    [InlineData("commit.before")]
    [InlineData("publish.before")]
    [InlineData("publish.after")]
    [InlineData("commit.after")]
    public async Task A_save_that_is_reported_as_failed_is_never_loadable_wherever_it_is(string place)
    {
        var gate = new GateFailpoints(place);
        await using var kit = new CoreKit(gate, inlineThreshold: 0);
        var save = kit.Core.SaveAsync(Confirmed(kit, 5, 100), new TextSource("unwanted"), CancellationToken.None);
        await gate.Reached;

        kit.Core.Disown(Id, 5, 100);
        Assert.Null(await kit.TextOfAsync(Id));
        gate.Open();

        await Assert.ThrowsAsync<SnapshotStoreException>(() => save);
        Assert.Null(await kit.TextOfAsync(Id));
        await kit.SaveAsync(Id, 5, 101, "wanted");
        Assert.Equal("wanted", await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "128")]
    public async Task A_save_that_had_ended_when_it_was_reported_as_failed_is_withdrawn_too()
    {
        await using var kit = new CoreKit();
        await kit.Core.SaveAsync(Confirmed(kit, 5, 100), new TextSource("unwanted"), CancellationToken.None);

        kit.Core.Disown(Id, 5, 100);

        Assert.Null(await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "128")]
    public async Task While_a_failed_save_cannot_be_withdrawn_nothing_is_loaded()
    {
        await using var kit = new CoreKit();
        await kit.Core.SaveAsync(Confirmed(kit, 5, 100), new TextSource("unwanted"), CancellationToken.None);
        kit.StatePlan.Fail("fence", times: 3);
        kit.Core.Disown(Id, 5, 100);

        var error = await Assert.ThrowsAsync<SnapshotStoreException>(() => kit.TextOfAsync(Id));

        Assert.Equal(SnapshotStatus.Unavailable, error.Status);
        while (kit.StatePlan.CallsOf("fence") < 3)
            await Assert.ThrowsAsync<SnapshotStoreException>(() => kit.TextOfAsync(Id));
        Assert.Null(await kit.TextOfAsync(Id));
    }

    [Fact]
    [Trait("Snapshot", "128")]
    public async Task A_save_whose_commit_is_in_doubt_fails_and_is_not_loaded_when_the_store_is_back()
    {
        await using var kit = new CoreKit();
        kit.StatePlan.LoseReply("commit").Fail("commit", call: 2).Fail("find", times: 1).Fail("fence", times: 1);

        var error = await Assert.ThrowsAsync<SnapshotStoreException>(() => kit.SaveAsync(Id, 5, 100, "doubtful"));

        Assert.Equal(SnapshotStatus.InDoubt, error.Status);
        Assert.Null(await kit.TextOfAsync(Id));
    }

    [Fact]
    public async Task A_confirmed_save_stays_when_a_later_one_of_its_number_and_time_is_reported_as_failed()
    {
        await using var kit = new CoreKit();
        await kit.Core.SaveAsync(Confirmed(kit, 5, 100), new TextSource("wanted"), CancellationToken.None);
        kit.Core.Confirm(Id, 5, 100);

        kit.Core.Disown(Id, 5, 100);

        Assert.Equal("wanted", await kit.TextOfAsync(Id));
    }

    [Fact]
    public async Task The_blob_of_a_save_that_was_given_up_is_garbage()
    {
        var gate = new GateFailpoints("publish.after");
        await using var kit = new CoreKit(gate, inlineThreshold: 0);
        var save = kit.SaveAsync(Id, 5, 100, "unwanted");
        await gate.Reached;
        await kit.Core.DeleteOneAsync(Id, 5, 100, CancellationToken.None);
        gate.Open();
        await Assert.ThrowsAsync<SnapshotStoreException>(() => save);

        var garbage = new List<GarbageEntry>();
        await foreach (var entry in kit.States.ListGarbageAsync())
            garbage.Add(entry);

        var left = Assert.Single(garbage.DistinctBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.Equal(SnapshotStatus.Ok, (await kit.Blobs.ProbeAsync(left.Key)).Status);
    }

    private static SaveRequest Confirmed(CoreKit kit, long sequenceNr, long ticks) =>
        new(Id, sequenceNr, ticks, kit.Core.NextTicket()) { IsConfirmed = true };
}
