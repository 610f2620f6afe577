using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>
/// Makes a record live and finds out what became of it when the answer is lost: looks, fences, looks again. The blob of a
/// record whose fate is unknown is never touched.
/// </summary>
internal sealed class SnapshotCommitter(SnapshotServices services)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    /// <summary>Commits, however often that takes until the deadline.</summary>
    /// <param name="request">What becomes live; its blob is published.</param>
    /// <param name="published">Timestamp of the publication.</param>
    /// <param name="deadline">The end of the whole operation.</param>
    /// <returns>
    /// <see cref="SnapshotStatus.Unavailable"/> with <see cref="SnapshotCodes.CommitFenced"/>: the write id is dead, nothing was committed.
    /// </returns>
    public async ValueTask<SnapshotOutcome<SnapshotCommit>> CommitAsync(
        SnapshotCommitRequest request, long published, CancellationToken deadline)
    {
        if (await IsLostAsync(request.Payload, published, deadline).ConfigureAwait(false) is { } lost)
            return SnapshotOutcome.Failed<SnapshotCommit>(SnapshotStatus.Fault, lost);
        var last = default(SnapshotOutcome<SnapshotCommit>);
        var pause = PauseMin;
        for (var attempt = 1; attempt <= services.Options.Upload.Attempts; attempt++)
        {
            await services.HitAsync("commit.before", deadline).ConfigureAwait(false);
            last = await TryCommitAsync(request, deadline).ConfigureAwait(false);
            if (!IsUnknown(last))
            {
                await services.HitAsync("commit.after", deadline).ConfigureAwait(false);
                return last;
            }
            if (deadline.IsCancellationRequested || attempt == services.Options.Upload.Attempts)
                break;
            pause = RetryPause.After(pause, PauseMin, PauseMax);
            await PauseAsync(pause, deadline).ConfigureAwait(false);
        }
        return await SettleAsync(request, last).ConfigureAwait(false);
    }

    // The end of the operation may have passed: what happened is asked for all the same, for a while.
    private async ValueTask<SnapshotOutcome<SnapshotCommit>> SettleAsync(SnapshotCommitRequest request, SnapshotOutcome<SnapshotCommit> last)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), services.Host.Time);
        var writeId = request.Payload.WriteId;
        try
        {
            var found = await services.States.FindByWriteIdAsync(request.Series, writeId, patience.Token).ConfigureAwait(false);
            if (found is { IsSuccess: true, Value: { } record })
                return SnapshotOutcome.Ok(new SnapshotCommit(record, []));
            var fenced = await services.States.FenceAsync(request.Series, writeId, patience.Token).ConfigureAwait(false);
            if (fenced is { IsSuccess: true, Value: true })
            {
                SnapshotMetrics.WriteFenced();
                return SnapshotOutcome.Failed<SnapshotCommit>(
                    SnapshotStatus.Unavailable, SnapshotStage.Commit, SnapshotCodes.CommitFenced,
                    "The record could not be committed, and this write can never be.", isTransient: true, last.Error?.Cause);
            }
            if (fenced.IsSuccess)
            {
                found = await services.States.FindByWriteIdAsync(request.Series, writeId, patience.Token).ConfigureAwait(false);
                if (found is { IsSuccess: true, Value: { } late })
                    return SnapshotOutcome.Ok(new SnapshotCommit(late, []));
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // The store answers nothing at all: as if it could not be reached.
        }
        SnapshotMetrics.CommitInDoubt();
        return SnapshotOutcome.Failed<SnapshotCommit>(
            SnapshotStatus.InDoubt, SnapshotStage.Commit, SnapshotCodes.CommitInDoubt,
            $"Whether the record was committed cannot be known now; its bytes are kept. ({last.Error?.Message})", isTransient: true, last.Error?.Cause);
    }

    private static bool IsUnknown(SnapshotOutcome<SnapshotCommit> outcome) =>
        outcome.Status is SnapshotStatus.Unavailable or SnapshotStatus.Timeout or SnapshotStatus.InDoubt or SnapshotStatus.Cancelled or SnapshotStatus.Busy;

    private async ValueTask<SnapshotOutcome<SnapshotCommit>> TryCommitAsync(SnapshotCommitRequest request, CancellationToken deadline)
    {
        try
        {
            return await services.States.CommitAsync(request, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (deadline.IsCancellationRequested)
        {
            return SnapshotOutcome.Failed<SnapshotCommit>(
                SnapshotStatus.Timeout, SnapshotStage.Commit, SnapshotCodes.Deadline, "The deadline passed during the commit.", isTransient: true, error);
        }
    }

    // An object that waited too long might have been taken for an orphan: it is asked for before a record names it.
    private async ValueTask<SnapshotError?> IsLostAsync(SnapshotPayloadHandle payload, long published, CancellationToken deadline)
    {
        if (payload.Kind != SnapshotStoreKind.Blob || services.Host.Time.GetElapsedTime(published) <= services.Options.CommitDeadline)
            return null;
        return services.BlobsOf(payload.Provider) is { } blobs
            ? await BlobVerification.CheckAsync(blobs, payload, deadline).ConfigureAwait(false)
            : null;
    }

    private async ValueTask PauseAsync(TimeSpan pause, CancellationToken deadline)
    {
        try
        {
            await Task.Delay(pause, services.Host.Time, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The deadline passed: the caller looks at once.
        }
    }
}
