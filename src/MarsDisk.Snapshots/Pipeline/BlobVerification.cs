using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>Asks a store whether what it holds is what was sent (W8).</summary>
internal static class BlobVerification
{
    /// <summary>Asks once.</summary>
    /// <returns>Null: it is. A transient error: it could not be asked. Another error: it is not.</returns>
    public static async ValueTask<SnapshotError?> CheckAsync(
        IBlobStorageSnapshotAccessor blobs, SnapshotPayloadHandle handle, CancellationToken cancellation)
    {
        var probe = await blobs.ProbeAsync(handle.Key, cancellation).ConfigureAwait(false);
        if (probe.Status == SnapshotStatus.NotFound)
            return new SnapshotError(
                SnapshotStage.Verify, SnapshotCodes.VerifyAbsent, $"{blobs.ProviderName} does not have the object that it took.", IsTransient: false);
        if (!probe.TryGet(out var found))
            return probe.Error! with { Stage = SnapshotStage.Verify, IsTransient = true };
        if (found.Length != handle.StoredLength)
            return new SnapshotError(
                SnapshotStage.Verify, SnapshotCodes.VerifyLength,
                $"{blobs.ProviderName} holds {found.Length} bytes of the {handle.StoredLength} that were sent.", IsTransient: false);
        return found.Metadata.TryGetValue(BlobMetadata.Sha256, out var hex) && !string.Equals(hex, handle.Checksum.Hex, StringComparison.OrdinalIgnoreCase)
            ? new SnapshotError(
                SnapshotStage.Verify, SnapshotCodes.VerifyChecksum, $"{blobs.ProviderName} holds an object with another checksum.", IsTransient: false)
            : null;
    }
}
