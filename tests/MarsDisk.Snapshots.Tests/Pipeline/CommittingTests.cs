using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Tests.Pipeline;

public class CommittingTests
{
    private static readonly byte[] Body = PipelineRig.Body(300_000);

    [Trait("Snapshot", "43")]
    [Fact]
    public async Task Commits_again_without_a_second_upload()
    {
        using var rig = new PipelineRig();
        rig.StateFaults.Fail("commit", call: 1, times: 2);

        var outcome = await rig.PersistAsync(Body);

        Assert.Equal(SnapshotStatus.Ok, outcome.Status);
        Assert.Equal(1, rig.BlobFaults.CallsOf("put"));
        Assert.Equal(3, rig.StateFaults.CallsOf("commit"));
    }

    [Trait("Snapshot", "44")]
    [Fact]
    public async Task Says_that_a_repeated_write_is_done_already()
    {
        using var rig = new PipelineRig();
        var options = PipelineRig.Options();
        var first = await rig.PersistAsync(Body, options);

        var second = await rig.PersistAsync(Body, options);

        Assert.Equal(SnapshotStatus.AlreadyDone, second.Status);
        Assert.Equal(first.Value!.Record.Revision, second.Value!.Record.Revision);
        Assert.Single(rig.Inner.Names);
        Assert.Empty(await rig.GarbageAsync());
    }

    [Trait("Snapshot", "45")]
    [Theory]
    [InlineData(300_000)]
    [InlineData(300)]
    public async Task Refuses_other_content_of_the_same_write(int length)
    {
        using var rig = new PipelineRig();
        var options = PipelineRig.Options();
        await rig.PersistAsync(PipelineRig.Body(length), options);

        var second = await rig.PersistAsync(PipelineRig.Body(length, seed: 2), options);

        Assert.Equal(SnapshotStatus.Conflict, second.Status);
        Assert.Equal(PipelineRig.Body(length), (await rig.RestoreAsync()).Value!.State);
        Assert.Empty(await rig.GarbageAsync());
    }

    [Trait("Snapshot", "46")]
    [Fact]
    public async Task Finds_the_record_of_a_commit_whose_answer_was_lost()
    {
        using var rig = new PipelineRig();
        rig.StateFaults.LoseReply("commit").Fail("commit", call: 2);

        var outcome = await rig.PersistAsync(Body);

        Assert.True(outcome.IsSuccess, outcome.ToString());
        Assert.Equal(1, outcome.Value!.Record.Revision);
        Assert.Equal(Body, (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "47")]
    [Fact]
    public async Task Goes_on_under_a_new_write_when_the_old_one_had_to_be_fenced()
    {
        using var rig = new PipelineRig(options => options with { Upload = options.Upload with { Attempts = 2 } });
        rig.StateFaults.Fail("commit", call: 1, times: 2);
        var options = PipelineRig.Options();

        var outcome = await rig.PersistAsync(Body, options);

        Assert.True(outcome.IsSuccess, outcome.ToString());
        Assert.NotEqual(options.WriteId, outcome.Value!.Record.Payload.WriteId);
        var late = await rig.States.CommitAsync(new SnapshotCommitRequest(
            options.Series, options.Position, outcome.Value.Record.Payload with { WriteId = options.WriteId },
            new SnapshotExpectation.None(), default, "late", null));
        Assert.Equal(SnapshotStatus.Conflict, late.Status);
        Assert.Equal(SnapshotCodes.CommitFenced, late.Error!.Code);
        Assert.Contains(await rig.GarbageAsync(), entry => SnapshotKeys.WriteIdOf(entry.Key) == options.WriteId);
    }

    [Trait("Snapshot", "48")]
    [Fact]
    public async Task Keeps_the_blob_when_nothing_can_be_known()
    {
        using var rig = new PipelineRig(options => options with { Upload = options.Upload with { Attempts = 1 } });
        rig.StateFaults.Fail("commit").Fail("find").Fail("fence");

        var outcome = await rig.PersistAsync(Body);

        Assert.Equal(SnapshotStatus.InDoubt, outcome.Status);
        Assert.Single(rig.Inner.Names);
        Assert.Single(rig.Intents);
    }

    [Trait("Snapshot", "49")]
    [Fact]
    public async Task Stores_nothing_when_it_is_cancelled_before_it_is_published()
    {
        using var rig = new PipelineRig();
        using var cancel = new CancellationTokenSource();

        var outcome = await rig.PersistAsync(
            async (body, token) =>
            {
                await body.WriteAsync(Body, token);
                await cancel.CancelAsync();
            },
            cancellation: cancel.Token);

        Assert.Equal(SnapshotStatus.Cancelled, outcome.Status);
        Assert.Empty(rig.Inner.Names);
        Assert.Empty(await rig.RecordsAsync());
    }

    [Trait("Snapshot", "49")]
    [Fact]
    public async Task Completes_what_is_cancelled_after_it_was_published()
    {
        using var rig = new PipelineRig();
        using var cancel = new CancellationTokenSource();
        rig.BlobFaults.Wait("probe", 1, () => cancel.CancelAsync());

        var outcome = await rig.PersistAsync(Body, cancellation: cancel.Token);

        Assert.Equal(SnapshotStatus.Ok, outcome.Status);
        Assert.Equal(Body, (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "50")]
    [Fact]
    public async Task Times_out_at_the_place_where_the_upload_hangs()
    {
        using var rig = new PipelineRig();
        rig.BlobFaults.Wait("put", 1, () => Task.Delay(Timeout.Infinite));
        var options = PipelineRig.Options() with { Deadline = TimeSpan.FromMilliseconds(300) };

        var outcome = await rig.PersistAsync(Body, options);

        Assert.Equal(SnapshotStatus.Timeout, outcome.Status);
        Assert.Equal(SnapshotStage.Place, outcome.Error!.Stage);
    }

    [Trait("Snapshot", "51")]
    [Fact]
    public async Task Puts_the_blob_of_a_superseded_snapshot_on_the_list_of_garbage()
    {
        using var rig = new PipelineRig();
        await rig.PersistAsync(Body, PipelineRig.Options(sequence: 10));

        var older = await rig.PersistAsync(Body, PipelineRig.Options(sequence: 9), new SnapshotExpectation.NewerThanHead());

        Assert.Equal(SnapshotStatus.Superseded, older.Status);
        Assert.Single(await rig.GarbageAsync());
        Assert.Empty(rig.Intents);
    }

    [Trait("Snapshot", "52")]
    [Fact]
    public async Task Refuses_a_second_record_when_none_was_expected()
    {
        using var rig = new PipelineRig();
        await rig.PersistAsync(Body);

        var second = await rig.PersistAsync(PipelineRig.Body(300_000, seed: 2), expectation: new SnapshotExpectation.Absent());

        Assert.Equal(SnapshotStatus.Conflict, second.Status);
        Assert.Equal(Body, (await rig.RestoreAsync()).Value!.State);
        Assert.Single(await rig.GarbageAsync());
    }

    [Trait("Snapshot", "54")]
    [Fact]
    public async Task Carries_two_snapshots_at_once()
    {
        using var rig = new PipelineRig();
        var one = rig.PersistAsync(Body, PipelineRig.Options(sequence: 1)).AsTask();
        var other = rig.PersistAsync(
            PipelineRig.Body(400_000, seed: 2), PipelineRig.Options(sequence: 2) with { Series = new SnapshotSeries("run-2", "other") }).AsTask();

        Assert.All(await Task.WhenAll(one, other), outcome => Assert.Equal(SnapshotStatus.Ok, outcome.Status));
    }

    [Fact]
    public async Task Asks_for_the_object_again_when_the_commit_comes_late()
    {
        using var rig = new PipelineRig(options => options with { CommitDeadline = TimeSpan.FromTicks(1), OrphanGrace = TimeSpan.FromHours(1) });
        rig.Blobs.Misreport = blob => rig.BlobFaults.CallsOf("probe") == 1 ? blob : blob with { Length = 1 };

        var outcome = await rig.PersistAsync(Body);

        Assert.Equal(SnapshotStatus.Fault, outcome.Status);
        Assert.Equal(0, rig.StateFaults.CallsOf("commit"));
    }
}
