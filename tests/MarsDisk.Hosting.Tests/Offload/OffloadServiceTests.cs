using System.Text.Json;

using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Offload;
using MarsDisk.Hosting.Offload;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Offload;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Hosting.Tests.Offload;

/// <summary>The offload of a node that lives for days.</summary>
public sealed class OffloadServiceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly OffloadRig _rig = new();
    private readonly HandClock _clock = new();
    private readonly List<string> _log = [];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(4, 0, OffloadHealth.Healthy)]
    [InlineData(5, 0, OffloadHealth.Degraded)]
    [InlineData(0, 59, OffloadHealth.Healthy)]
    [InlineData(5, 61, OffloadHealth.Unhealthy)]
    [InlineData(0, 61, OffloadHealth.Unhealthy)]
    [Trait("Snapshot", "121")]
    public async Task Five_failures_in_a_row_degrade_it_and_an_hour_without_a_copy_makes_it_unhealthy(int failures, int minutesBehind, OffloadHealth expected)
    {
        await using var service = OffloadService.Open(_rig.Read(), _clock, _log.Add)!;

        Assert.Equal(expected, service.HealthOf(Status(failures, minutesBehind)));
    }

    [Fact]
    public async Task The_thresholds_are_settings_and_may_change()
    {
        await using var service = OffloadService.Open(_rig.Read("health.max-failures=2", "health.max-age=0 s"), _clock, _log.Add)!;
        Assert.Equal(OffloadHealth.Degraded, service.HealthOf(Status(failures: 2, minutesBehind: 1000)));

        service.Apply(_rig.Read("health.max-failures=3", "health.max-age=1 m"));
        Assert.Equal(OffloadHealth.Healthy, service.HealthOf(Status(failures: 2, minutesBehind: 1)));
        Assert.Equal(OffloadHealth.Unhealthy, service.HealthOf(Status(failures: 0, minutesBehind: 2)));
    }

    [Fact]
    public async Task Its_description_has_what_somebody_wants_to_know()
    {
        await using var service = OffloadService.Open(_rig.Read("temp.max-total-bytes=64 MiB"), _clock, _log.Add)!;
        service.Begin();
        Assert.True(SpinWait.SpinUntil(() => Document(service).GetProperty("janitor").GetProperty("deleted").ValueKind == JsonValueKind.Number, Patience));
        Assert.True(service.Target.Persist(_rig.State(10), _ => { }, default).IsSuccess);

        var document = Document(service, Status(failures: 5, minutesBehind: 1) with
        {
            LastError = new OffloadError(SnapshotStatus.Unavailable, SnapshotStage.Place, "blob.unavailable", "away"),
            Stored = _clock.GetUtcNow() - TimeSpan.FromSeconds(90),
        });

        Assert.Equal(("file", "stream", "degraded", "backing-off"), (Text("target"), Text("mode"), Text("health"), Text("phase")));
        Assert.True(document.GetProperty("ready").GetBoolean());
        Assert.Equal((2, 5, 90.0), (document.GetProperty("queued").GetInt32(), document.GetProperty("failures").GetInt32(), document.GetProperty("stored_age_s").GetDouble()));
        Assert.Equal(64L << 20, document.GetProperty("scratch_free_bytes").GetInt64());
        Assert.Equal("away", document.GetProperty("error").GetProperty("message").GetString());
        Assert.True(document.GetProperty("janitor").GetProperty("leader").GetBoolean());

        string? Text(string name) => document.GetProperty(name).GetString();
    }

    [Fact]
    [Trait("Snapshot", "117")]
    public async Task A_store_that_is_away_at_the_start_works_when_it_is_there_and_files_are_refused_at_once_meanwhile()
    {
        await File.WriteAllTextAsync(_rig.Store, "a file where the directory of the store should be");
        await using var service = OffloadService.Open(_rig.Read(), _clock, _log.Add)!;
        service.Begin();

        Assert.Equal(SnapshotStatus.Unavailable, service.Target.Persist(_rig.State(10), _ => { }, default).Status);
        Assert.Equal(("degraded", false), (Document(service).GetProperty("health").GetString(), Document(service).GetProperty("ready").GetBoolean()));
        File.Delete(_rig.Store);

        Assert.True(SpinWait.SpinUntil(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Document(service).GetProperty("ready").GetBoolean();
        }, Patience));
        Assert.True(service.Target.Persist(_rig.State(10), _ => { }, default).IsSuccess);
        Assert.Equal("healthy", Document(service).GetProperty("health").GetString());
    }

    [Fact]
    [Trait("Snapshot", "122")]
    public async Task Its_end_gives_up_what_runs_and_leaves_no_scratch_and_no_part()
    {
        var service = OffloadService.Open(_rig.Read("temp.anonymous=false", "memory-stage-bytes=0 B"), TimeProvider.System, _log.Add)!;
        var captured = new TaskCompletionSource();
        var mayGoOn = new TaskCompletionSource();
        var task = _rig.State(10);
        var running = Task.Run(() => service.Target.Persist(task, border =>
        {
            if (border == SnapshotProgressKind.Captured)
            {
                captured.SetResult();
                mayGoOn.Task.Wait(Patience);
            }
        }, default));
        await captured.Task;

        var ending = service.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        mayGoOn.SetResult();
        await ending;

        Assert.Equal(SnapshotStatus.Cancelled, (await running).Status);
        Assert.Empty(Files("*.part"));
        Assert.Empty(Files("*.mdsnap"));
        Assert.Empty(Directory.Exists(_rig["temp"]) ? Directory.GetFiles(_rig["temp"], "*", SearchOption.AllDirectories) : []);

        string[] Files(string pattern) => Directory.Exists(_rig.Store) ? Directory.GetFiles(_rig.Store, pattern, SearchOption.AllDirectories) : [];
    }

    private static JsonElement Document(OffloadService service, OffloadStatus? status = null) =>
        JsonSerializer.SerializeToElement(service.Describe(status ?? new OffloadStatus(OffloadPhase.Idle, 0, 0, IsDegraded: false, LastError: null)));

    private OffloadStatus Status(int failures, int minutesBehind) => new(OffloadPhase.BackingOff, 2, failures, failures >= 5, LastError: null)
    {
        BehindSince = minutesBehind == 0 ? null : _clock.GetUtcNow() - TimeSpan.FromMinutes(minutesBehind),
    };
}
