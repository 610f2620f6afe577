using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.InMemory;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Tests.Pipeline;

public sealed class OptionsInUseTests
{
    [Theory]
    [Trait("Snapshot", "142")]
    [InlineData(null, 0)]
    [InlineData(300_001L, 0)]
    [InlineData(300_000L, 1)]
    public async Task Asks_for_a_collection_after_a_body_of_that_length_only_and_never_by_default(long? compactAfter, int expected)
    {
        var asked = 0;
        using var host = new NativeSnapshotHost();
        using var services = new SnapshotServices(
            new SnapshotIoOptions { CompactAfterBytes = compactAfter }, host, InMemoryHeadStorage.NewStateStore(host.Time), new InMemoryBlobStore(host.Time))
        { RequestCollection = () => asked++ };
        var offloader = new SnapshotOffloader(services);
        foreach (var bytes in (int[])[300_000, 1000])
        {
            var body = PipelineRig.Body(bytes);
            var stored = await offloader.UpsertAsync(
                new SnapshotStateWriteRequest(PipelineRig.Options(), (stream, token) => stream.WriteAsync(body, token), new SnapshotExpectation.None(), "test"),
                offloader.TakeTicket());
            Assert.True(stored.IsSuccess, stored.ToString());
        }

        Assert.Equal(expected, asked);
        Assert.Null(new SnapshotIoOptions().CompactAfterBytes);
    }

    [Fact]
    [Trait("Snapshot", "102")]
    public async Task Other_options_hold_for_what_begins_later_and_share_scratch_and_stores()
    {
        using var rig = new PipelineRig();
        var stored = SnapshotOutcome.Ok<SnapshotCommit>(null!);
        var changed = rig.Services;
        var first = await rig.PersistAsync(async (stream, token) =>
        {
            await stream.WriteAsync(PipelineRig.Body(300_000), token);
            changed = rig.Services.With(rig.Services.Options with { Mode = SnapshotMode.Off, Temp = new SnapshotTempOptions { MaxConcurrentFiles = 1 } });
            stored = await new SnapshotOffloader(changed).UpsertAsync(
                new SnapshotStateWriteRequest(PipelineRig.Options(2), (_, _) => ValueTask.CompletedTask, new SnapshotExpectation.None(), "test"), default, cancellation: token);
        });

        Assert.True(first.IsSuccess, first.ToString());
        Assert.Equal(SnapshotStatus.Disabled, stored.Status);
        Assert.Same(rig.Services.Temp, changed.Temp);
        Assert.Equal(rig.Services.Options.Temp, changed.Options.Temp);
        Assert.Throws<SnapshotOptionsException>(() => changed.With(changed.Options with { OrphanGrace = TimeSpan.FromHours(1) }));
    }
}
