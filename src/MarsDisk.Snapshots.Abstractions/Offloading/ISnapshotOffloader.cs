namespace MarsDisk.Snapshots;

/// <summary>Persists and restores whole snapshots: bytes and record.</summary>
public interface ISnapshotOffloader
{
    /// <summary>Stages, places, verifies and commits a snapshot; <see cref="SnapshotStatus.Ok"/> means that it is durable.</summary>
    ValueTask<SnapshotOutcome<SnapshotCommit>> PersistAsync(
        ISnapshotSource source,
        SnapshotWriteOptions options,
        SnapshotExpectation expectation,
        IProgress<SnapshotProgress>? progress = null,
        CancellationToken cancellation = default);

    /// <summary>Restores the newest snapshot within bounds; <see cref="SnapshotStatus.NotFound"/> when there is none and that matters.</summary>
    ValueTask<SnapshotOutcome<SnapshotRestore<TState>>> RestoreLatestAsync<TState>(
        SnapshotSeries series,
        SnapshotSelection selection,
        ISnapshotSink<TState> sink,
        RestorePolicy policy,
        CancellationToken cancellation = default);
}

/// <summary>What a restore gives.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <param name="State">The state; default when there was no record and the policy accepts that.</param>
/// <param name="Record">Where it came from; null when there was none.</param>
/// <param name="FallbacksUsed">How many newer records could not be used.</param>
public sealed record SnapshotRestore<TState>(TState? State, SnapshotStateRecord? Record, int FallbacksUsed);

/// <summary>How restoring deals with what it finds.</summary>
/// <param name="FallbackDepth">
/// Older records that may be used when the newest is bad. 0: a bad newest snapshot is an error, because an older one is
/// right only while everything between the two still exists; whoever deletes what lies between says 0. Null: as configured.
/// </param>
/// <param name="TreatAbsentAsEmpty">No record is a success with nothing.</param>
/// <param name="ReadRetries">Times that reading goes on where it broke off after a passing failure; null: as configured.</param>
/// <param name="MaxBodyBytes">Longest body that is accepted; null: as configured.</param>
public sealed record RestorePolicy(int? FallbackDepth = null, bool TreatAbsentAsEmpty = true, int? ReadRetries = null, long? MaxBodyBytes = null);
