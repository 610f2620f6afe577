using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Pipeline;

namespace MarsDisk.Snapshots.Janitor;

/// <summary>
/// Which of several nodes cleans a store that they share: a record of that store with an owner and an expiry, changed by
/// compare-and-set. It saves double work; what is deleted is safe without it, so clocks that differ do no harm.
/// </summary>
/// <param name="services">The store.</param>
/// <param name="owner">Name of this node's life; another one has another.</param>
public sealed class JanitorLease(SnapshotServices services, string owner)
{
    private const string Scope = "marsdisk.janitor";
    private const string PayloadType = "marsdisk.lease";

    private static readonly byte[] Nothing = [0];

    private static readonly SnapshotSeries Series = new(Scope, "lease");

    /// <summary>Whether a record is such a lease and no snapshot.</summary>
    /// <param name="record">The record.</param>
    public static bool IsLease(SnapshotStateRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Series == Series;
    }

    /// <summary>Takes it, or keeps it for longer.</summary>
    /// <param name="time">How long it is held from now on.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False: another node holds it, or the store does not answer.</returns>
    public async ValueTask<bool> TryHoldAsync(TimeSpan time, CancellationToken cancellation)
    {
        var found = await services.States.SelectAsync(Series, SnapshotSelection.Latest, cancellation).ConfigureAwait(false);
        if (!found.IsSuccess)
            return false;
        var now = services.Host.Time.GetUtcNow().UtcTicks;
        return (found.Value is not { } held || held.BuildSource == owner || held.Position.TimestampTicks <= now)
            && await WriteAsync(found.Value, now + time.Ticks, cancellation).ConfigureAwait(false);
    }

    /// <summary>Gives it to whoever comes next, if this node holds it.</summary>
    /// <param name="cancellation">Ends it; the lease expires by itself then.</param>
    public async ValueTask GiveBackAsync(CancellationToken cancellation)
    {
        var found = await services.States.SelectAsync(Series, SnapshotSelection.Latest, cancellation).ConfigureAwait(false);
        if (found is { IsSuccess: true, Value: { } held } && held.BuildSource == owner)
            await WriteAsync(held, services.Host.Time.GetUtcNow().UtcTicks, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> WriteAsync(SnapshotStateRecord? before, long expiryTicks, CancellationToken cancellation)
    {
        var writeId = Guid.CreateVersion7();
        var payload = new SnapshotPayloadHandle
        {
            Kind = SnapshotStoreKind.Inline,
            Provider = $"inline:{services.States.StoreName}",
            Key = writeId.ToString("N"),
            StoredLength = Nothing.Length,
            BodyLength = Nothing.Length,
            ContentType = "application/octet-stream",
            Format = PayloadFormat.LegacyRaw,
            PayloadType = PayloadType,
            PayloadVersion = 1,
            Codec = SnapshotCodec.None,
            Checksum = SnapshotChecksum.Sha256(System.Security.Cryptography.SHA256.HashData(Nothing)),
            WriteId = writeId,
            InlineBytes = Nothing,
        };
        SnapshotExpectation expectation = before is null ? new SnapshotExpectation.Absent() : new SnapshotExpectation.Revision(before.Revision);
        var commit = new SnapshotCommitRequest(
            Series, new SnapshotPosition(0, 0, expiryTicks), payload, expectation, default, owner, Environment.MachineName);
        var committed = await services.States.CommitAsync(commit, cancellation).ConfigureAwait(false);
        if (!committed.IsSuccess && committed.Status != SnapshotStatus.Conflict)
            services.Host.Log(SnapshotEvents.CleanupFailed, SnapshotEvents.Warning, $"The lease of the janitor could not be written: {committed.Error?.Message}", committed.Error?.Cause);
        return committed.IsSuccess;
    }
}
