namespace MarsDisk.Snapshots;

/// <summary>
/// Records of snapshots. A store implements operations on metadata only: staging, placing and cleaning up exist once, in
/// the pipeline. Bytes of a record are read by <see cref="OpenInlineAsync"/> alone; no other method touches them.
/// </summary>
public interface ISnapshotStateStore
{
    /// <summary>Name, e.g. <c>postgresql</c>.</summary>
    string StoreName { get; }

    /// <summary>Longest body of a record, in bytes at rest.</summary>
    int MaxInlineBytes { get; }

    /// <summary>
    /// Makes a record live, in one atomic step: fenced write id → <see cref="SnapshotStatus.Conflict"/>
    /// (<c>commit.fenced</c>); same write id with the same checksum → <see cref="SnapshotStatus.AlreadyDone"/>, with
    /// another → <see cref="SnapshotStatus.Conflict"/>; expectation not met → its status; a larger ticket of the same
    /// writer at this position → <see cref="SnapshotStatus.Superseded"/>; else upsert with revision + 1, the displaced
    /// blob going to the list of garbage in the same step.
    /// </summary>
    ValueTask<SnapshotOutcome<SnapshotCommit>> CommitAsync(SnapshotCommitRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// The newest live record within bounds: by generation, sequence, timestamp, revision. A success with null: none.
    /// </summary>
    ValueTask<SnapshotOutcome<SnapshotStateRecord?>> SelectAsync(
        SnapshotSeries series, SnapshotSelection selection, CancellationToken cancellation = default);

    /// <summary>The stored bytes of an inline record; <see cref="SnapshotStatus.NotFound"/> when they are gone.</summary>
    ValueTask<SnapshotOutcome<Stream>> OpenInlineAsync(SnapshotStateRecord record, CancellationToken cancellation = default);

    /// <summary>All records of a series, whatever their state, or of every series; metadata only.</summary>
    IAsyncEnumerable<SnapshotStateRecord> ListAsync(SnapshotSeries? series, CancellationToken cancellation = default);

    /// <summary>Deletes the records within bounds; their blobs go to the list of garbage.</summary>
    /// <param name="series">Whose.</param>
    /// <param name="selection">Bounds; <see cref="SnapshotSelection.Skip"/> is not used.</param>
    /// <param name="exactTimestampTicks">Only records with exactly this time; null: any time.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>How many; none is a success.</returns>
    ValueTask<SnapshotOutcome<int>> DeleteAsync(
        SnapshotSeries series, SnapshotSelection selection, long? exactTimestampTicks, CancellationToken cancellation = default);

    /// <summary>Takes one record out of use (<see cref="SnapshotRecordState.Retired"/>: its blob becomes garbage) or marks it as suspect.</summary>
    /// <returns>False when the record is not there any more with this revision.</returns>
    ValueTask<SnapshotOutcome<bool>> MarkAsync(
        SnapshotStateRecord record, SnapshotRecordState state, string reason, CancellationToken cancellation = default);

    /// <summary>The record of a write; a success with null: none.</summary>
    ValueTask<SnapshotOutcome<SnapshotStateRecord?>> FindByWriteIdAsync(
        SnapshotSeries series, Guid writeId, CancellationToken cancellation = default);

    /// <summary>Makes every later commit of a write id fail, for ever.</summary>
    /// <returns>True: fenced before any commit. False: it was committed before.</returns>
    ValueTask<SnapshotOutcome<bool>> FenceAsync(SnapshotSeries series, Guid writeId, CancellationToken cancellation = default);

    /// <summary>Whether a live or suspect record refers to a blob.</summary>
    ValueTask<SnapshotOutcome<bool>> IsReferencedAsync(string provider, string key, CancellationToken cancellation = default);

    /// <summary>Begins a generation; every snapshot of it is newer than those before.</summary>
    /// <returns>Its number.</returns>
    ValueTask<SnapshotOutcome<long>> BeginGenerationAsync(SnapshotSeries series, string reason, CancellationToken cancellation = default);

    /// <summary>The generation that new snapshots belong to; 0 before any began.</summary>
    ValueTask<SnapshotOutcome<long>> CurrentGenerationAsync(SnapshotSeries series, CancellationToken cancellation = default);

    /// <summary>Puts a blob that no record ever named on the list of garbage.</summary>
    ValueTask<SnapshotOutcome<bool>> AddGarbageAsync(SnapshotSeries series, GarbageEntry entry, CancellationToken cancellation = default);

    /// <summary>Blobs that nothing refers to, oldest first.</summary>
    IAsyncEnumerable<GarbageEntry> ListGarbageAsync(CancellationToken cancellation = default);

    /// <summary>Takes an entry off the list, when its blob is gone or referred to again.</summary>
    /// <returns>False: it was not on the list.</returns>
    ValueTask<SnapshotOutcome<bool>> RemoveGarbageAsync(GarbageEntry entry, CancellationToken cancellation = default);

    /// <summary>Makes what the store needs: tables, directories. May be called again at any time.</summary>
    ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default);

    /// <summary>
    /// The record form of older programs: inline bytes up to <see cref="MaxInlineBytes"/>, or the metadata of bytes that are
    /// stored already. Goes through <see cref="CommitAsync"/>.
    /// </summary>
    ValueTask<SnapshotOutcome<SnapshotCommit>> UpsertAsync(SnapshotStateRecord record, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return CommitAsync(
            new SnapshotCommitRequest(
                record.Series, record.Position, record.Payload, new SnapshotExpectation.None(), default, record.BuildSource, record.BuildHost),
            cancellation);
    }
}
