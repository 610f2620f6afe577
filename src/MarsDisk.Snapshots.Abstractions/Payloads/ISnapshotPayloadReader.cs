namespace MarsDisk.Snapshots;

/// <summary>How one snapshot is read.</summary>
/// <param name="VerifyWholeChecksum">Compare the checksum of the whole object, too, before the end of the body is reported.</param>
/// <param name="MaxBodyBytes">Longest body that is accepted; null: as configured.</param>
/// <param name="ReadRetries">Times that reading goes on where it broke off after a passing failure; null: as configured.</param>
public sealed record SnapshotReadOptions(bool VerifyWholeChecksum = true, long? MaxBodyBytes = null, int? ReadRetries = null);

/// <summary>Opens the bodies of snapshots.</summary>
public interface ISnapshotPayloadReader
{
    /// <summary>Opens a body; nothing but the header has been read and checked when it returns.</summary>
    ValueTask<SnapshotOutcome<SnapshotReadResult>> ReadAsync(
        SnapshotPayloadHandle handle, SnapshotReadOptions? options = null, CancellationToken cancellation = default);
}
