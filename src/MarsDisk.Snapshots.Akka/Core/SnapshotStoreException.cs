namespace MarsDisk.Snapshots.Akka;

/// <summary>A save, load or deletion that did not succeed; the actor finds it in its <c>…Failure</c> message.</summary>
/// <param name="status">What became of it.</param>
/// <param name="code">One of <c>SnapshotCodes</c>.</param>
/// <param name="message">What, where, and what to do.</param>
/// <param name="cause">What was thrown below, if anything.</param>
public sealed class SnapshotStoreException(SnapshotStatus status, string code, string message, Exception? cause = null)
    : Exception($"{status} ({code}): {message}", cause)
{
    /// <summary>What became of it.</summary>
    public SnapshotStatus Status { get; } = status;

    /// <summary>One of <c>SnapshotCodes</c>.</summary>
    public string Code { get; } = code;

    internal static SnapshotStoreException Of(SnapshotStatus status, SnapshotError? error) =>
        new(status, error?.Code ?? "", error?.Message ?? "No reason is known.", error?.Cause);
}
