using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>
/// Takes older records out of use. Never the newest live one, none that is younger than the time to retain, and none that
/// a restore of this process is reading.
/// </summary>
internal sealed class SnapshotRetention(SnapshotServices services)
{
    /// <summary>Applies it to one series.</summary>
    /// <returns>How many records were retired.</returns>
    public async ValueTask<int> ApplyAsync(SnapshotSeries series, CancellationToken cancellation)
    {
        if (services.Options.KeepLast == 0)
            return 0;
        try
        {
            await services.HitAsync("retire.before", cancellation).ConfigureAwait(false);
            var live = new List<SnapshotStateRecord>();
            await foreach (var record in services.States.ListAsync(series, cancellation).ConfigureAwait(false))
            {
                if (record.State == SnapshotRecordState.Live)
                    live.Add(record with { Payload = record.Payload with { InlineBytes = default } });
            }
            var retired = 0;
            foreach (var record in Expired(live))
            {
                var marked = await services.States.MarkAsync(record, SnapshotRecordState.Retired, "retired", cancellation).ConfigureAwait(false);
                if (marked is { IsSuccess: true, Value: true })
                    retired++;
                await services.HitAsync("retire.mid", cancellation).ConfigureAwait(false);
            }
            return retired;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The next persist or pass of the janitor does it.
            SnapshotMetrics.CleanupFailed();
            return 0;
        }
    }

    private IEnumerable<SnapshotStateRecord> Expired(List<SnapshotStateRecord> live)
    {
        var newestFirst = live
            .OrderByDescending(record => record.Position.Generation)
            .ThenByDescending(record => record.Position.Sequence)
            .ThenByDescending(record => record.Position.TimestampTicks)
            .ThenByDescending(record => record.Revision)
            .ToList();
        var oldest = services.Host.Time.GetUtcNow().UtcTicks - services.Options.MinRetain.Ticks;
        for (var i = 1; i < newestFirst.Count; i++)
        {
            var record = newestFirst[i];
            var isOlderGeneration = record.Position.Generation < newestFirst[0].Position.Generation;
            if ((i >= services.Options.KeepLast || isOlderGeneration) && record.CreatedTicks <= oldest && !services.Restores.Holds(record.Payload.WriteId))
                yield return record;
        }
    }
}
