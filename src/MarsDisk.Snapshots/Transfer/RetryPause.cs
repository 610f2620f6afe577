namespace MarsDisk.Snapshots.Transfer;

/// <summary>Pauses before a request is sent again.</summary>
internal static class RetryPause
{
    /// <summary>
    /// Decorrelated jitter: a length drawn between the shortest and three times the last one, so that many hosts do not come
    /// back together.
    /// </summary>
    /// <param name="last">The pause before; at first the shortest.</param>
    /// <param name="shortest">Shortest pause.</param>
    /// <param name="longest">Longest pause.</param>
    public static TimeSpan After(TimeSpan last, TimeSpan shortest, TimeSpan longest)
    {
        var most = Math.Min(longest.TotalMilliseconds, last.TotalMilliseconds * 3);
        var least = Math.Min(shortest.TotalMilliseconds, longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(least + (Math.Max(0, most - least) * Random.Shared.NextDouble()));
    }
}
