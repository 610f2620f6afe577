using MarsDisk.Configuration.Node;

namespace MarsDisk.Hosting.Daemon;

/// <summary>
/// The end of a daemon, once: its listeners, what is on its way to the offload target, then its runs, within their limits
/// (experience.md §5.6). What does not stop in time is left to the end of the process: nothing depends on an orderly one (law 5).
/// </summary>
/// <param name="closeListeners">Takes no request any more.</param>
/// <param name="ship">Finishes copies that were begun, within a time; the runs, which note them, still work.</param>
/// <param name="stopRuns">Stops every run at its last commit.</param>
/// <param name="limits">How long it may take.</param>
/// <param name="clock">Measures that.</param>
/// <param name="late">Told of a limit that has passed.</param>
internal sealed class Departure(
    Func<Task> closeListeners, Func<TimeSpan, Task> ship, Func<Task> stopRuns, Func<DrainSection> limits, TimeProvider clock, Action<TimeSpan> late)
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private Task? _leaving;

    /// <summary>Leaves; repeating it waits for the same end.</summary>
    public Task LeaveAsync() => _leaving ??= LeaveOnceAsync(limits());

    private async Task LeaveOnceAsync(DrainSection limit)
    {
        using var all = new CancellationTokenSource(limit.All, clock);
        try
        {
            var begun = clock.GetTimestamp();
            await closeListeners().WaitAsync(all.Token);
            await ShipAsync(limit.All - limit.Pipelines - clock.GetElapsedTime(begun));
            await stopRuns().WaitAsync(limit.Pipelines, clock, all.Token);
        }
        catch (TimeoutException)
        {
            late(limit.Pipelines);
        }
        catch (OperationCanceledException) when (all.IsCancellationRequested)
        {
            _ = stopRuns();                          // told, and not waited for
            late(limit.All);
        }
    }

    // What runs need to stop is left over, whatever the store does.
    private async Task ShipAsync(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return;
        try
        {
            await ship(time).WaitAsync(time + Grace, clock);
        }
        catch (TimeoutException)
        {
            // A store that does not even take a cancellation; its thread ends with the process.
        }
    }
}
