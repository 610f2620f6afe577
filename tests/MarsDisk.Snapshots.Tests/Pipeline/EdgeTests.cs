using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Tests.Pipeline;

/// <summary>What goes wrong at the edges of the pipeline is an outcome, and leaves behind what finds the rest.</summary>
public class EdgeTests
{
    private static readonly SnapshotWriteOptions AsBlob = PipelineRig.Options() with { ForceOffload = true };

    [Trait("Snapshot", "37")]
    [Fact]
    public async Task A_source_that_loses_its_own_patience_is_a_fault_and_no_exception()
    {
        using var rig = new PipelineRig();

        var outcome = await rig.PersistAsync((_, _) => throw new TaskCanceledException("A client of the source gave up."));

        Assert.Equal(SnapshotStatus.Fault, outcome.Status);
        Assert.Equal(SnapshotCodes.BodyThrew, outcome.Error!.Code);
        Assert.Equal(rig.Services.Options.Temp.MaxConcurrentFiles, rig.Services.Temp.FreeSlots);
    }

    [Trait("Snapshot", "76")]
    [Fact]
    public async Task A_sink_that_loses_its_own_patience_is_a_fault_and_no_exception()
    {
        using var rig = new PipelineRig();
        await rig.PersistAsync(PipelineRig.Body(10));

        var restored = await rig.Offloader.RestoreLatestAsync(PipelineRig.Series, SnapshotSelection.Latest, new ImpatientSink(), new RestorePolicy());

        Assert.Equal(SnapshotStatus.Fault, restored.Status);
        Assert.Equal(SnapshotStage.Decode, restored.Error!.Stage);
    }

    [Fact]
    public async Task A_blob_that_cannot_be_announced_is_not_uploaded()
    {
        var file = Path.GetTempFileName();
        try
        {
            using var rig = new PipelineRig(options => options with { IntentDirectory = Path.Combine(file, "intents") });

            var outcome = await rig.PersistAsync(PipelineRig.Body(10), AsBlob);
            var written = await new SnapshotPayloadWriter(rig.Services).WriteAsync((body, token) => body.WriteAsync(PipelineRig.Body(10), token), AsBlob);

            Assert.Equal((SnapshotStatus.Fault, SnapshotCodes.StageIo), (outcome.Status, outcome.Error!.Code));
            Assert.Equal((SnapshotStatus.Fault, SnapshotCodes.StageIo), (written.Status, written.Error!.Code));
            Assert.Equal(0, rig.BlobFaults.CallsOf("put"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Trait("Snapshot", "51")]
    [Fact]
    public async Task An_intent_stays_until_its_blob_is_on_the_list_of_garbage()
    {
        using var rig = new PipelineRig();
        await rig.PersistAsync(PipelineRig.Body(10), AsBlob with { WriteId = Guid.CreateVersion7() });
        var absent = new SnapshotExpectation.Absent();
        rig.StateFaults.Fail("add-garbage", times: 1);

        await rig.PersistAsync(PipelineRig.Body(10), AsBlob with { WriteId = Guid.CreateVersion7() }, absent);
        Assert.Single(rig.Intents);
        await rig.PersistAsync(PipelineRig.Body(10), AsBlob with { WriteId = Guid.CreateVersion7() }, absent);

        Assert.Single(rig.Intents);
        Assert.Single(await rig.GarbageAsync());
    }

    [Fact]
    public async Task An_intent_of_a_placement_that_failed_stays_for_the_janitor()
    {
        using var rig = new PipelineRig();
        rig.BlobFaults.LoseReply("put", status: SnapshotStatus.Unavailable);

        var written = await new SnapshotPayloadWriter(rig.Services).WriteAsync((body, token) => body.WriteAsync(PipelineRig.Body(10), token), AsBlob);

        Assert.Equal(SnapshotStatus.Unavailable, written.Status);
        Assert.Single(rig.Inner.Names);
        Assert.Single(rig.Intents);
    }

    [Theory]
    [InlineData("body.mid=throw", true)]
    [InlineData("body.mid@7=throw", true)]
    [InlineData("body.mid@8=throw", false)]
    public async Task The_middle_of_a_body_is_every_frame_behind_the_first(string failpoints, bool isReached)
    {
        using var rig = new PipelineRig(failpoints: EnvironmentFailpoints.Parse(failpoints));

        var outcome = await rig.PersistAsync(PipelineRig.Body(8 * 64 * 1024));

        Assert.Equal(isReached ? SnapshotStatus.Fault : SnapshotStatus.Ok, outcome.Status);
    }

    private sealed class ImpatientSink : ISnapshotSink<int>
    {
        public bool CanRead(string payloadType, int payloadVersion) => true;

        public ValueTask<int> ReadBodyAsync(Stream body, SnapshotPayloadHandle handle, CancellationToken cancellation) =>
            throw new TaskCanceledException("A client of the sink gave up.");
    }
}
