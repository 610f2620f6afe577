using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Daemon.Reloading;

namespace MarsDisk.Hosting.Tests.Daemon;

/// <summary>Settings that are read again while a daemon works (experience.md §5.7).</summary>
public sealed class LiveSettingsTests
{
    [Fact]
    public void Limits_and_levels_change_and_places_and_threads_wait_for_a_restart()
    {
        var live = new LiveSettings(Read("node.slots=4"));

        var report = live.Take(Read("node.slots=2", "log.level=debug", "scenarios.max=3", "pipeline.buffers=5", "control.socket=/elsewhere"));

        Assert.True(report.IsValid);
        Assert.Equal(["log.level: information → debug", "node.slots: 4 → 2", "scenarios.max: 64 → 3"], report.Changed.Select(change => change.ToString()), StringComparer.Ordinal);
        Assert.Equal(["control.socket: \"\" → /elsewhere", "pipeline.buffers: 2 → 5"], report.NeedRestart.Select(change => change.ToString()), StringComparer.Ordinal);
        Assert.Equal((2, 3, "debug"), (live.Now.Node.Slots, live.Now.Scenarios.Max, live.Now.Log.Level));
        Assert.Equal((2, ""), (live.Now.Pipeline.Buffers, live.Now.Control.Socket));
    }

    [Fact]
    public void What_waits_for_a_restart_is_named_each_time_and_what_acts_only_once()
    {
        var live = new LiveSettings(Read());
        live.Take(Read("log.level=debug", "pipeline.buffers=5"));

        var again = live.Take(Read("log.level=debug", "pipeline.buffers=5"));

        Assert.Empty(again.Changed);
        Assert.Equal("pipeline.buffers", Assert.Single(again.NeedRestart).Key);
    }

    [Fact]
    public void More_slots_than_at_the_start_need_threads_and_so_a_restart()
    {
        var live = new LiveSettings(Read("node.slots=2"));

        var report = live.Take(Read("node.slots=3"));

        Assert.Empty(report.Changed);
        Assert.Equal("node.slots", Assert.Single(report.NeedRestart).Key);
        Assert.Equal(2, live.Now.Node.Slots);
    }

    [Fact]
    public void A_reading_with_a_mistake_changes_nothing()
    {
        var live = new LiveSettings(Read());

        var report = live.Take(Read("log.level=debug", "scenarios.max=0"));

        Assert.False(report.IsValid);
        Assert.NotEmpty(report.Findings);
        Assert.Equal("information", live.Now.Log.Level);
    }

    [Fact]
    public void Options_of_the_offload_change_and_its_stores_and_scratch_wait_for_a_restart()
    {
        var live = new LiveSettings(Read());

        var report = live.Take(Read(
            "snapshot-io.keep-last=7", "snapshot-io.janitor-interval=1 m", "snapshot-io.file.directory=/elsewhere", "snapshot-io.temp.max-total-bytes=1 GiB"));

        Assert.Equal(["snapshot-io.janitor-interval", "snapshot-io.keep-last"], report.Changed.Select(change => change.Key), StringComparer.Ordinal);
        Assert.Equal(["snapshot-io.file.directory", "snapshot-io.temp.max-total-bytes"], report.NeedRestart.Select(change => change.Key), StringComparer.Ordinal);
        Assert.Equal((7, TimeSpan.FromMinutes(1)), (live.Now.SnapshotIo.Number("keep-last"), live.Now.SnapshotIo.Time("janitor-interval")));
        Assert.Equal(("", 8L << 30), (live.Now.SnapshotIo.Text("file.directory"), live.Now.SnapshotIo.Number("temp.max-total-bytes")));
    }

    private static NodeLoadResult Read(params string[] options) =>
        NodeConfigurationLoader.Load(new NodeSources(null, null, null, new Dictionary<string, string>(StringComparer.Ordinal), options));
}
