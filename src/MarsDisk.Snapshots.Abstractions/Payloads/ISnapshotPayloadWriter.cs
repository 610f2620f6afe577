namespace MarsDisk.Snapshots;

/// <summary>Produces and places the bytes of snapshots; knows nothing of records.</summary>
public interface ISnapshotPayloadWriter
{
    /// <summary>
    /// Calls the writer of the body once and places what it wrote. A small body comes back within the handle
    /// (<see cref="SnapshotPayloadHandle.InlineBytes"/>) and no blob store is asked.
    /// </summary>
    ValueTask<SnapshotOutcome<SnapshotPayloadHandle>> WriteAsync(
        SnapshotBodyWriter writeBody, SnapshotWriteOptions options, CancellationToken cancellation = default);
}
