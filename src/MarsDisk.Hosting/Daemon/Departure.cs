using MarsDisk.Configuration.Node;

namespace MarsDisk.Hosting.Daemon;

/// <summary>
/// The end of a daemon, once: its listeners, then its runs, within their limits (experience.md §5.6). What does not stop in
/// time is left to the end of the process: nothing depends on an orderly one (law 5).
/// </summary>
/// <param name="closeListeners">Takes no request any more.</param>
/// <param name="stopRuns">Stops every run at its last commit.</param>
/// <param name="limits">How long it may take.</param>
/// <param name="clock">Measures that.</param>
/// <param name="late">Told of a limit that has passed.</param>
internal sealed class Departure(Func<Task> closeListeners, Func<Task> stopRuns, Func<DrainSection> limits, TimeProvider clock, Action<TimeSpan> late)
{
    private Task? _leaving;

    /// <summary>Leaves; repeating it waits for the same end.</summary>
    public Task LeaveAsync() => _leaving ??= LeaveOnceAsync(limits());

    private async Task LeaveOnceAsync(DrainSection limit)
    {
        using var all = new CancellationTokenSource(limit.All, clock);
        try
        {
            await closeListeners().WaitAsync(all.Token);
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
}
