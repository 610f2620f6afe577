using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics;

namespace MarsDisk.Snapshots.Hosting.Tests;

public sealed class HostTests
{
    [Trait("Snapshot", "117")]
    [Fact]
    public async Task A_store_that_is_down_delays_no_start_and_is_prepared_as_soon_as_it_is_up()
    {
        using var rig = new HostRig();
        rig.StateFaults.IsDown = true;

        await rig.App.StartAsync();
        var waits = new List<TimeSpan>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            waits.Add(await rig.Clock.Waits.ReadAsync());
            rig.Clock.Advance(waits[^1]);
        }
        rig.StateFaults.IsDown = false;
        var last = await rig.Clock.Waits.ReadAsync();
        Assert.False(rig.Get<SnapshotUpkeep>().IsReady);
        rig.Clock.Advance(last);
        await rig.Clock.Waits.ReadAsync();                   // the janitor passed and waits for its next turn

        Assert.InRange(waits[0].TotalSeconds, 0.5, 1);
        Assert.InRange(waits[3].TotalSeconds, 4, 8);
        Assert.All(waits.Skip(10), wait => Assert.InRange(wait.TotalMinutes, 2.5, 5));
        Assert.True(rig.Get<SnapshotUpkeep>().IsReady);
        Assert.Equal(SnapshotStatus.Ok, await rig.PersistAsync());
        await rig.App.StopAsync();
    }

    [Fact]
    public async Task The_janitor_passes_at_the_start_and_each_time_its_interval_is_over()
    {
        using var rig = new HostRig(("janitor-interval", "00:10:00"), ("min-retain", "00:00:00"), ("keep-last", "1"), ("garbage-grace", "00:05:00"));
        await rig.App.StartAsync();
        Assert.Equal(TimeSpan.FromMinutes(10), await rig.Clock.Waits.ReadAsync());
        await rig.PersistAsync(1);
        await rig.PersistAsync(2);
        Assert.Equal(2, rig.Blobs.Names.Count);

        rig.Clock.Advance(TimeSpan.FromMinutes(10));
        while (await rig.Clock.Waits.ReadAsync() != TimeSpan.FromMinutes(10))
        {
            // The deadlines of the two persists.
        }

        Assert.Single(rig.Blobs.Names);
        await rig.App.StopAsync();
    }

    [Fact]
    public async Task The_health_is_degraded_after_five_failures_and_good_after_one_success()
    {
        using var rig = new HostRig();
        await rig.App.StartAsync();
        await rig.Clock.Waits.ReadAsync();
        rig.BlobFaults.IsDown = true;
        for (var failure = 0; failure < 4; failure++)
            await rig.PersistAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(rig)).Status);

        await rig.PersistAsync();
        var bad = await CheckAsync(rig);
        rig.BlobFaults.IsDown = false;
        await rig.PersistAsync();

        Assert.Equal(HealthStatus.Degraded, bad.Status);
        Assert.Contains("last 5 snapshots failed", bad.Description, StringComparison.Ordinal);
        Assert.Equal(5, bad.Data["failures"]);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(rig)).Status);
        await rig.App.StopAsync();
    }

    [Fact]
    public async Task The_health_is_bad_when_the_last_snapshot_is_too_old_and_while_a_store_is_away_degraded()
    {
        using var rig = new HostRig(("health:max-snapshot-age", "01:00:00"));
        rig.StateFaults.IsDown = true;
        await rig.App.StartAsync();
        await rig.Clock.Waits.ReadAsync();
        var away = await CheckAsync(rig);
        rig.StateFaults.IsDown = false;
        await rig.PersistAsync();

        rig.Clock.Advance(TimeSpan.FromMinutes(61));
        var old = await CheckAsync(rig);

        Assert.Equal(HealthStatus.Degraded, away.Status);
        Assert.Contains("state.unavailable", away.Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, old.Status);
        Assert.Equal(61 * 60.0, old.Data["age_seconds"]);
        await rig.App.StopAsync();
    }

    [Trait("Snapshot", "102")]
    [Fact]
    public async Task A_changed_mode_holds_from_the_next_snapshot_on_and_a_wrong_one_is_not_taken()
    {
        using var rig = new HostRig(("mode", "stream"));
        await rig.App.StartAsync();
        await rig.Clock.Waits.ReadAsync();
        Assert.Equal(SnapshotStatus.Ok, await rig.PersistAsync(1));

        Reload(rig, "off");
        Assert.Equal(SnapshotStatus.Disabled, await rig.PersistAsync(2));
        Reload(rig, "sometimes");
        Assert.Equal(SnapshotMode.Off, rig.Get<SnapshotServices>().Mode);
        Reload(rig, "stream");

        Assert.Equal(SnapshotStatus.Ok, await rig.PersistAsync(2));
        await rig.App.StopAsync();
    }

    [Fact]
    public async Task Older_callers_get_a_store_by_the_name_of_its_provider()
    {
        using var rig = new HostRig();
        var archive = rig.App.Services.GetRequiredKeyedService<IBlobStorageSnapshotAccessor>("archive");

        var key = await archive.WriteAsync(new MemoryStream([1, 2, 3]), "projector");

        Assert.Same(archive, rig.Get<SnapshotServices>().BlobsOf("archive"));
        Assert.Equal("inmemory", rig.Get<SnapshotServices>().Blobs!.ProviderName);
        await using var stream = await archive.OpenReadAsync(key);
        Assert.Equal(1, stream.ReadByte());
    }

    [Fact]
    public void The_instruments_reach_the_listeners_of_the_container()
    {
        using var rig = new HostRig();
        var configured = rig.Get<Microsoft.Extensions.Options.IOptions<MetricsOptions>>().Value;

        Assert.Contains(configured.Rules, rule => rule.MeterName == SnapshotMetrics.MeterName && rule.Enable);
    }

    private static void Reload(HostRig rig, string mode)
    {
        rig.Configuration["mode"] = mode;
        ((IConfigurationRoot)rig.Configuration).Reload();
    }

    private static async Task<HealthReportEntry> CheckAsync(HostRig rig) =>
        (await rig.Get<HealthCheckService>().CheckHealthAsync()).Entries[SnapshotHostingExtensions.Name];
}
