using System.Globalization;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Snapshots.Akka;

/// <summary>Finds and opens snapshots, a bounded number at a time: the states that are built together fill the memory.</summary>
internal sealed class SnapshotLoader(SnapshotServices services, int maxConcurrentLoads) : IDisposable
{
    private readonly SnapshotOffloader _offloader = new(services);
    private readonly SnapshotPayloadReader _reader = new(services);
    private readonly Places _places = new(maxConcurrentLoads);

    /// <summary>Builds the newest state within bounds; null: there is none.</summary>
    public async Task<SnapshotRestore<TState>?> RestoreAsync<TState>(
        SnapshotSeries series, SnapshotSelection selection, ISnapshotSink<TState> sink, CancellationToken cancellation)
    {
        using var place = await TakePlaceAsync(series, cancellation).ConfigureAwait(false);
        var restored = await Task.Run(
            () => _offloader.RestoreLatestAsync(series, selection, sink, new RestorePolicy(), cancellation).AsTask(), cancellation).ConfigureAwait(false);
        if (!restored.TryGet(out var found))
            throw SnapshotStoreException.Of(restored.Status, restored.Error);
        return found.Record is null ? null : found;
    }

    /// <summary>Opens the newest body within bounds; null: there is none.</summary>
    public async Task<LoadedSnapshot?> OpenAsync(SnapshotSeries series, SnapshotSelection selection, CancellationToken cancellation)
    {
        var place = await TakePlaceAsync(series, cancellation).ConfigureAwait(false);
        LoadedSnapshot? loaded = null;
        try
        {
            loaded = await Task.Run(() => ChooseAsync(series, selection, place, cancellation), cancellation).ConfigureAwait(false);
            return loaded;
        }
        finally
        {
            if (loaded is null)
                place.Dispose();
        }
    }

    /// <summary>Opens the body of one record.</summary>
    public async Task<LoadedSnapshot> OpenAsync(SnapshotStateRecord record, CancellationToken cancellation)
    {
        var place = await TakePlaceAsync(record.Series, cancellation).ConfigureAwait(false);
        try
        {
            var opened = await _reader.OpenAsync(record, options: null, cancellation).ConfigureAwait(false);
            return opened.TryGet(out var body)
                ? Loaded(record, body, place)
                : throw SnapshotStoreException.Of(opened.Status, opened.Error);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<LoadedSnapshot?> ChooseAsync(SnapshotSeries series, SnapshotSelection selection, IDisposable place, CancellationToken cancellation)
    {
        SnapshotStoreException? newest = null;
        var depth = services.Options.Restore.FallbackDepth;
        for (var (skipped, isFirst, wasRetired) = (0, true, false); ;)
        {
            var selected = await services.States.SelectAsync(
                series, selection with { Skip = selection.Skip + skipped }, cancellation).ConfigureAwait(false);
            if (!selected.IsSuccess)
                throw SnapshotStoreException.Of(selected.Status, selected.Error);
            if (isFirst)
            {
                var passedOver = await SuspectRecords.PassedOverAsync(services, series, selection, selected.Value, depth, cancellation).ConfigureAwait(false);
                if (!passedOver.IsSuccess)
                    throw SnapshotStoreException.Of(passedOver.Status, passedOver.Error);
                (isFirst, depth) = (false, depth - passedOver.Value);
            }
            if (selected.Value is not { } record)
                return newest is null ? null : throw newest;
            var opened = await _reader.OpenAsync(record, options: null, cancellation).ConfigureAwait(false);
            if (opened.TryGet(out var body))
                return Loaded(record, body, place);

            // It may have been deleted between the two calls: chosen once more.
            if (opened.Status == SnapshotStatus.NotFound && !wasRetired)
            {
                wasRetired = true;
                continue;
            }
            newest ??= SnapshotStoreException.Of(opened.Status, opened.Error);
            if (opened.Status is not (SnapshotStatus.Corrupt or SnapshotStatus.NotFound) || skipped >= depth)
                throw newest;
            skipped++;
            services.Host.Log(
                SnapshotEvents.FellBack, SnapshotEvents.Warning,
                $"The snapshot of sequence {record.Position.Sequence} cannot be used ({opened.Error!.Code}); an older one is tried.");
        }
    }

    private static LoadedSnapshot Loaded(SnapshotStateRecord record, SnapshotReadResult body, IDisposable place) =>
        new(record.Position.Sequence, record.Position.TimestampTicks, record, new LeasedBody(body.Body, place));

    private async ValueTask<IDisposable> TakePlaceAsync(SnapshotSeries series, CancellationToken cancellation)
    {
        var begun = services.Host.Time.GetTimestamp();
        var place = await _places.TakeAsync(cancellation).ConfigureAwait(false);
        var queued = services.Host.Time.GetElapsedTime(begun);
        services.Host.Log(
            SnapshotEvents.LoadQueued, queued > TimeSpan.FromSeconds(1) ? SnapshotEvents.Information : SnapshotEvents.Debug,
            string.Create(CultureInfo.InvariantCulture, $"The load for {series.Name} waited {queued.TotalMilliseconds:F0} ms for its place (max-concurrent-loads)."));
        return place;
    }
}
