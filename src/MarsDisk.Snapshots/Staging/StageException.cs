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
}
