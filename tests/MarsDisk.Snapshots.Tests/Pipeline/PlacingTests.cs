namespace MarsDisk.Snapshots.Tests.Pipeline;

public class PlacingTests
{
    private const int Threshold = 4000;

    [Trait("Snapshot", "33")]
    [Fact]
    public async Task Keeps_a_small_body_in_the_record_and_asks_no_blob_store()
    {
        using var rig = new PipelineRig();

        var outcome = await rig.PersistAsync(PipelineRig.Body(100));

        Assert.Equal(SnapshotStatus.Ok, outcome.Status);
        Assert.Equal(SnapshotStoreKind.Inline, outcome.Value!.Record.Payload.Kind);
        Assert.Equal(0, rig.BlobFaults.CallsOf("put") + rig.BlobFaults.CallsOf("probe"));
        Assert.Equal(PipelineRig.Body(100), (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "33")]
    [Theory]
    [InlineData(StagingMode.TempFile)]
    [InlineData(StagingMode.Memory)]
    [InlineData(StagingMode.StoreNative)]
    public async Task Keeps_a_small_body_in_the_record_wherever_it_was_staged(StagingMode staging)
    {
        using var rig = new PipelineRig();

        var outcome = await rig.PersistAsync(PipelineRig.Body(100), PipelineRig.Options() with { Staging = staging });

        Assert.Equal(SnapshotStoreKind.Inline, outcome.Value!.Record.Payload.Kind);
        Assert.Equal(0, rig.BlobFaults.CallsOf("put"));
        Assert.Equal(PipelineRig.Body(100), (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "33")]
    [Trait("Snapshot", "34")]
    [Theory]
    [InlineData(0, SnapshotStoreKind.Inline)]
    [InlineData(1, SnapshotStoreKind.Blob)]
    public async Task Decides_by_the_stored_length_at_the_byte(int over, SnapshotStoreKind kind)
    {
        using var probe = new PipelineRig();
        var overhead = (int)(await probe.PersistAsync(PipelineRig.Body(1000))).Value!.Record.Payload.StoredLength - 1000;
        using var rig = new PipelineRig(options => options with { InlineThresholdBytes = Threshold });

        var outcome = await rig.PersistAsync(PipelineRig.Body(Threshold - overhead + over));

        Assert.Equal(Threshold + over, outcome.Value!.Record.Payload.StoredLength);
        Assert.Equal(kind, outcome.Value.Record.Payload.Kind);
        Assert.Equal(kind == SnapshotStoreKind.Blob ? 1 : 0, rig.Inner.Names.Count);
        Assert.True((await rig.RecordsAsync()).All(record => record.Payload.InlineBytes.IsEmpty));
    }

    [Trait("Snapshot", "35")]
    [Fact]
    public async Task Uses_the_limit_of_the_store_when_the_threshold_is_above_it()
    {
        using var rig = new PipelineRig(options => options with { InlineThresholdBytes = 1024 * 1024 });
        rig.States.InlineLimit = 1000;

        var outcome = await rig.PersistAsync(PipelineRig.Body(2000));

        Assert.Equal(SnapshotStoreKind.Blob, outcome.Value!.Record.Payload.Kind);
    }

    [Trait("Snapshot", "36")]
    [Fact]
    public async Task Makes_a_blob_of_ten_bytes_when_it_is_told_to()
    {
        using var rig = new PipelineRig();

        var outcome = await rig.PersistAsync(PipelineRig.Body(10), PipelineRig.Options() with { ForceOffload = true });

        Assert.Equal(SnapshotStoreKind.Blob, outcome.Value!.Record.Payload.Kind);
        Assert.Single(rig.Inner.Names);
    }

    [Trait("Snapshot", "36")]
    [Fact]
    public async Task Makes_a_blob_of_every_body_of_a_listed_type()
    {
        using var rig = new PipelineRig(options => options with { ForceOffloadTypes = ["test.body"] });

        Assert.Equal(SnapshotStoreKind.Blob, (await rig.PersistAsync(PipelineRig.Body(10))).Value!.Record.Payload.Kind);
    }

    [Trait("Snapshot", "30")]
    [Fact]
    public async Task Makes_no_file_for_what_fits_into_memory()
    {
        using var rig = new PipelineRig();

        await rig.PersistAsync(PipelineRig.Body(200 * 1024));

        Assert.Null(rig.Services.Temp.DirectoryPath);
    }

    [Theory]
    [InlineData(StagingMode.Auto)]
    [InlineData(StagingMode.Memory)]
    [InlineData(StagingMode.TempFile)]
    [InlineData(StagingMode.StoreNative)]
    [InlineData(StagingMode.Direct)]
    public async Task Stores_the_same_bytes_however_they_are_staged(StagingMode staging)
    {
        using var rig = new PipelineRig(options => options with { MemoryStageBytes = 100_000 });
        var body = PipelineRig.Body(1_000_003);

        var outcome = await rig.PersistAsync(body, PipelineRig.Options() with { Staging = staging });

        Assert.True(outcome.IsSuccess, outcome.ToString());
        using var other = new PipelineRig();
        var expected = await other.PersistAsync(body);
        Assert.Equal(expected.Value!.Record.Payload.Checksum, outcome.Value!.Record.Payload.Checksum);
        Assert.Equal(body, (await rig.RestoreAsync()).Value!.State);
        Assert.Equal(0, rig.Services.Temp.ReservedBytes);
    }

    [Trait("Snapshot", "32")]
    [Fact]
    public async Task Uses_no_scratch_for_a_body_that_travels_at_once()
    {
        using var rig = new PipelineRig();
        var reserved = 0L;
        var options = PipelineRig.Options() with { Staging = StagingMode.Direct };

        var outcome = await rig.PersistAsync(
            async (body, token) =>
            {
                for (var i = 0; i < 64; i++)
                {
                    await body.WriteAsync(PipelineRig.Body(1 << 20, i), token);
                    reserved = Math.Max(reserved, rig.Services.Temp.ReservedBytes);
                }
            },
            options);

        Assert.True(outcome.IsSuccess, outcome.ToString());
        Assert.Equal(0, reserved);
        Assert.Null(rig.Services.Temp.DirectoryPath);
    }

    [Fact]
    public async Task Works_on_one_thread()
    {
        using var rig = new PipelineRig(singleThreaded: true);
        var body = PipelineRig.Body(1_000_003);

        var outcome = await rig.PersistAsync(body);

        Assert.True(outcome.IsSuccess, outcome.ToString());
        Assert.Equal(body, (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "39")]
    [Fact]
    public async Task Commits_nothing_when_the_upload_fails_for_good()
    {
        using var rig = new PipelineRig();
        rig.BlobFaults.Fail("put");

        var outcome = await rig.PersistAsync(PipelineRig.Body(300_000));

        Assert.Equal(SnapshotStatus.Unavailable, outcome.Status);
        Assert.True(outcome.Error!.IsTransient);
        Assert.Equal(0, rig.StateFaults.CallsOf("commit"));
        Assert.Empty(rig.Inner.Names);
    }

    [Trait("Snapshot", "42")]
    [Fact]
    public async Task Deletes_what_a_store_reports_with_another_length()
    {
        using var rig = new PipelineRig();
        rig.Blobs.Misreport = blob => blob with { Length = blob.Length - 1 };

        var outcome = await rig.PersistAsync(PipelineRig.Body(300_000));

        Assert.Equal(SnapshotStatus.Fault, outcome.Status);
        Assert.Equal("verify.length", outcome.Error!.Code);
        Assert.Empty(rig.Inner.Names);
        Assert.Equal(2, rig.BlobFaults.CallsOf("put"));
        Assert.Equal(0, rig.StateFaults.CallsOf("commit"));
    }

    [Trait("Snapshot", "42")]
    [Fact]
    public async Task Places_the_bytes_again_when_the_first_copy_was_wrong()
    {
        using var rig = new PipelineRig();
        var probes = 0;
        rig.Blobs.Misreport = blob => ++probes == 1 ? blob with { Length = 1 } : blob;

        var outcome = await rig.PersistAsync(PipelineRig.Body(300_000));

        Assert.True(outcome.IsSuccess, outcome.ToString());
        Assert.Equal(PipelineRig.Body(300_000), (await rig.RestoreAsync()).Value!.State);
    }

    [Trait("Snapshot", "103")]
    [Fact]
    public async Task Does_nothing_when_it_is_switched_off()
    {
        using var rig = new PipelineRig(options => options with { Mode = SnapshotMode.Off });
        var wasCalled = false;

        var outcome = await rig.PersistAsync((_, _) =>
        {
            wasCalled = true;
            return ValueTask.CompletedTask;
        });

        Assert.Equal(SnapshotStatus.Disabled, outcome.Status);
        Assert.False(wasCalled);
        Assert.Empty(await rig.RecordsAsync());
    }

    [Fact]
    public async Task Leaves_no_intent_behind_a_persist_that_ended()
    {
        using var rig = new PipelineRig();
        var during = 0;
        rig.BlobFaults.Wait("put", 1, () =>
        {
            during = rig.Intents.Count();
            return Task.CompletedTask;
        });

        await rig.PersistAsync(PipelineRig.Body(300_000));

        Assert.Equal(1, during);
        Assert.Empty(rig.Intents);
    }
}
