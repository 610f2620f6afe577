using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Heads;

/// <summary>How often a compare-and-set is tried that other writers were faster with, and how long it waits in between.</summary>
internal static class Contention
{
    /// <summary>The first attempt and eight re-reads.</summary>
    public const int AttemptsMax = 9;

    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits before an attempt, but not before the first.</summary>
    public static Task PauseBeforeAsync(int attempt, TimeProvider clock, CancellationToken cancellation) => attempt == 1
        ? Task.CompletedTask
        : Task.Delay(RetryPause.Doubled(attempt - 1, PauseFirst, PauseMax, Random.Shared.NextDouble()), clock, cancellation);

    /// <summary>Others were faster each time.</summary>
    /// <param name="stage">The step, for the error.</param>
    /// <param name="what">What they changed.</param>
    public static SnapshotOutcome<T> Lost<T>(SnapshotStage stage, string what) => SnapshotOutcome.Failed<T>(
        SnapshotStatus.Unavailable, stage, Diagnostics.SnapshotCodes.StateContended,
        $"Other writers changed {what} {AttemptsMax} times in a row.", isTransient: true);
}
