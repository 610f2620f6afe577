using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;
using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Snapshots.Akka;

/// <summary>Writes snapshots, a bounded number at a time, and says what became of them.</summary>
internal sealed class SnapshotSaver(SnapshotServices services, RunningSaves running, Withdrawals withdrawals, int maxConcurrentSaves) : IDisposable
{
    private readonly SnapshotOffloader _offloader = new(services);
    private readonly SnapshotPayloadReader _reader = new(services);
    private readonly Places _places = new(maxConcurrentSaves);
    private readonly Guid _epoch = Guid.NewGuid();

    /// <summary>Does the work of a save on another thread, and ends it.</summary>
    /// <exception cref="SnapshotStoreException">It was not saved.</exception>
    public async Task RunAsync(SnapshotSeries series, RunningSave save, Func<Task<SnapshotOutcome<SnapshotCommit>>> work)
    {
        SnapshotOutcome<SnapshotCommit> outcome;
        try
        {
            outcome = await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (save.Token.IsCancellationRequested)
        {
            outcome = SnapshotOutcome.Failed<SnapshotCommit>(
                SnapshotStatus.Cancelled, SnapshotStage.Admit, SnapshotCodes.Cancelled, "The save was cancelled before it began.");
        }
        catch
        {
            running.TryEnd(save);
            throw;
        }
        if (!running.TryEnd(save))
            throw await GivenUpAsync(series, save, outcome).ConfigureAwait(false);

        // Nobody knows whether it is live; it will have been reported as failed, so it must not be.
        if (outcome.Status == SnapshotStatus.InDoubt)
            withdrawals.Begin(series, () => save.WriteId);

        // A later save of the same number came first: what this one wanted is done.
        if (!outcome.IsSuccess && outcome.Status != SnapshotStatus.Superseded)
            throw SnapshotStoreException.Of(outcome.Status, outcome.Error);
    }

    /// <summary>Streams a body and commits it.</summary>
    public async ValueTask<SnapshotOutcome<SnapshotCommit>> WriteAsync(SnapshotSeries series, SaveRequest request, ISnapshotSource source, RunningSave save)
    {
        using var place = await _places.TakeAsync(save.Token).ConfigureAwait(false);
        var write = new SnapshotWriteOptions
        {
            Series = series,
            Position = PositionOf(request),
            ContentType = source.ContentType,
            PayloadType = source.PayloadType,
            PayloadVersion = source.PayloadVersion,
            WriteId = request.WriteId,
            EstimatedBodyBytes = source.EstimatedBodyBytes,
            MaxBodyBytes = request.MaxBodyBytes,
        };
        return await _offloader.UpsertAsync(
            new SnapshotStateWriteRequest(write, source.WriteBodyAsync, new SnapshotExpectation.None(), "akka"),
            new SnapshotTicket(_epoch, request.Ticket), save, save.Token).ConfigureAwait(false);
    }

    /// <summary>Commits bytes that are placed already.</summary>
    public async ValueTask<SnapshotOutcome<SnapshotCommit>> CommitAsync(
        SnapshotSeries series, SaveRequest request, SnapshotPayloadHandle placed, RunningSave save)
    {
        if (await ConflictOfAsync(series, request, placed, save.Token).ConfigureAwait(false) is { } conflict)
            return conflict;
        save.Report(new SnapshotProgress(SnapshotProgressKind.Placed, placed.WriteId, placed.BodyLength, placed.StoredLength, TimeSpan.Zero));
        return await _offloader.CommitPlacedAsync(
            new SnapshotCommitRequest(
                series, PositionOf(request), placed, new SnapshotExpectation.None(), new SnapshotTicket(_epoch, request.Ticket), "akka", Environment.MachineName),
            save.Token).ConfigureAwait(false);
    }

    public void Dispose() => _places.Dispose();

    // Generations begin when a series is rebuilt from scratch; sequence numbers of a persistent actor never fall.
    private static SnapshotPosition PositionOf(SaveRequest request) => new(Generation: 0, request.SequenceNr, request.TimestampTicks);

    private async ValueTask<SnapshotStoreException> GivenUpAsync(SnapshotSeries series, RunningSave save, SnapshotOutcome<SnapshotCommit> outcome)
    {
        // The commit may have been faster than the fence; whoever gave it up withdraws it, and here it is waited for.
        if (outcome.IsSuccess && await withdrawals.SettleAsync(save.PersistenceId, CancellationToken.None).ConfigureAwait(false) is { } error)
            return SnapshotStoreException.Of(SnapshotStatus.Unavailable, error);
        if (!outcome.IsSuccess && services.Blobs is { } blobs)
            await DropAsync(series, new GarbageEntry(
                blobs.ProviderName, SnapshotKeys.KeyOf(series, save.SequenceNr, save.WriteId), services.Host.Time.GetUtcNow().UtcTicks, "given up")).ConfigureAwait(false);
        return new SnapshotStoreException(
            SnapshotStatus.Cancelled, SnapshotCodes.CommitFenced, "It was deleted, or reported as failed, while it was being saved. It can never be loaded.");
    }

    // Its blob may have been published before it was given up. An entry for a blob that never was is dropped by the janitor.
    private async ValueTask DropAsync(SnapshotSeries series, GarbageEntry entry)
    {
        var added = await services.States.AddGarbageAsync(series, entry).ConfigureAwait(false);
        if (!added.IsSuccess)
            services.Host.Log(SnapshotEvents.CleanupFailed, SnapshotEvents.Warning, $"A blob that nobody wants may be left: {added}", added.Error?.Cause);
    }

    private async ValueTask<SnapshotOutcome<SnapshotCommit>?> ConflictOfAsync(
        SnapshotSeries series, SaveRequest request, SnapshotPayloadHandle placed, CancellationToken cancellation)
    {
        if (placed.Kind == SnapshotStoreKind.Blob && placed.Format == PayloadFormat.ContainerV1
            && placed.Key != SnapshotKeys.KeyOf(series, request.SequenceNr, placed.WriteId))
            return Conflict($"The handle was not placed for {series} and sequence number {request.SequenceNr}.");
        if (placed.Kind == SnapshotStoreKind.Blob)
        {
            if (services.BlobsOf(placed.Provider) is not { } blobs)
                return Conflict($"The handle names the store '{placed.Provider}', which is not that of the plugin.");
            if (await BlobVerification.CheckAsync(blobs, placed, cancellation).ConfigureAwait(false) is { } wrong)
                return wrong.IsTransient ? SnapshotOutcome.Failed<SnapshotCommit>(SnapshotStatus.Unavailable, wrong) : Conflict(wrong.Message);
        }
        else if (placed.InlineBytes.Length != placed.StoredLength)
        {
            return Conflict("The handle is of an inline body and does not carry it.");
        }
        var record = new SnapshotStateRecord(series, PositionOf(request), placed, 0, SnapshotRecordState.Live, 0, "akka", null);
        var opened = await _reader.OpenAsync(record, options: null, cancellation).ConfigureAwait(false);
        if (!opened.TryGet(out var body))
            return opened.Status == SnapshotStatus.Corrupt ? Conflict(opened.Error!.Message) : opened.As<SnapshotCommit>();
        await body.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    private static SnapshotOutcome<SnapshotCommit> Conflict(string message) =>
        SnapshotOutcome.Failed<SnapshotCommit>(SnapshotStatus.Conflict, SnapshotStage.Commit, SnapshotCodes.CommitWriteId, message);
}
