using MarsDisk.Snapshots.Hosts;
using MarsDisk.Snapshots.Testing.Faults;
using MarsDisk.Snapshots.Tests.Pipeline;

namespace MarsDisk.Snapshots.Tests.Hosts;

[Trait("Snapshot", "117")]
public sealed class StoreReadinessTests : IDisposable
{
    private readonly HandClock _clock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly PipelineRig _rig;
    private readonly StoreReadiness _stores;

    public StoreReadinessTests()
    {
        _rig = new PipelineRig(time: _clock);
        _stores = new StoreReadiness(_rig.Services, _end.Token);
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task A_store_that_is_down_at_the_start_is_tried_for_ever_and_works_when_it_comes_up()
    {
        _rig.BlobFaults.IsDown = true;
        _stores.Begin();
        var waits = new List<double>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            waits.Add(_clock.WaitForTimer().TotalSeconds);
            _clock.Advance(_clock.WaitForTimer());
        }
        Assert.All(waits.Zip([1.0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]), wait => Assert.InRange(wait.First, wait.Second / 2, wait.Second));
        var last = _clock.WaitForTimer();
        Assert.False(_stores.IsReady);

        _rig.BlobFaults.IsDown = false;
        _clock.Advance(last);

        Assert.True(SpinWait.SpinUntil(() => _stores.IsReady, TimeSpan.FromSeconds(20)));
        Assert.True((await _stores.EnsureAsync(default)).IsSuccess);
        Assert.Null(_stores.Error);
    }

    [Fact]
    public async Task Requests_fail_at_once_meanwhile_and_call_nothing()
    {
        _rig.StateFaults.IsDown = true;
        var first = await _stores.EnsureAsync(default);
        _clock.WaitForTimer();
        var calls = _rig.StateFaults.CallsOf("ensure");

        var second = await _stores.EnsureAsync(default);

        Assert.Equal((SnapshotStatus.Unavailable, SnapshotStatus.Unavailable), (first.Status, second.Status));
        Assert.Equal((1, 1), (calls, _rig.StateFaults.CallsOf("ensure")));
    }

    [Fact]
    public async Task A_store_that_is_there_is_prepared_once()
    {
        Assert.True((await _stores.EnsureAsync(default)).IsSuccess);
        Assert.True((await _stores.EnsureAsync(default)).IsSuccess);

        Assert.Equal((1, 1), (_rig.StateFaults.CallsOf("ensure"), _rig.BlobFaults.CallsOf("ensure")));
    }

    [Fact]
    public async Task Whoever_waits_for_the_first_attempt_may_give_up()
    {
        var never = new TaskCompletionSource();
        _rig.StateFaults.Wait("ensure", 1, () => never.Task);
        using var patience = new CancellationTokenSource();
        var waiting = _stores.EnsureAsync(patience.Token);
        await patience.CancelAsync();

        Assert.Equal(SnapshotStatus.Cancelled, (await waiting).Status);
        never.SetResult();
        Assert.True((await _stores.EnsureAsync(default)).IsSuccess);
    }
}
