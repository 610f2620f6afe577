using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>
/// A state store whose calls go wrong as planned. Operations: <c>commit</c>, <c>select</c>, <c>open</c>, <c>list</c>,
/// <c>delete</c>, <c>mark</c>, <c>find</c>, <c>fence</c>, <c>referenced</c>, <c>begin-generation</c>, <c>generation</c>,
/// <c>add-garbage</c>, <c>list-garbage</c>, <c>remove-garbage</c>, <c>ensure</c>.
/// </summary>
/// <param name="inner">The store behind it.</param>
/// <param name="plan">What goes wrong.</param>
public sealed class FaultyStateStore(ISnapshotStateStore inner, FaultPlan plan) : ISnapshotStateStore
{
    /// <inheritdoc/>
    public string StoreName => inner.StoreName;

    /// <inheritdoc/>
    public int MaxInlineBytes => Math.Min(InlineLimit, inner.MaxInlineBytes);

    /// <summary>Makes the store take less.</summary>
    public int InlineLimit { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<SnapshotCommit>> CommitAsync(SnapshotCommitRequest request, CancellationToken cancellation = default) =>
        CallAsync("commit", SnapshotStage.Commit, () => inner.CommitAsync(request, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<SnapshotStateRecord?>> SelectAsync(
        SnapshotSeries series, SnapshotSelection selection, CancellationToken cancellation = default) =>
        CallAsync("select", SnapshotStage.Select, () => inner.SelectAsync(series, selection, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<Stream>> OpenInlineAsync(SnapshotStateRecord record, CancellationToken cancellation = default) =>
        CallAsync("open", SnapshotStage.Open, () => inner.OpenInlineAsync(record, cancellation), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SnapshotStateRecord> ListAsync(
        SnapshotSeries? series, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await ThrowIfPlannedAsync("list", cancellation).ConfigureAwait(false);
        await foreach (var record in inner.ListAsync(series, cancellation).ConfigureAwait(false))
            yield return record;
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<int>> DeleteAsync(
        SnapshotSeries series, SnapshotSelection selection, long? exactTimestampTicks, CancellationToken cancellation = default) =>
        CallAsync("delete", SnapshotStage.Retire, () => inner.DeleteAsync(series, selection, exactTimestampTicks, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> MarkAsync(
        SnapshotStateRecord record, SnapshotRecordState state, string reason, CancellationToken cancellation = default) =>
        CallAsync("mark", SnapshotStage.Retire, () => inner.MarkAsync(record, state, reason, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<SnapshotStateRecord?>> FindByWriteIdAsync(
        SnapshotSeries series, Guid writeId, CancellationToken cancellation = default) =>
        CallAsync("find", SnapshotStage.Commit, () => inner.FindByWriteIdAsync(series, writeId, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> FenceAsync(SnapshotSeries series, Guid writeId, CancellationToken cancellation = default) =>
        CallAsync("fence", SnapshotStage.Commit, () => inner.FenceAsync(series, writeId, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> IsReferencedAsync(string provider, string key, CancellationToken cancellation = default) =>
        CallAsync("referenced", SnapshotStage.Cleanup, () => inner.IsReferencedAsync(provider, key, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<long>> BeginGenerationAsync(
        SnapshotSeries series, string reason, CancellationToken cancellation = default) =>
        CallAsync("begin-generation", SnapshotStage.Commit, () => inner.BeginGenerationAsync(series, reason, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<long>> CurrentGenerationAsync(SnapshotSeries series, CancellationToken cancellation = default) =>
        CallAsync("generation", SnapshotStage.Select, () => inner.CurrentGenerationAsync(series, cancellation), cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> AddGarbageAsync(
        SnapshotSeries series, GarbageEntry entry, CancellationToken cancellation = default) =>
        CallAsync("add-garbage", SnapshotStage.Cleanup, () => inner.AddGarbageAsync(series, entry, cancellation), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<GarbageEntry> ListGarbageAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await ThrowIfPlannedAsync("list-garbage", cancellation).ConfigureAwait(false);
        await foreach (var entry in inner.ListGarbageAsync(cancellation).ConfigureAwait(false))
            yield return entry;
        foreach (var entry in AlsoGarbage)
            yield return entry;
    }

    /// <summary>Entries that stand on the list although they should not.</summary>
    public ICollection<GarbageEntry> AlsoGarbage { get; } = [];

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> RemoveGarbageAsync(GarbageEntry entry, CancellationToken cancellation = default) =>
        CallAsync("remove-garbage", SnapshotStage.Cleanup, () => inner.RemoveGarbageAsync(entry, cancellation), cancellation);

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
            return fault.Outcome<T>(stage, SnapshotCodes.StateUnavailable);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return SnapshotOutcome.Failed<T>(SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "Cancelled while it waited.", cause: error);
        }
    }

    private async ValueTask ThrowIfPlannedAsync(string operation, CancellationToken cancellation)
    {
        if ((await plan.NextAsync(operation, cancellation).ConfigureAwait(false))?.Status is not null)
            throw new IOException("A test made the list fail.");
    }
}
