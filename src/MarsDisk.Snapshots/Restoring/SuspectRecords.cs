using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Restoring;

/// <summary>
/// Records that were found bad before, by a restore or the janitor. A store does not choose them any more; whoever chose an
/// older one without asking about them would go back in time as if nothing had happened.
/// </summary>
internal static class SuspectRecords
{
    /// <summary>How many are newer than what a store chose; a failure when they are more than may be passed over.</summary>
    /// <param name="services">The stores.</param>
    /// <param name="series">Whose.</param>
    /// <param name="selection">Bounds; who passes over records itself is not asked.</param>
    /// <param name="chosen">What was chosen; null: nothing.</param>
    /// <param name="depth">Records that may be passed over.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async ValueTask<SnapshotOutcome<int>> PassedOverAsync(
        SnapshotServices services, SnapshotSeries series, SnapshotSelection selection, SnapshotStateRecord? chosen, int depth, CancellationToken cancellation)
    {
        if (selection.Skip > 0)
            return SnapshotOutcome.Ok(0);
        var newer = new List<SnapshotPosition>();
        try
        {
            await foreach (var record in services.States.ListAsync(series, cancellation).ConfigureAwait(false))
            {
                if (record.State == SnapshotRecordState.Suspect && selection.Holds(record.Position) && (chosen is null || IsNewer(record, chosen)))
                    newer.Add(record.Position);
            }
        }
        catch (IOException error)
        {
            return SnapshotOutcome.Failed<int>(
                SnapshotStatus.Unavailable, SnapshotStage.Select, SnapshotCodes.StateUnavailable, $"The records cannot be listed: {error.Message}", isTransient: true, error);
        }
        if (newer.Count == 0)
            return SnapshotOutcome.Ok(0);

        // Whoever began a generation since knows that those before it cannot be used.
        var generation = await services.States.CurrentGenerationAsync(series, cancellation).ConfigureAwait(false);
        if (!generation.IsSuccess)
            return generation.As<int>();
        newer.RemoveAll(position => position.Generation < generation.Value);
        if (newer.Count == 0)
            return SnapshotOutcome.Ok(0);
        var newest = newer.MaxBy(position => (position.Generation, position.Sequence, position.TimestampTicks)).Sequence;
        if (newer.Count > depth || chosen is null)
            return SnapshotOutcome.Failed<int>(
                SnapshotStatus.Corrupt, SnapshotStage.Select, SnapshotCodes.SelectSuspect,
                $"The snapshot of sequence {newest} was found bad before, and "
                + (chosen is null ? "there is no older one." : $"{depth} may be passed over (fallback-depth), not {newer.Count}.")
                + " Save a newer one, or delete it.");
        services.Host.Log(
            SnapshotEvents.FellBack, SnapshotEvents.Warning,
            $"The snapshot of sequence {newest} was found bad before; that of sequence {chosen.Position.Sequence} is tried.");
        return SnapshotOutcome.Ok(newer.Count);
    }

    private static bool IsNewer(SnapshotStateRecord one, SnapshotStateRecord other) =>
        (one.Position.Generation, one.Position.Sequence, one.Position.TimestampTicks)
            .CompareTo((other.Position.Generation, other.Position.Sequence, other.Position.TimestampTicks)) > 0;
}
