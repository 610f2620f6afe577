using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Legacy;
using MarsDisk.Snapshots.Staging;

using MarsDisk.Snapshots.Restoring;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>Persists and restores snapshots: the one place that knows the order of the steps.</summary>
public sealed class SnapshotOffloader(SnapshotServices services) : ISnapshotOffloader
{
    private readonly SnapshotCommitter _committer = new(services);
    private readonly SnapshotRetention _retention = new(services);
    private readonly SnapshotRestorer _restorer = new(services);
    private readonly LegacyPersist _legacy = new(services);
    private readonly Guid _epoch = Guid.NewGuid();
    private long _ticket;

    /// <summary>Where records become live.</summary>
    public ISnapshotStateStore States => services.States;

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<SnapshotCommit>> PersistAsync(
        ISnapshotSource source,
        SnapshotWriteOptions options,
        SnapshotExpectation expectation,
        IProgress<SnapshotProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var request = new SnapshotStateWriteRequest(
            options with { EstimatedBodyBytes = options.EstimatedBodyBytes ?? source.EstimatedBodyBytes }, source.WriteBodyAsync, expectation, BuildSource: "marsdisk");
        return await UpsertAsync(request, TakeTicket(), progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>The order of a write is fixed when it is asked for, on the asking thread.</summary>
    public SnapshotTicket TakeTicket() => new(_epoch, Interlocked.Increment(ref _ticket));

    /// <summary>Stages, decides, places, verifies, commits and cleans up; every state store's streaming upsert.</summary>
    /// <param name="request">Body, options and what is expected.</param>
    /// <param name="ticket">Order among the writes of this offloader.</param>
    /// <param name="progress">Told of each border that is passed.</param>
    /// <param name="cancellation">Honoured until the bytes are published.</param>
    public async ValueTask<SnapshotOutcome<SnapshotCommit>> UpsertAsync(
        SnapshotStateWriteRequest request, SnapshotTicket ticket, IProgress<SnapshotProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var activity = SnapshotMetrics.Activities.StartActivity("snapshot.persist");
        using var watch = PersistWatch.Begin();
        using var clock = new OperationClock(services.Host.Time, request.Write.Deadline ?? services.Options.Upload.Deadline, cancellation);
        var persist = new Persist(request, ticket, progress, clock);
        var write = new SnapshotWrite(services, request.Write);
        SnapshotOutcome<SnapshotCommit> outcome;
        await using (write.ConfigureAwait(false))
        {
            outcome = await RunAsync(write, persist).ConfigureAwait(false);
            await services.HitAsync("cleanup.before", CancellationToken.None).ConfigureAwait(false);
        }
        await services.HitAsync("cleanup.mid", CancellationToken.None).ConfigureAwait(false);
        persist.Report(SnapshotProgressKind.CleanedUp, write);
        Report(outcome, persist, watch, write);
        return outcome;
    }

    /// <summary>Commits bytes that are placed already: only metadata is written.</summary>
    /// <param name="request">What becomes live.</param>
    /// <param name="cancellation">Ends it.</param>
    public async ValueTask<SnapshotOutcome<SnapshotCommit>> CommitPlacedAsync(SnapshotCommitRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var clock = new OperationClock(services.Host.Time, services.Options.Upload.Deadline, cancellation);
        return await _committer.CommitAsync(request, services.Host.Time.GetTimestamp(), clock.Deadline).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<SnapshotRestore<TState>>> RestoreLatestAsync<TState>(
        SnapshotSeries series,
        SnapshotSelection selection,
        ISnapshotSink<TState> sink,
        RestorePolicy policy,
        CancellationToken cancellation = default) =>
        _restorer.RestoreLatestAsync(series, selection, sink, policy, cancellation);

    private async ValueTask<SnapshotOutcome<SnapshotCommit>> RunAsync(SnapshotWrite write, Persist persist)
    {
        try
        {
            persist.Stage = SnapshotStage.Admit;
            var mode = services.Mode;
            var admitted = await write.AdmitAsync(mode, persist.Clock.Either).ConfigureAwait(false);
            persist.Times.Wait = persist.Clock.Elapsed;
            if (!admitted.IsSuccess)
                return admitted.As<SnapshotCommit>();
            persist.Report(SnapshotProgressKind.Admitted, write);

            persist.Stage = SnapshotStage.Body;
            if (mode is SnapshotMode.Legacy or SnapshotMode.Shadow)
                return await PersistLegacyAsync(write, persist, mode).ConfigureAwait(false);
            await write.StageAsync(persist.Request.Body, persist.Clock.Either).ConfigureAwait(false);
            persist.Times.Build = persist.Clock.Elapsed - persist.Times.Wait;
            persist.Times.ScratchBytes = write.ScratchBytes;
            persist.Report(SnapshotProgressKind.Captured, write);

            var outcome = await PlaceAndCommitAsync(write, persist).ConfigureAwait(false);
            if (outcome is { Status: SnapshotStatus.Unavailable, Error.Code: SnapshotCodes.CommitFenced }
                && write.CanPlaceAgain && !persist.Clock.Either.IsCancellationRequested)
            {
                write.Renew();
                outcome = await PlaceAndCommitAsync(write, persist).ConfigureAwait(false);
            }
            return outcome;
        }
        catch (StageException refused)
        {
            return refused.As<SnapshotCommit>();
        }
        catch (OperationCanceledException) when (persist.Clock.Either.IsCancellationRequested)
        {
            return persist.Clock.Cancelled<SnapshotCommit>(persist.Stage);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return StageException.Broken<SnapshotCommit>(persist.Stage, error);
        }
    }

    private async ValueTask<SnapshotOutcome<SnapshotCommit>> PersistLegacyAsync(SnapshotWrite write, Persist persist, SnapshotMode mode)
    {
        var (placed, body) = await _legacy.PlaceAsync(persist.Request.Write, persist.Request.Body, persist.Clock.Either).ConfigureAwait(false);
        if (!placed.TryGet(out var handle))
            return persist.Clock.Explained(placed, SnapshotStage.Place).As<SnapshotCommit>();
        persist.Report(SnapshotProgressKind.Captured, write);
        persist.Report(SnapshotProgressKind.Placed, write);
        var committed = await CommitAsync(handle, write, persist).ConfigureAwait(false);
        if (mode == SnapshotMode.Shadow)
            await _legacy.ShadowAsync(persist.Request.Write, body!, persist.Clock.Either).ConfigureAwait(false);
        return committed;
    }

    private async ValueTask<SnapshotOutcome<SnapshotCommit>> PlaceAndCommitAsync(SnapshotWrite write, Persist persist)
    {
        persist.Stage = SnapshotStage.Place;
        var begun = persist.Clock.Elapsed;
        var placed = await write.PlaceAsync(persist.Clock.Either, persist.Clock.Deadline).ConfigureAwait(false);
        persist.Times.Upload = persist.Clock.Elapsed - begun;
        if (!placed.TryGet(out var handle))
            return persist.Clock.Explained(placed, SnapshotStage.Place).As<SnapshotCommit>();
        persist.Report(SnapshotProgressKind.Placed, write);
        return await CommitAsync(handle, write, persist).ConfigureAwait(false);
    }

    private async ValueTask<SnapshotOutcome<SnapshotCommit>> CommitAsync(SnapshotPayloadHandle handle, SnapshotWrite write, Persist persist)
    {
        persist.Handle = handle;
        persist.Stage = SnapshotStage.Commit;
        var begun = persist.Clock.Elapsed;
        var commit = new SnapshotCommitRequest(
            persist.Request.Write.Series, persist.Request.Write.Position, handle, persist.Request.Expectation, persist.Ticket,
            persist.Request.BuildSource, Environment.MachineName);
        var committed = await _committer.CommitAsync(commit, services.Host.Time.GetTimestamp(), persist.Clock.Deadline).ConfigureAwait(false);
        persist.Times.Commit = persist.Clock.Elapsed - begun;
        if (!committed.IsSuccess)
        {
            // An intent stays until its blob is on the list of garbage: it is what finds the blob otherwise.
            if (committed.Status != SnapshotStatus.InDoubt && await IsGivenUpAsync(handle, persist).ConfigureAwait(false))
                write.SettleIntent();
            return committed;
        }
        write.SettleIntent();
        SnapshotMetrics.Committed(handle.Kind == SnapshotStoreKind.Blob, services.Host.Time);
        persist.Report(SnapshotProgressKind.Committed, write);
        persist.Stage = SnapshotStage.Retire;
        await _retention.ApplyAsync(persist.Request.Write.Series, persist.Clock.Deadline).ConfigureAwait(false);
        return committed;
    }

    // The record will never be: its blob is garbage. Not while the same write id lives in another record.
    private async ValueTask<bool> IsGivenUpAsync(SnapshotPayloadHandle handle, Persist persist)
    {
        if (handle.Kind != SnapshotStoreKind.Blob)
            return true;
        var referenced = await services.States.IsReferencedAsync(handle.Provider, handle.Key, persist.Clock.Deadline).ConfigureAwait(false);
        if (!referenced.TryGet(out var isReferenced) || isReferenced)
            return isReferenced;
        var entry = new GarbageEntry(handle.Provider, handle.Key, services.Host.Time.GetUtcNow().UtcTicks, "not committed");
        var added = await services.States.AddGarbageAsync(persist.Request.Write.Series, entry, persist.Clock.Deadline).ConfigureAwait(false);
        if (!added.IsSuccess)
            SnapshotMetrics.CleanupFailed();           // the intent, or the sweep of orphans, finds it
        return added.IsSuccess;
    }

    private void Report(SnapshotOutcome<SnapshotCommit> outcome, Persist persist, PersistWatch watch, SnapshotWrite write)
    {
        PersistWatch.Sample();
        SnapshotMetrics.Persisted(watch, persist.Times, outcome.IsSuccess ? persist.Handle : null);
        services.Health.Note(outcome.Status, outcome.Error);
        SnapshotMetrics.Ended("persist", outcome.Status, outcome.Error?.Stage, services.Host.HostKind);
        if (services.Options.CompactAfterBytes is { } compactAfter && write.BodyBytes >= compactAfter)
            services.RequestCollection();
        var level = outcome.IsSuccess ? SnapshotEvents.Information : SnapshotEvents.Warning;
        services.Host.Log(
            SnapshotEvents.Persisted, level,
            $"Snapshot {write.WriteId:N}: {outcome.Status}{(outcome.Error is { } error ? $" at {error.Stage} ({error.Code}: {error.Message})" : "")}, "
            + $"{write.BodyBytes} body bytes, {write.StoredBytes} stored, wait {persist.Times.Wait.TotalMilliseconds:F0} ms, "
            + $"build {persist.Times.Build?.TotalMilliseconds ?? 0:F0} ms, upload {persist.Times.Upload?.TotalMilliseconds ?? 0:F0} ms, "
            + $"commit {persist.Times.Commit?.TotalMilliseconds ?? 0:F0} ms.",
            outcome.Error?.Cause);
    }

    /// <summary>What one persist carries from step to step.</summary>
    private sealed class Persist(
        SnapshotStateWriteRequest request, SnapshotTicket ticket, IProgress<SnapshotProgress>? progress, OperationClock clock)
    {
        public SnapshotStateWriteRequest Request { get; } = request;

        public SnapshotTicket Ticket { get; } = ticket;

        public OperationClock Clock { get; } = clock;

        public PersistTimes Times { get; } = new();

        public SnapshotStage Stage { get; set; }

        public SnapshotPayloadHandle? Handle { get; set; }

        public void Report(SnapshotProgressKind kind, SnapshotWrite write) =>
            progress?.Report(new SnapshotProgress(kind, write.WriteId, write.BodyBytes, write.StoredBytes, Clock.Elapsed));
    }
}
