using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Staging;

namespace MarsDisk.Snapshots.FileSystem;

/// <summary>What a failed call of the disk means for the caller.</summary>
internal static class FileErrors
{
    /// <summary>Whether an exception is the disk's, and not ours.</summary>
    public static bool IsOfDisk(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The outcome of a failed call on an object.</summary>
    public static SnapshotOutcome<T> OfBlob<T>(SnapshotStage stage, Exception error) => error switch
    {
        _ when DiskErrors.IsFull(error) =>
            SnapshotOutcome.Failed<T>(SnapshotStatus.NoSpace, stage, SnapshotCodes.BlobNoSpace, "The device of the store is full.", cause: error),
        UnauthorizedAccessException =>
            SnapshotOutcome.Failed<T>(SnapshotStatus.Fault, stage, SnapshotCodes.BlobDenied, error.Message, cause: error),
        _ => SnapshotOutcome.Failed<T>(SnapshotStatus.Unavailable, stage, SnapshotCodes.BlobUnavailable, error.Message, isTransient: true, error),
    };

    /// <summary>The outcome of a failed call on a document or item.</summary>
    public static SnapshotOutcome<T> OfState<T>(SnapshotStage stage, Exception error) => error switch
    {
        _ when DiskErrors.IsFull(error) =>
            SnapshotOutcome.Failed<T>(SnapshotStatus.NoSpace, stage, SnapshotCodes.StateNoSpace, "The device of the store is full.", cause: error),
        UnauthorizedAccessException =>
            SnapshotOutcome.Failed<T>(SnapshotStatus.Fault, stage, SnapshotCodes.StateDenied, error.Message, cause: error),
        _ => SnapshotOutcome.Failed<T>(SnapshotStatus.Unavailable, stage, SnapshotCodes.StateUnavailable, error.Message, isTransient: true, error),
    };

    /// <summary>Cancelled before anything became visible.</summary>
    public static SnapshotOutcome<T> Cancelled<T>(SnapshotStage stage, OperationCanceledException error) =>
        SnapshotOutcome.Failed<T>(SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "Cancelled before it was published.", cause: error);
}
