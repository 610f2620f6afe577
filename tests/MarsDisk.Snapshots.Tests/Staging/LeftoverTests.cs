using System.Diagnostics.Metrics;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Staging;

public sealed class LeftoverTests
{
    [Fact]
    [Trait("Snapshot", "31")]
    public async Task A_scratch_file_that_cannot_be_deleted_changes_no_outcome_and_the_next_pass_takes_it()
    {
        using var rig = new PipelineRig(options => options with { Temp = options.Temp with { Anonymous = false }, MemoryStageBytes = 0 });
        var failures = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument is { Name: "projection_snapshot_cleanup_failures", Meter.Name: SnapshotMetrics.MeterName })
                meter.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref failures, value));
        listener.Start();
        var path = "";

        // Nothing but a directory of the same name keeps a privileged user from deleting a file.
        var stored = await rig.PersistAsync(async (stream, token) =>
        {
            await stream.WriteAsync(PipelineRig.Body(300_000), token);
            path = Assert.Single(Directory.GetFiles(rig.Services.Temp.DirectoryPath!, "*.stage"));
            File.Move(path, path + ".aside");
            Directory.CreateDirectory(path);
        });
        Directory.Delete(path);
        File.Move(path + ".aside", path);

        Assert.True(stored.IsSuccess, stored.ToString());
        Assert.Contains(rig.Log, line => line.StartsWith("7110 ", StringComparison.Ordinal));
        Assert.True(Interlocked.Read(ref failures) >= 1);
        Assert.Equal((0L, rig.Services.Options.Temp.MaxConcurrentFiles), (rig.Services.Temp.ReservedBytes, rig.Services.Temp.FreeSlots));
        await new SnapshotJanitor(rig.Services).PassAsync(sweep: false);
        Assert.False(File.Exists(path));
    }
}
