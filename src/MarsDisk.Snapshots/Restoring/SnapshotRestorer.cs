using MarsDisk.Snapshots.Container;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Legacy;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Restoring;

/// <summary>
/// Finds the newest usable snapshot and builds its state. A state is handed out only after the footer and the checksum of
/// the whole were verified.
/// </summary>
internal sealed class SnapshotRestorer(SnapshotServices services)
{
    private const int DrainBytes = 64 * 1024;

    private readonly SnapshotPayloadReader _reader = new(services);

    public async ValueTask<SnapshotOutcome<SnapshotRestore<TState>>> RestoreLatestAsync<TState>(
        SnapshotSeries series, SnapshotSelection selection, ISnapshotSink<TState> sink, RestorePolicy policy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(policy);
        using var activity = SnapshotMetrics.Activities.StartActivity("snapshot.restore");
        var begun = services.Host.Time.GetTimestamp();
        SnapshotOutcome<SnapshotRestore<TState>> outcome;
        try
        {
            await services.RestoreSlots.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                outcome = await ChooseAsync(new Search<TState>(series, selection, sink, policy), cancellation).ConfigureAwait(false);
            }
            finally
            {
                services.RestoreSlots.Release();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            outcome = SnapshotOutcome.Failed<SnapshotRestore<TState>>(
                SnapshotStatus.Cancelled, SnapshotStage.Decode, SnapshotCodes.Cancelled, "The caller cancelled it.");
        }
        var elapsed = services.Host.Time.GetElapsedTime(begun);
        SnapshotMetrics.Ended("restore", outcome.Status, outcome.Error?.Stage, services.Host.HostKind);
        if (outcome.Value?.Record is { } record)
            SnapshotMetrics.Restored(elapsed, record.Payload.Provider);
        services.Host.Log(
            SnapshotEvents.Restored, outcome.IsSuccess ? SnapshotEvents.Information : SnapshotEvents.Warning,
            $"Restore: {outcome}, {outcome.Value?.Record?.Payload.BodyLength ?? 0} body bytes in {elapsed.TotalMilliseconds:F0} ms.", outcome.Error?.Cause);
        return outcome;
    }

    private async ValueTask<SnapshotOutcome<SnapshotRestore<TState>>> ChooseAsync<TState>(Search<TState> search, CancellationToken cancellation)
    {
        var skipped = 0;
        var (isFirst, wasRetired) = (true, false);
        var depth = search.Policy.FallbackDepth ?? services.Options.Restore.FallbackDepth;
        while (true)
        {
            var selected = await services.States.SelectAsync(
                search.Series, search.Selection with { Skip = search.Selection.Skip + skipped }, cancellation).ConfigureAwait(false);
            if (!selected.IsSuccess)
                return selected.As<SnapshotRestore<TState>>();
            if (isFirst)
            {
                var passedOver = await SuspectRecords.PassedOverAsync(
                    services, search.Series, search.Selection, selected.Value, depth, cancellation).ConfigureAwait(false);
                if (!passedOver.IsSuccess)
                    return passedOver.As<SnapshotRestore<TState>>();
                (isFirst, search.Fallbacks) = (false, passedOver.Value);
            }
            if (selected.Value is not { } record)
                return search.Last ?? Nothing(search);
            var restored = await ReadAsync(record, search, cancellation).ConfigureAwait(false);
            if (restored.IsSuccess)
                return SnapshotOutcome.Ok(new SnapshotRestore<TState>(restored.Value, record, search.Fallbacks));

            // It may have been retired between the two calls: chosen once more.
            if (restored.Status == SnapshotStatus.NotFound && !wasRetired)
            {
                wasRetired = true;
                if (await IsStillLiveAsync(record, cancellation).ConfigureAwait(false) is false)
                    continue;
            }
            var isBad = restored.Status is SnapshotStatus.Corrupt or SnapshotStatus.NotFound;
            var wasSuspected = isBad && await SuspectAsync(record, restored.Error!, cancellation).ConfigureAwait(false);
            if (!isBad && restored.Status != SnapshotStatus.Incompatible)
                return restored.As<SnapshotRestore<TState>>();
            search.Last ??= AsFailure<TState>(restored);
            if (search.Fallbacks >= depth)
                return search.Last.Value;
            search.Fallbacks++;
            if (!wasSuspected)
                skipped++;                             // a suspect record is not chosen again anyway
            SnapshotMetrics.FellBack();
            services.Host.Log(
                SnapshotEvents.FellBack, SnapshotEvents.Warning,
                $"The snapshot of sequence {record.Position.Sequence} cannot be used ({restored.Error!.Code}); an older one is tried.");
        }
    }

    private static SnapshotOutcome<SnapshotRestore<TState>> AsFailure<TState>(SnapshotOutcome<TState> restored) => SnapshotOutcome.Failed<SnapshotRestore<TState>>(
        restored.Status == SnapshotStatus.NotFound ? SnapshotStatus.Corrupt : restored.Status, restored.Error!);

    private static SnapshotOutcome<SnapshotRestore<TState>> Nothing<TState>(Search<TState> search) => search.Policy.TreatAbsentAsEmpty
        ? SnapshotOutcome.Ok(new SnapshotRestore<TState>(default, null, search.Fallbacks))
        : SnapshotOutcome.Failed<SnapshotRestore<TState>>(
            SnapshotStatus.NotFound, SnapshotStage.Select, SnapshotCodes.SelectNone, $"There is no snapshot of {search.Series} within the bounds.");

    private async ValueTask<SnapshotOutcome<TState>> ReadAsync<TState>(SnapshotStateRecord record, Search<TState> search, CancellationToken cancellation)
    {
        if (!search.Sink.CanRead(record.Payload.PayloadType, record.Payload.PayloadVersion))
            return SnapshotOutcome.Failed<TState>(
                SnapshotStatus.Incompatible, SnapshotStage.Decode, SnapshotCodes.DecodeType,
                $"Nothing here reads '{record.Payload.PayloadType}' of version {record.Payload.PayloadVersion}.");
        using var lease = services.Restores.Begin(record.Payload.WriteId);
        var opened = await _reader.OpenAsync(record, new SnapshotReadOptions(MaxBodyBytes: search.Policy.MaxBodyBytes, ReadRetries: search.Policy.ReadRetries), cancellation).ConfigureAwait(false);
        if (!opened.TryGet(out var result))
            return opened.As<TState>();
        await using (result.ConfigureAwait(false))
            return await DecodeAsync(record, result, search.Sink, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<SnapshotOutcome<TState>> DecodeAsync<TState>(
        SnapshotStateRecord record, SnapshotReadResult result, ISnapshotSink<TState> sink, CancellationToken cancellation)
    {
        try
        {
            await services.HitAsync("restore.mid", cancellation).ConfigureAwait(false);
            var body = sink.AcceptsGzip && record.Payload.Format == PayloadFormat.LegacyRaw
                ? await LegacyGzip.UnwrapAsync(result.Body, cancellation).ConfigureAwait(false)
                : result.Body;
            var state = await sink.ReadBodyAsync(body, record.Payload, cancellation).ConfigureAwait(false);
            await DrainAsync(result, cancellation).ConfigureAwait(false);
            return SnapshotOutcome.Ok(state);
        }
        catch (SnapshotCorruptException error)
        {
            return Corrupt<TState>(record, error);
        }
        catch (ContainerException error) when (error.Fault == ContainerFault.TooLarge)
        {
            return SnapshotOutcome.Failed<TState>(SnapshotStatus.TooLarge, SnapshotStage.Decode, SnapshotCodes.DecodeTooLarge, error.Message, cause: error);
        }
        catch (Exception error) when (error is not OutOfMemoryException && !(error is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            return await BlameAsync<TState>(record, result, error, cancellation).ConfigureAwait(false);
        }
    }

    // A sink that meets damaged bytes may fail before the damage is noticed: the rest says whose fault it was.
    private static async ValueTask<SnapshotOutcome<TState>> BlameAsync<TState>(
        SnapshotStateRecord record, SnapshotReadResult result, Exception error, CancellationToken cancellation)
    {
        try
        {
            await DrainAsync(result, cancellation).ConfigureAwait(false);
        }
        catch (SnapshotCorruptException damage)
        {
            return Corrupt<TState>(record, damage);
        }
        catch (Exception reading) when (reading is IOException or HttpRequestException || (reading is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return SnapshotOutcome.Failed<TState>(
                SnapshotStatus.Unavailable, SnapshotStage.Decode, SnapshotCodes.DecodeIo, $"The object cannot be read: {reading.Message}", isTransient: true, reading);
        }
        return SnapshotOutcome.Failed<TState>(
            SnapshotStatus.Fault, SnapshotStage.Decode, SnapshotCodes.DecodeThrew, $"The reader of the body failed: {error.Message}", cause: error);
    }

    private static SnapshotOutcome<TState> Corrupt<TState>(SnapshotStateRecord record, SnapshotCorruptException error)
    {
        SnapshotMetrics.ChecksumFailed(record.Payload.Provider);
        return SnapshotOutcome.Failed<TState>(SnapshotStatus.Corrupt, SnapshotStage.Complete, SnapshotCodes.DecodeCorrupt, error.Message, cause: error);
    }

    private static async ValueTask DrainAsync(SnapshotReadResult result, CancellationToken cancellation)
    {
        var rest = new byte[DrainBytes];
        while (!result.ReachedEnd)
            await result.Body.ReadAsync(rest, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsStillLiveAsync(SnapshotStateRecord record, CancellationToken cancellation)
    {
        var found = await services.States.FindByWriteIdAsync(record.Series, record.Payload.WriteId, cancellation).ConfigureAwait(false);
        return !found.IsSuccess || found.Value is { State: SnapshotRecordState.Live };
    }

    private async ValueTask<bool> SuspectAsync(SnapshotStateRecord record, SnapshotError error, CancellationToken cancellation)
    {
        services.Host.Log(
            SnapshotEvents.Suspected, SnapshotEvents.Error, $"The snapshot of sequence {record.Position.Sequence} is suspect: {error.Message}", error.Cause);
        var marked = await services.States.MarkAsync(record, SnapshotRecordState.Suspect, error.Code, cancellation).ConfigureAwait(false);
        return marked is { IsSuccess: true, Value: true };
    }

    private sealed class Search<TState>(SnapshotSeries series, SnapshotSelection selection, ISnapshotSink<TState> sink, RestorePolicy policy)
    {
        public SnapshotSeries Series { get; } = series;

        public SnapshotSelection Selection { get; } = selection;

        public ISnapshotSink<TState> Sink { get; } = sink;

        public RestorePolicy Policy { get; } = policy;

        public int Fallbacks { get; set; }

        /// <summary>What was wrong with the newest record.</summary>
        public SnapshotOutcome<SnapshotRestore<TState>>? Last { get; set; }
    }
}
