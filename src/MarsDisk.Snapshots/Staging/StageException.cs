using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Staging;

/// <summary>Staging cannot go on; becomes the outcome of the persist.</summary>
internal sealed class StageException(SnapshotStatus status, SnapshotError error) : Exception(error.Message, error.Cause)
{
    public SnapshotStatus Status { get; } = status;

    public SnapshotError Error { get; } = error;

    public SnapshotOutcome<T> As<T>() => SnapshotOutcome.Failed<T>(Status, Error);

    public static StageException NoSpace(string message, Exception? cause = null) => new(
        SnapshotStatus.NoSpace, new SnapshotError(SnapshotStage.Stage, SnapshotCodes.StageNoSpace, message, IsTransient: true, cause));

    /// <summary>The scratch device failed in a place where nobody expected it.</summary>
    public static SnapshotOutcome<T> Broken<T>(SnapshotStage stage, Exception error) => SnapshotOutcome.Failed<T>(
        SnapshotStatus.Fault, stage, SnapshotCodes.StageIo, $"Scratch cannot be used: {error.Message}", isTransient: true, error);

    /// <summary>Whether a source failed by itself, and not because its caller or the pipeline ended it.</summary>
    public static bool IsOfSource(Exception error, CancellationToken cancellation) =>
        error is not (StageException or OutOfMemoryException) && !(error is OperationCanceledException && cancellation.IsCancellationRequested);
}
