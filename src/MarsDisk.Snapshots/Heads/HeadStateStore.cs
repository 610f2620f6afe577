using System.Runtime.CompilerServices;
using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Heads;

/// <summary>
/// A state store of head documents: one small document per series, changed by compare-and-set; inline bodies are items
/// beside it, written before the document and deleted after it. More than 64 records of one series retire the oldest.
/// </summary>
public sealed class HeadStateStore : ISnapshotStateStore, ISnapshotLeftovers
{
    private readonly IHeadStorage _storage;
    private readonly HeadWriter _writer;
    private readonly HeadGarbagePages _garbage;
    private readonly HeadLeftovers _leftovers;
    private readonly TimeProvider _clock;

    /// <summary>Makes a state store.</summary>
    /// <param name="storage">Holds the documents.</param>
    /// <param name="clock">Gives the times of records and pauses.</param>
    public HeadStateStore(IHeadStorage storage, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(clock);
        _storage = storage;
        _clock = clock;
        _writer = new HeadWriter(storage, clock);
        _garbage = new HeadGarbagePages(storage, _writer);
        _leftovers = new HeadLeftovers(storage, _writer, clock);
    }

    /// <inheritdoc/>
    public string StoreName => _storage.StoreName;

    /// <inheritdoc/>
    public int MaxInlineBytes => _storage.MaxInlineBytes;

    private long NowTicks => _clock.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<SnapshotCommit>> CommitAsync(SnapshotCommitRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var payload = request.Payload;
        if (payload.Kind == SnapshotStoreKind.Inline && payload.InlineBytes.Length != payload.StoredLength)
            throw new ArgumentException($"The handle says {payload.StoredLength} bytes and holds {payload.InlineBytes.Length}.", nameof(request));
        if (payload.Kind == SnapshotStoreKind.Inline && payload.StoredLength > MaxInlineBytes)
        {
            return ValueTask.FromResult(SnapshotOutcome.Failed<SnapshotCommit>(
                SnapshotStatus.TooLarge, SnapshotStage.Commit, SnapshotCodes.StateTooLarge,
                $"The inline body has {payload.StoredLength} bytes; {StoreName} takes {MaxInlineBytes}."));
        }
        var body = payload.Kind == SnapshotStoreKind.Inline ? payload.InlineBytes : (ReadOnlyMemory<byte>?)null;
        return _writer.ChangeAsync(
            new HeadOperation(request.Series, SnapshotStage.Commit, payload.WriteId, body),
            (head, isFenced) => HeadCommit.Apply(head, request, isFenced, NowTicks),
            cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<SnapshotStateRecord?>> SelectAsync(
        SnapshotSeries series, SnapshotSelection selection, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var head = await _writer.ReadAsync(series, SnapshotStage.Select, cancellation).ConfigureAwait(false);
        return head.TryGet(out var document)
            ? SnapshotOutcome.Ok(HeadRules.Select(document, selection)?.ToRecord(series))
            : head.As<SnapshotStateRecord?>();
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<Stream>> OpenInlineAsync(SnapshotStateRecord record, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Payload.Kind != SnapshotStoreKind.Inline)
            throw new ArgumentException("The bytes of the record are in a blob store.", nameof(record));
        return await _storage.GetItemAsync(
            SnapshotKeys.HashOf(record.Series), HeadItem.OfBody(record.Payload.WriteId), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SnapshotStateRecord> ListAsync(
        SnapshotSeries? series, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (series is not null)
        {
            var read = await _writer.ReadAsync(series, SnapshotStage.Select, cancellation).ConfigureAwait(false);
            if (!read.TryGet(out var document))
                throw new IOException(read.ToString(), read.Error?.Cause);
            foreach (var record in document.Records)
                yield return record.ToRecord(series);
            yield break;
        }
        await foreach (var document in AllAsync(cancellation).ConfigureAwait(false))
        {
            var owner = document.Series;
            foreach (var record in document.Records)
                yield return record.ToRecord(owner);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<int>> DeleteAsync(
        SnapshotSeries series, SnapshotSelection selection, long? exactTimestampTicks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return _writer.ChangeAsync(
            new HeadOperation(series, SnapshotStage.Retire),
            (head, _) => HeadRules.Delete(head, selection, exactTimestampTicks, NowTicks),
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> MarkAsync(
        SnapshotStateRecord record, SnapshotRecordState state, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _writer.ChangeAsync(
            new HeadOperation(record.Series, SnapshotStage.Retire),
            (head, _) => HeadRules.Mark(head, record, state, reason, NowTicks),
            cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<SnapshotStateRecord?>> FindByWriteIdAsync(
        SnapshotSeries series, Guid writeId, CancellationToken cancellation = default)
    {
        var head = await _writer.ReadAsync(series, SnapshotStage.Commit, cancellation).ConfigureAwait(false);
        return head.TryGet(out var document)
            ? SnapshotOutcome.Ok(HeadRules.Find(document, writeId)?.ToRecord(series))
            : head.As<SnapshotStateRecord?>();
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> FenceAsync(SnapshotSeries series, Guid writeId, CancellationToken cancellation = default) =>
        _writer.ChangeAsync(
            new HeadOperation(series, SnapshotStage.Commit, writeId),
            (head, isFenced) => HeadRules.Fence(head, writeId, isFenced, NowTicks),
            cancellation);

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<bool>> IsReferencedAsync(string provider, string key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (SnapshotKeys.IsKey(key))
        {
            var read = await _writer.ReadAsync(SeriesOf(key), SnapshotStage.Cleanup, cancellation).ConfigureAwait(false);
            return read.TryGet(out var head) ? SnapshotOutcome.Ok(head is not null && HeadRules.IsReferenced(head, provider, key)) : read.As<bool>();
        }
        try
        {
            // The key of an older program does not say whose it is.
            await foreach (var head in AllAsync(cancellation).ConfigureAwait(false))
            {
                if (HeadRules.IsReferenced(head, provider, key))
                    return SnapshotOutcome.Ok(true);
            }
            return SnapshotOutcome.Ok(false);
        }
        catch (IOException error)
        {
            return Unlisted(error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<long>> BeginGenerationAsync(
        SnapshotSeries series, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return _writer.ChangeAsync(
            new HeadOperation(series, SnapshotStage.Commit), (head, _) => HeadRules.BeginGeneration(head, reason), cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<long>> CurrentGenerationAsync(SnapshotSeries series, CancellationToken cancellation = default)
    {
        var head = await _writer.ReadAsync(series, SnapshotStage.Select, cancellation).ConfigureAwait(false);
        return head.TryGet(out var document) ? SnapshotOutcome.Ok(document.Generation) : head.As<long>();
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> AddGarbageAsync(
        SnapshotSeries series, GarbageEntry entry, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return _writer.ChangeAsync(
            new HeadOperation(series, SnapshotStage.Cleanup), (head, _) => HeadRules.AddGarbage(head, entry), cancellation);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GarbageEntry> ListGarbageAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // Sorting needs them all; there are at most a few for each series.
        var entries = new List<GarbageEntry>();
        await foreach (var head in AllAsync(cancellation).ConfigureAwait(false))
            entries.AddRange(await _garbage.ListAsync(head, cancellation).ConfigureAwait(false));
        foreach (var entry in entries.OrderBy(entry => entry.SinceTicks))
            yield return entry;
    }

    /// <inheritdoc/>
    public async ValueTask<SnapshotOutcome<bool>> RemoveGarbageAsync(GarbageEntry entry, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (SnapshotKeys.IsKey(entry.Key))
        {
            var removed = await _garbage.RemoveAsync(SeriesOf(entry.Key), entry, cancellation).ConfigureAwait(false);
            if (removed is not { Status: SnapshotStatus.Ok, Value: false })
                return removed;
        }
        return await RemoveAnywhereAsync(entry, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation = default) => _storage.EnsureAsync(cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotLeftover> ListLeftoversAsync(TimeSpan ageMin, CancellationToken cancellation = default) =>
        _leftovers.ListAsync(AllAsync(cancellation), ageMin, cancellation);

    /// <inheritdoc/>
    public ValueTask<SnapshotOutcome<bool>> DeleteLeftoverAsync(SnapshotLeftover leftover, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(leftover);
        return _leftovers.DeleteAsync(leftover, writeId => FenceAsync(leftover.Series, writeId, cancellation), cancellation);
    }

    // The series whose hash is within a key.
    private static string SeriesOf(string key) => key.Split('/')[1];

    private async ValueTask<SnapshotOutcome<bool>> RemoveAnywhereAsync(GarbageEntry entry, CancellationToken cancellation)
    {
        try
        {
            await foreach (var head in AllAsync(cancellation).ConfigureAwait(false))
            {
                var removed = await _garbage.RemoveAsync(SnapshotKeys.HashOf(head.Series), entry, cancellation).ConfigureAwait(false);
                if (removed is not { Status: SnapshotStatus.Ok, Value: false })
                    return removed;
            }
            return SnapshotOutcome.Ok(false);
        }
        catch (IOException error)
        {
            return Unlisted(error);
        }
    }

    private async IAsyncEnumerable<HeadDocument> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var stored in _storage.ListAsync(cancellation).ConfigureAwait(false))
        {
            var parsed = HeadDocument.Parse(stored.Json.Span, SnapshotStage.Select);
            yield return parsed.TryGet(out var head) ? head : throw new IOException(parsed.ToString(), parsed.Error?.Cause);
        }
    }

    private static SnapshotOutcome<bool> Unlisted(IOException error) => SnapshotOutcome.Failed<bool>(
        SnapshotStatus.Unavailable, SnapshotStage.Cleanup, SnapshotCodes.StateUnavailable, error.Message, isTransient: true, error);
}
