using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Janitor;

/// <summary>What one pass did.</summary>
/// <param name="ScratchRemoved">Scratch directories of processes that are gone.</param>
/// <param name="IntentsSettled">Announced blobs whose fate is known now.</param>
/// <param name="GarbageDeleted">Blobs that no record named any more.</param>
/// <param name="GarbageDropped">Entries whose blob is named again, or gone.</param>
/// <param name="OrphanCandidates">Objects and inline bodies that no record ever named and that are old enough.</param>
/// <param name="OrphansDeleted">Of these, the deleted ones.</param>
/// <param name="UploadsAborted">Uploads that nobody finished.</param>
/// <param name="Dangling">Live records whose object is missing.</param>
/// <param name="Retired">Records taken out of use.</param>
/// <param name="Failures">Steps that failed; the next pass tries them again.</param>
public sealed record JanitorReport(
    int ScratchRemoved,
    int IntentsSettled,
    int GarbageDeleted,
    int GarbageDropped,
    int OrphanCandidates,
    int OrphansDeleted,
    int UploadsAborted,
    int Dangling,
    int Retired,
    int Failures);

/// <summary>
/// Takes away what nobody needs any more. Every pass may be repeated, stopped and started again; what it deletes was
/// without a reference at least one grace long.
/// </summary>
public sealed class SnapshotJanitor(SnapshotServices services)
{
    private readonly SnapshotRetention _retention = new(services);

    /// <summary>One pass.</summary>
    /// <param name="sweep">Look for objects and inline bodies that no record ever named, too; that lists the whole prefix.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    public async ValueTask<JanitorReport> PassAsync(bool sweep, CancellationToken cancellation = default)
    {
        var pass = new Pass(services.Options.MaxDeletesPerPass);
        await StepAsync(pass, CleanScratch, cancellation).ConfigureAwait(false);
        await StepAsync(pass, SettleIntentsAsync, cancellation).ConfigureAwait(false);
        await StepAsync(pass, RetireAsync, cancellation).ConfigureAwait(false);
        await StepAsync(pass, DeleteGarbageAsync, cancellation).ConfigureAwait(false);
        if (sweep)
        {
            await StepAsync(pass, SweepOrphansAsync, cancellation).ConfigureAwait(false);
            await StepAsync(pass, SweepLeftoversAsync, cancellation).ConfigureAwait(false);
        }
        await StepAsync(pass, AbortUploadsAsync, cancellation).ConfigureAwait(false);
        await StepAsync(pass, CheckDanglingAsync, cancellation).ConfigureAwait(false);
        var report = pass.Report();
        services.Host.Log(SnapshotEvents.JanitorPassed, report.Failures > 0 ? SnapshotEvents.Warning : SnapshotEvents.Information, $"Janitor: {report}");
        return report;
    }

    /// <summary>What only this host can clean: scratch of its processes, and what they announced and did not finish.</summary>
    /// <param name="cancellation">Ends it between two steps.</param>
    public async ValueTask<JanitorReport> PassOfHostAsync(CancellationToken cancellation = default)
    {
        var pass = new Pass(services.Options.MaxDeletesPerPass);
        await StepAsync(pass, CleanScratch, cancellation).ConfigureAwait(false);
        await StepAsync(pass, SettleIntentsAsync, cancellation).ConfigureAwait(false);
        return pass.Report();
    }

    private async ValueTask StepAsync(Pass pass, Func<Pass, CancellationToken, ValueTask> step, CancellationToken cancellation)
    {
        try
        {
            await step(pass, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            pass.Failures++;
            SnapshotMetrics.CleanupFailed();
            services.Host.Log(SnapshotEvents.CleanupFailed, SnapshotEvents.Warning, $"A step of the janitor failed; the next pass tries it again: {error.Message}", error);
        }
    }

    private ValueTask CleanScratch(Pass pass, CancellationToken cancellation)
    {
        var (removed, failed) = services.Temp.Clean();
        pass.ScratchRemoved += removed;
        pass.Failures += failed;
        return ValueTask.CompletedTask;
    }

    private async ValueTask SettleIntentsAsync(Pass pass, CancellationToken cancellation)
    {
        if (services.Intents is not { } intents)
            return;
        foreach (var (announced, file) in intents.TakeDead())
        {
            using (file)
            {
                if (announced is not null && !await SettleAsync(announced, pass, cancellation).ConfigureAwait(false))
                    continue;
                file.Settle();
                pass.IntentsSettled++;
            }
        }
    }

    // The record may exist, or its commit may still be on its way: fenced first, deleted then.
    private async ValueTask<bool> SettleAsync(SnapshotIntent intent, Pass pass, CancellationToken cancellation)
    {
        if (services.BlobsOf(intent.Provider) is not { } blobs)
            return false;
        var series = new SnapshotSeries(intent.Scope, intent.Name, intent.SchemaTag);
        var fenced = await services.States.FenceAsync(series, intent.WriteId, cancellation).ConfigureAwait(false);
        if (!fenced.IsSuccess)
        {
            pass.Failures++;
            return false;
        }
        if (!fenced.Value)
            return true;
        await services.HitAsync("janitor.before-delete", cancellation).ConfigureAwait(false);
        var deleted = await blobs.DeleteAsync(intent.Key, cancellation: cancellation).ConfigureAwait(false);
        if (deleted is { IsSuccess: true, Value: true })
        {
            pass.OrphansDeleted++;
            SnapshotMetrics.OrphanDeleted(intent.Provider);
        }
        return deleted.IsSuccess;
    }

    private async ValueTask RetireAsync(Pass pass, CancellationToken cancellation)
    {
        var series = new HashSet<SnapshotSeries>();
        await foreach (var record in services.States.ListAsync(null, cancellation).ConfigureAwait(false))
            series.Add(record.Series);
        foreach (var one in series)
            pass.Retired += await _retention.ApplyAsync(one, cancellation).ConfigureAwait(false);
    }

    private async ValueTask DeleteGarbageAsync(Pass pass, CancellationToken cancellation)
    {
        var oldest = services.Host.Time.GetUtcNow().UtcTicks - services.Options.GarbageGrace.Ticks;
        var due = new List<GarbageEntry>();
        await foreach (var entry in services.States.ListGarbageAsync(cancellation).ConfigureAwait(false))
        {
            if (entry.SinceTicks <= oldest && due.Count < pass.DeletesLeft)
                due.Add(entry);
        }
        foreach (var entry in due)
            await DeleteGarbageAsync(entry, pass, cancellation).ConfigureAwait(false);
    }

    private async ValueTask DeleteGarbageAsync(GarbageEntry entry, Pass pass, CancellationToken cancellation)
    {
        if (services.BlobsOf(entry.Provider) is not { } blobs)
            return;
        var referenced = await services.States.IsReferencedAsync(entry.Provider, entry.Key, cancellation).ConfigureAwait(false);
        if (!referenced.IsSuccess)
        {
            pass.Failures++;
            return;
        }
        if (!referenced.Value)
        {
            await services.HitAsync("janitor.before-delete", cancellation).ConfigureAwait(false);
            pass.DeletesLeft--;
            var deleted = await blobs.DeleteAsync(entry.Key, cancellation: cancellation).ConfigureAwait(false);
            if (!deleted.IsSuccess)
            {
                pass.Failures++;
                return;
            }
            if (deleted.Value)
                pass.GarbageDeleted++;
            else
                pass.GarbageDropped++;
        }
        else
        {
            pass.GarbageDropped++;
        }
        await services.States.RemoveGarbageAsync(entry, cancellation).ConfigureAwait(false);
    }

    private async ValueTask SweepOrphansAsync(Pass pass, CancellationToken cancellation)
    {
        if (services.Options.SweepMode == SweepMode.Off || services.Blobs is not { } blobs || !blobs.Capabilities.HasFlag(BlobCapabilities.List))
            return;
        var fence = new OrphanFence(services);
        await foreach (var found in blobs.ListAsync("", cancellation).ConfigureAwait(false))
        {
            // Ages are differences of the store's own clock: this host's may be wrong.
            if (!SnapshotKeys.IsKey(found.Key) || found.ServerNowUtc - found.LastModifiedUtc <= services.Options.OrphanGrace)
                continue;
            var referenced = await services.States.IsReferencedAsync(blobs.ProviderName, found.Key, cancellation).ConfigureAwait(false);
            if (referenced is not { IsSuccess: true, Value: false })
                continue;
            pass.OrphanCandidates++;
            if (services.Options.SweepMode != SweepMode.Delete || pass.DeletesLeft <= 0)
                continue;
            if (!await fence.TryAsync(blobs, found.Key, cancellation).ConfigureAwait(false))
                continue;
            await services.HitAsync("janitor.before-delete", cancellation).ConfigureAwait(false);
            pass.DeletesLeft--;
            var deleted = await blobs.DeleteAsync(found.Key, found.ETag, cancellation).ConfigureAwait(false);
            if (deleted is not { IsSuccess: true, Value: true })
                continue;
            pass.OrphansDeleted++;
            SnapshotMetrics.OrphanDeleted(blobs.ProviderName);
        }
    }

    private async ValueTask SweepLeftoversAsync(Pass pass, CancellationToken cancellation)
    {
        if (services.Options.SweepMode == SweepMode.Off || services.States is not ISnapshotLeftovers states)
            return;
        await foreach (var leftover in states.ListLeftoversAsync(services.Options.OrphanGrace, cancellation).ConfigureAwait(false))
        {
            pass.OrphanCandidates++;
            if (services.Options.SweepMode != SweepMode.Delete || pass.DeletesLeft <= 0)
                continue;
            await services.HitAsync("janitor.before-delete", cancellation).ConfigureAwait(false);
            pass.DeletesLeft--;
            var deleted = await states.DeleteLeftoverAsync(leftover, cancellation).ConfigureAwait(false);
            if (!deleted.IsSuccess)
                pass.Failures++;
            else if (deleted.Value)
                pass.OrphansDeleted++;
        }
    }

    private async ValueTask AbortUploadsAsync(Pass pass, CancellationToken cancellation)
    {
        foreach (var blobs in services.AllBlobs)
        {
            if (!blobs.Capabilities.HasFlag(BlobCapabilities.StaleUploadAbort))
                continue;
            var aborted = await blobs.AbortStaleUploadsAsync("", services.Options.OrphanGrace, cancellation).ConfigureAwait(false);
            if (aborted.IsSuccess)
                pass.UploadsAborted += aborted.Value;
            else
                pass.Failures++;
        }
    }

    private async ValueTask CheckDanglingAsync(Pass pass, CancellationToken cancellation)
    {
        const int SampleMax = 20;
        var sampled = 0;
        await foreach (var record in services.States.ListAsync(null, cancellation).ConfigureAwait(false))
        {
            if (record.State != SnapshotRecordState.Live || record.Payload.Kind != SnapshotStoreKind.Blob
                || services.BlobsOf(record.Payload.Provider) is not { } blobs || sampled++ >= SampleMax)
                continue;
            var probe = await blobs.ProbeAsync(record.Payload.Key, cancellation).ConfigureAwait(false);
            if (probe.Status != SnapshotStatus.NotFound)
                continue;
            pass.Dangling++;
            SnapshotMetrics.Dangles(blobs.ProviderName);
            services.Host.Log(
                SnapshotEvents.Dangling, SnapshotEvents.Error, $"The object of a live record (sequence {record.Position.Sequence}) is not in {blobs.ProviderName}.");
            await services.States.MarkAsync(record, SnapshotRecordState.Suspect, SnapshotCodes.OpenAbsent, cancellation).ConfigureAwait(false);
        }
    }

    private sealed class Pass(int deletesMax)
    {
        public int DeletesLeft { get; set; } = deletesMax;

        public int ScratchRemoved { get; set; }

        public int IntentsSettled { get; set; }

        public int GarbageDeleted { get; set; }

        public int GarbageDropped { get; set; }

        public int OrphanCandidates { get; set; }

        public int OrphansDeleted { get; set; }

        public int UploadsAborted { get; set; }

        public int Dangling { get; set; }

        public int Retired { get; set; }

        public int Failures { get; set; }

        public JanitorReport Report() => new(
            ScratchRemoved, IntentsSettled, GarbageDeleted, GarbageDropped, OrphanCandidates, OrphansDeleted, UploadsAborted, Dangling, Retired, Failures);
    }
}
