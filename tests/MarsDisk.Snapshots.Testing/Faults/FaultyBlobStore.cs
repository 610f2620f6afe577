using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>
/// A blob store whose calls go wrong as planned. Operations: <c>put</c>, <c>get</c>, <c>probe</c>, <c>delete</c>,
/// <c>list</c>, <c>abort</c>, <c>ensure</c>.
/// </summary>
/// <param name="inner">The store behind it.</param>
/// <param name="plan">What goes wrong.</param>
public sealed class FaultyBlobStore(IBlobStorageSnapshotAccessor inner, FaultPlan plan) : IBlobStorageSnapshotAccessor
{
    /// <summary>How far the store's clock is ahead of the host's.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Changes what a probe reports.</summary>
    public Func<BlobProperties, BlobProperties>? Misreport { get; set; }

    /// <inheritdoc/>
    public string ProviderName => inner.ProviderName;

    /// <inheritdoc/>
    public BlobCapabilities Capabilities => inner.Capabilities;

    /// <inheritdoc/>
    public long MaxObjectBytes => inner.MaxObjectBytes;

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<BlobPutReceipt>> PutAsync(
        BlobPutRequest request, Stream data, CancellationToken cancellation = default) =>
        CallAsync("put", SnapshotStage.Place, () => inner.PutAsync(request, data, cancellation), cancellation);

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<Stream>> GetAsync(
        string key, long offset = 0, long? count = null, CancellationToken cancellation = default)
    {
        var fault = await plan.NextAsync("get", cancellation).ConfigureAwait(false);
        if (fault?.Status is not null)
            return fault.Outcome<Stream>(SnapshotStage.Open, SnapshotCodes.BlobUnavailable);
        var got = await inner.GetAsync(key, offset, count, cancellation).ConfigureAwait(false);
        return fault?.Damage is { } damage && got.TryGet(out var stream)
            ? SnapshotOutcome.Ok<Stream>(new DamagedStream(stream, damage, offset))
            : got;
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<BlobProperties>> ProbeAsync(string key, CancellationToken cancellation = default)
    {
        var probe = await CallAsync("probe", SnapshotStage.Verify, () => inner.ProbeAsync(key, cancellation), cancellation).ConfigureAwait(false);
        return probe.TryGet(out var blob) ? SnapshotOutcome.Ok(Misreport?.Invoke(Shifted(blob)) ?? Shifted(blob)) : probe;
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteAsync(
        string key, string? ifMatchETag = null, CancellationToken cancellation = default) =>
        CallAsync("delete", SnapshotStage.Cleanup, () => inner.DeleteAsync(key, ifMatchETag, cancellation), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if ((await plan.NextAsync("list", cancellation).ConfigureAwait(false))?.Status is not null)
            throw new IOException("A test made the list fail.");
        await foreach (var blob in inner.ListAsync(prefix, cancellation).ConfigureAwait(false))
            yield return Shifted(blob);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<int>> AbortStaleUploadsAsync(
        string prefix, TimeSpan olderThan, CancellationToken cancellation = default) =>
        CallAsync("abort", SnapshotStage.Cleanup, () => inner.AbortStaleUploadsAsync(prefix, olderThan, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) =>
        CallAsync("ensure", SnapshotStage.Admit, () => inner.EnsureAsync(cancellation), cancellation);

    private async ValueTask<SnapshotOutcome<T>> CallAsync<T>(
        string operation, SnapshotStage stage, Func<ValueTask<SnapshotOutcome<T>>> call, CancellationToken cancellation)
    {
        try
        {
            var fault = await plan.NextAsync(operation, cancellation).ConfigureAwait(false);
            if (fault?.Status is null)
                return await call().ConfigureAwait(false);
            if (fault.IsCarriedOut)
                await call().ConfigureAwait(false);
            return fault.Outcome<T>(stage, SnapshotCodes.BlobUnavailable);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return SnapshotOutcome.Failed<T>(SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "Cancelled while it waited.", cause: error);
        }
    }

    private BlobProperties Shifted(BlobProperties blob) => blob with
    {
        LastModifiedUtc = blob.LastModifiedUtc + ClockOffset,
        ServerNowUtc = blob.ServerNowUtc + ClockOffset,
    };
}
