using MarsDisk.Snapshots.Janitor;
using MarsDisk.Snapshots.Testing.Faults;
using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Janitor;

public sealed class JanitorScheduleTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly HandClock _clock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly PipelineRig _rig;

    public JanitorScheduleTests() => _rig = new PipelineRig(options => options with { KeepLast = 1 }, time: _clock);

    public void Dispose()
    {
        _end.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Passes_at_the_start_and_after_each_interval_until_it_is_ended()
    {
        var (schedule, running) = Start("a");

        for (var pass = 1; pass <= 3; pass++)
        {
            Assert.Equal(Interval, _clock.WaitForTimer());
            Assert.Equal(pass, _rig.Log.Count(line => line.StartsWith("7130 ", StringComparison.Ordinal)));
            Assert.Equal(_clock.GetUtcNow(), schedule.State.At);
            _clock.Advance(Interval);
        }
        _clock.WaitForTimer();
        await EndAsync(running);
    }

    [Fact]
    public async Task Takes_what_is_due_away_in_the_background()
    {
        var interval = TimeSpan.FromHours(6);
        await _rig.PersistAsync(PipelineRig.Body(300_000), PipelineRig.Options(sequence: 1));
        await _rig.PersistAsync(PipelineRig.Body(300_000), PipelineRig.Options(sequence: 2));
        Assert.Equal(2, _rig.Inner.Names.Count);
        var (schedule, running) = Start("a", interval);

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(25); passed += interval)
        {
            _clock.WaitForTimer();
            _clock.Advance(interval);
        }
        _clock.WaitForTimer();

        Assert.Single(_rig.Inner.Names);
        Assert.Equal(0, schedule.State.Last!.Failures);
        await EndAsync(running);
    }

    [Fact]
    public async Task Lists_everything_once_a_day_only()
    {
        var (_, running) = Start("a", TimeSpan.FromHours(3));

        for (var pass = 0; pass < 2 * 8; pass++)
        {
            _clock.WaitForTimer();
            _clock.Advance(TimeSpan.FromHours(3));
        }
        _clock.WaitForTimer();

        Assert.Equal(3, _rig.BlobFaults.CallsOf("list"));      // at the start, and after one and two days
        await EndAsync(running);
    }

    [Fact]
    public async Task Of_two_nodes_that_share_a_store_one_cleans_it_and_the_other_follows_when_it_leaves()
    {
        var (first, running) = Start("a");
        _clock.WaitForTimer();
        using var end = new CancellationTokenSource();
        var second = new JanitorSchedule(() => _rig.Services, "b");
        var other = second.RunAsync(end.Token);
        SpinWait.SpinUntil(() => second.State.At is not null);
        Assert.Equal((true, false), (first.State.IsLeader, second.State.IsLeader));

        await EndAsync(running);
        _clock.WaitForTimer();
        _clock.Advance(Interval);
        Assert.True(SpinWait.SpinUntil(() => second.State.IsLeader, TimeSpan.FromSeconds(20)));

        await end.CancelAsync();
        await other;
    }

    [Fact]
    public async Task A_leader_that_died_is_followed_when_its_lease_has_expired()
    {
        Assert.True(await new JanitorLease(_rig.Services, "dead").TryHoldAsync(Interval * 2, default));
        var (schedule, running) = Start("b");
        _clock.WaitForTimer();
        Assert.False(schedule.State.IsLeader);
        _clock.Advance(Interval);
        _clock.WaitForTimer();
        _clock.Advance(Interval);
        _clock.WaitForTimer();

        Assert.True(schedule.State.IsLeader);
        await EndAsync(running);
    }

    [Fact]
    public async Task A_store_that_is_away_is_cleaned_at_a_later_pass()
    {
        _rig.StateFaults.IsDown = true;
        var (schedule, running) = Start("a");
        _clock.WaitForTimer();
        Assert.False(schedule.State.IsLeader);

        _rig.StateFaults.IsDown = false;
        _clock.Advance(Interval);
        _clock.WaitForTimer();

        Assert.True(schedule.State.IsLeader);
        await EndAsync(running);
    }

    [Fact]
    public async Task A_shorter_interval_counts_at_once_and_from_the_last_pass()
    {
        var services = _rig.Services;
        var schedule = new JanitorSchedule(() => services, "a");
        var running = schedule.RunAsync(_end.Token);
        _clock.WaitForTimer();
        _clock.Advance(TimeSpan.FromMinutes(1));

        services = services.With(services.Options with { JanitorInterval = TimeSpan.FromMinutes(3) });
        schedule.Reconsider();

        Assert.True(SpinWait.SpinUntil(() => _clock.WaitForTimer() == TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20)));
        await EndAsync(running);
    }

    [Fact]
    public async Task The_lease_is_no_snapshot_and_is_never_garbage()
    {
        var lease = new JanitorLease(_rig.Services, "a");
        for (var pass = 0; pass < 5; pass++)
            Assert.True(await lease.TryHoldAsync(Interval, default));

        var records = new List<SnapshotStateRecord>();
        await foreach (var record in _rig.States.ListAsync(null))
            records.Add(record);
        Assert.True(JanitorLease.IsLease(Assert.Single(records)));
        Assert.Empty(await _rig.GarbageAsync());
    }

    private (JanitorSchedule Schedule, Task Running) Start(string owner, TimeSpan? interval = null)
    {
        var services = _rig.Services.With(_rig.Services.Options with { JanitorInterval = interval ?? Interval });
        var schedule = new JanitorSchedule(() => services, owner);
        return (schedule, schedule.RunAsync(_end.Token));
    }

    private async Task EndAsync(Task running)
    {
        await _end.CancelAsync();
        await running;
    }
}
