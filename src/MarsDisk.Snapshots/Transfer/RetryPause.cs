namespace MarsDisk.Snapshots.Transfer;

/// <summary>
/// Pauses before something is tried again: of random length, so that many hosts that lost a store together do not come back
/// together.
/// </summary>
internal static class RetryPause
{
    // What a timer takes; whoever waits has a limit of its own.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Of requests, decorrelated jitter: a length drawn between the shortest and three times the last one.</summary>
    /// <param name="last">The pause before; at first the shortest.</param>
    /// <param name="shortest">Shortest pause.</param>
    /// <param name="longest">Longest pause.</param>
    public static TimeSpan After(TimeSpan last, TimeSpan shortest, TimeSpan longest)
    {
        var most = Math.Min(longest.TotalMilliseconds, last.TotalMilliseconds * 3);
        var least = Math.Min(shortest.TotalMilliseconds, longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(least + (Math.Max(0, most - least) * Random.Shared.NextDouble()));
    }

    /// <summary>The pause, or a longer one that the server asks for.</summary>
    public static TimeSpan OrAsked(TimeSpan pause, TimeSpan? asked) => asked > pause ? Min(asked.Value, Longest) : pause;

    /// <summary>Of attempts in the background: it doubles up to the longest, less a part of one half.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="first">Pause behind the first one.</param>
    /// <param name="longest">Longest pause.</param>
    /// <param name="chance">0: the half; 1: all of it.</param>
    public static TimeSpan Doubled(int attempt, TimeSpan first, TimeSpan longest, double chance)
    {
        var full = Math.Min(longest.Ticks, first.Ticks * (double)(1L << Math.Min(attempt - 1, 20)));
        return TimeSpan.FromTicks((long)(full * (0.5 + (0.5 * Math.Clamp(chance, 0, 1)))));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
