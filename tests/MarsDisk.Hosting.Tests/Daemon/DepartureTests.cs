using MarsDisk.Configuration.Node;
using MarsDisk.Hosting.Daemon;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Hosting.Tests.Daemon;

/// <summary>A daemon leaves in order, and within its limits when something does not stop.</summary>
public sealed class DepartureTests
{
    private static readonly DrainSection Limits = new(Pipelines: TimeSpan.FromSeconds(5), All: TimeSpan.FromSeconds(10));
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly HandClock _clock = new();
    private readonly List<string> _done = [];
    private readonly List<TimeSpan> _late = [];
    private Func<TimeSpan, Task> _shipping = _ => Task.CompletedTask;

    [Fact]
    public async Task Listeners_close_before_runs_stop_and_both_once()
    {
        var departure = New(Task.CompletedTask, Task.CompletedTask);

        await departure.LeaveAsync();
        await departure.LeaveAsync();

        Assert.Equal(["listeners", "runs"], _done);
        Assert.Empty(_late);
    }

    [Fact]
    public async Task Runs_that_do_not_stop_are_left_behind_after_drain_pipelines()
    {
        var leaving = New(Task.CompletedTask, Never).LeaveAsync();

        _clock.Advance(Limits.Pipelines - TimeSpan.FromMilliseconds(1));
        Assert.False(leaving.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await leaving;

        Assert.Equal([Limits.Pipelines], _late);
    }

    [Fact]
    public async Task Listeners_that_do_not_close_are_left_behind_after_drain_all_and_runs_are_told_to_stop()
    {
        var leaving = New(Never, Never).LeaveAsync();

        _clock.Advance(Limits.All - TimeSpan.FromMilliseconds(1));
        Assert.False(leaving.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await leaving;

        Assert.Equal([Limits.All], _late);
        Assert.Equal(["listeners", "runs"], _done);
    }

    [Fact]
    public async Task The_limit_of_all_holds_for_listeners_and_runs_together()
    {
        var closed = new TaskCompletionSource();
        var leaving = New(closed.Task, Never).LeaveAsync();

        _clock.Advance(TimeSpan.FromSeconds(8));
        closed.SetResult();
        while (_done.Count < 2)
            await Task.Yield();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await leaving;

        Assert.Equal([Limits.All], _late);
    }

    [Fact]
    [Trait("Snapshot", "123")]
    public async Task What_is_on_its_way_to_the_target_is_finished_before_runs_stop_and_in_the_time_that_they_leave()
    {
        _shipping = time => { _done.Add(FormattableString.Invariant($"ship within {time.TotalSeconds} s")); return Task.CompletedTask; };
        var closed = new TaskCompletionSource();
        var leaving = New(closed.Task, Task.CompletedTask).LeaveAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        closed.SetResult();
        await leaving;

        Assert.Equal(["listeners", "ship within 3 s", "runs"], _done);
    }

    [Fact]
    [Trait("Snapshot", "123")]
    public async Task A_target_that_does_not_even_give_up_takes_no_time_from_the_runs()
    {
        _shipping = _ => Never;
        var leaving = New(Task.CompletedTask, Task.CompletedTask).LeaveAsync();

        _clock.Advance(Limits.All - Limits.Pipelines);
        Assert.DoesNotContain("runs", _done, StringComparer.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await leaving;

        Assert.Contains("runs", _done, StringComparer.Ordinal);
        Assert.Empty(_late);
    }

    private Departure New(Task listeners, Task runs) => new(
        () => { _done.Add("listeners"); return listeners; },
        time => _shipping(time),
        () => { if (!_done.Contains("runs")) _done.Add("runs"); return runs; },
        () => Limits, _clock, _late.Add);
}
