using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Heads;

/// <summary>Whose document an operation changes, and what it needs beside it.</summary>
/// <param name="Hash">Hash of the series.</param>
/// <param name="Series">The series; null: only a document that exists is changed.</param>
/// <param name="Stage">Named in errors.</param>
/// <param name="WriteId">Its fence is looked for outside the document, too.</param>
/// <param name="Body">The inline body that is stored before the document.</param>
internal readonly record struct HeadOperation(
    string Hash, SnapshotSeries? Series, SnapshotStage Stage, Guid? WriteId = null, ReadOnlyMemory<byte>? Body = null)
{
    public HeadOperation(SnapshotSeries series, SnapshotStage stage, Guid? writeId = null, ReadOnlyMemory<byte>? body = null)
        : this(SnapshotKeys.HashOf(series), series, stage, writeId, body) { }
}

/// <summary>A rule: from a document, and whether the write id of the operation is fenced outside it, to a change.</summary>
internal delegate ValueTask<HeadChange<T>> HeadRule<T>(HeadDocument head, bool isFenced, CancellationToken cancellation);

/// <summary>Reads a document, applies a rule and stores the result, again when another was faster.</summary>
internal sealed class HeadWriter(IHeadStorage storage, TimeProvider clock)
{
    private const int Lanes = 64;

    // Writers of one process stand in line, so that only other processes make a compare-and-set fail.
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The document of a series; empty when there is none.</summary>
    public async ValueTask<SnapshotOutcome<HeadDocument>> ReadAsync(
        SnapshotSeries series, SnapshotStage stage, CancellationToken cancellation)
    {
        var read = await LoadAsync(new HeadOperation(series, stage), cancellation).ConfigureAwait(false);
        return read.TryGet(out var loaded) ? SnapshotOutcome.Ok(loaded.Head!) : read.As<HeadDocument>();
    }

    /// <summary>The document with a hash; null when there is none.</summary>
    public async ValueTask<SnapshotOutcome<HeadDocument?>> ReadAsync(string hash, SnapshotStage stage, CancellationToken cancellation)
    {
        var read = await LoadAsync(new HeadOperation(hash, null, stage), cancellation).ConfigureAwait(false);
        return read.TryGet(out var loaded) ? SnapshotOutcome.Ok(loaded.Head) : read.As<HeadDocument?>();
    }

    /// <summary>Applies a rule that needs nothing but the document.</summary>
    public ValueTask<SnapshotOutcome<T>> ChangeAsync<T>(
        HeadOperation operation, Func<HeadDocument, bool, HeadChange<T>> rule, CancellationToken cancellation) =>
        ChangeAsync(operation, (head, isFenced, _) => ValueTask.FromResult(rule(head, isFenced)), cancellation);

    /// <summary>Applies a rule.</summary>
    public async ValueTask<SnapshotOutcome<T>> ChangeAsync<T>(HeadOperation operation, HeadRule<T> rule, CancellationToken cancellation)
    {
        var lane = _lanes[Convert.ToInt32(operation.Hash[..2], 16) % Lanes];
        try
        {
            await lane.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await AttemptAsync(operation, rule, cancellation).ConfigureAwait(false);
            }
            finally
            {
                lane.Release();
            }
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return Cancelled<T>(operation.Stage, error);
        }
    }

    private async ValueTask<SnapshotOutcome<T>> AttemptAsync<T>(HeadOperation operation, HeadRule<T> rule, CancellationToken cancellation)
    {
        var hasPutBody = false;
        for (var attempt = 1; attempt <= Contention.AttemptsMax; attempt++)
        {
            await Contention.PauseBeforeAsync(attempt, clock, cancellation).ConfigureAwait(false);
            var read = await LoadAsync(operation, cancellation).ConfigureAwait(false);
            if (!read.TryGet(out var loaded))
                return read.As<T>();
            if (loaded.Head is null)
                return SnapshotOutcome.Ok(default(T)!);

            var isFenced = await IsFencedOutsideAsync(operation, loaded.Head, cancellation).ConfigureAwait(false);
            if (!isFenced.TryGet(out var fenced))
                return isFenced.As<T>();
            var change = await rule(loaded.Head, fenced, cancellation).ConfigureAwait(false);
            if (change.Next is null)
            {
                await DropBodyAsync(operation, hasPutBody && !change.Outcome.IsSuccess).ConfigureAwait(false);
                return change.Outcome;
            }
            var tried = await TryStoreAsync(operation, loaded, change, hasPutBody, cancellation).ConfigureAwait(false);
            hasPutBody |= tried.HasPutBody;
            if (tried.Outcome is { } outcome)
            {
                // After an unknown answer the body stays: the document may name it.
                await DropBodyAsync(operation, hasPutBody && !outcome.IsSuccess && outcome.Status != SnapshotStatus.InDoubt).ConfigureAwait(false);
                return outcome;
            }
        }
        await DropBodyAsync(operation, hasPutBody).ConfigureAwait(false);
        return Contention.Lost<T>(operation.Stage, "the document");
    }

    // No outcome: another was faster.
    private async ValueTask<(SnapshotOutcome<T>? Outcome, bool HasPutBody)> TryStoreAsync<T>(
        HeadOperation operation, Loaded loaded, HeadChange<T> change, bool hasBody, CancellationToken cancellation)
    {
        var put = false;
        if (operation.Body is not null && loaded.Stored is null && storage is IHeadItemList)
        {
            // What lies beside a document is found through it: there is one before the first body, or a process that dies
            // between the two leaves what nobody ever finds.
            var made = await storage.CompareAndSetAsync(operation.Hash, loaded.Head!.ToJson(), null, cancellation).ConfigureAwait(false);
            return (made.IsSuccess || made.Status == SnapshotStatus.InDoubt ? null : made.As<T>(), put);
        }
        if (operation.Body is { } body && !hasBody)
        {
            var item = new HeadItem(HeadItem.OfBody(operation.WriteId!.Value), body);
            var stored = await PutAsync(operation, item, cancellation).ConfigureAwait(false);
            if (!stored.IsSuccess)
                return (stored.As<T>(), false);
            put = stored.Status == SnapshotStatus.Ok;
        }
        var spill = await HeadSpill.FitAsync(storage, operation, change.Next!, cancellation).ConfigureAwait(false);
        if (!spill.TryGet(out var fit))
            return (spill.As<T>(), put);
        IReadOnlyList<HeadItem> needed = [.. change.Needed, .. fit.Needed];
        foreach (var item in needed)
        {
            var stored = await PutAsync(operation, item, cancellation).ConfigureAwait(false);
            if (!stored.IsSuccess)
                return (stored.As<T>(), put);
        }

        var next = fit.Head with { Rev = loaded.Head!.Rev + 1 };
        var set = await storage.CompareAndSetAsync(operation.Hash, next.ToJson(), loaded.Stored, cancellation).ConfigureAwait(false);
        if (!set.TryGet(out var isSet))
            return (set.As<T>(), put);
        foreach (var name in isSet ? change.Dropped.Concat(fit.Dropped) : needed.Where(item => item.Name.StartsWith("g-", StringComparison.Ordinal)).Select(item => item.Name))
            await storage.DeleteItemAsync(operation.Hash, name, CancellationToken.None).ConfigureAwait(false);
        return (isSet ? change.Outcome : null, put);
    }

    private ValueTask<SnapshotOutcome<bool>> PutAsync(HeadOperation operation, HeadItem item, CancellationToken cancellation) =>
        storage.PutItemAsync(operation.Hash, item.Name, item.Bytes, cancellation);

    // An item that cannot be deleted is a leftover, no failure (I9).
    private async ValueTask DropBodyAsync(HeadOperation operation, bool isLeft)
    {
        if (isLeft)
            await storage.DeleteItemAsync(operation.Hash, HeadItem.OfBody(operation.WriteId!.Value), CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<SnapshotOutcome<bool>> IsFencedOutsideAsync(
        HeadOperation operation, HeadDocument head, CancellationToken cancellation)
    {
        if (operation.WriteId is not { } writeId || !head.HasFenceItems)
            return SnapshotOutcome.Ok(false);
        var item = await storage.GetItemAsync(operation.Hash, HeadItem.OfFence(writeId), cancellation).ConfigureAwait(false);
        if (item.Status == SnapshotStatus.NotFound)
            return SnapshotOutcome.Ok(false);
        if (!item.TryGet(out var stream))
            return item.As<bool>();
        await stream.DisposeAsync().ConfigureAwait(false);
        return SnapshotOutcome.Ok(true);
    }

    private async ValueTask<SnapshotOutcome<Loaded>> LoadAsync(HeadOperation operation, CancellationToken cancellation)
    {
        SnapshotOutcome<StoredHead?> read;
        try
        {
            read = await storage.LoadAsync(operation.Hash, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return Cancelled<Loaded>(operation.Stage, error);
        }
        if (!read.TryGet(out var stored))
            return read.As<Loaded>();
        if (stored is null)
            return SnapshotOutcome.Ok(new Loaded(null, operation.Series is null ? null : HeadDocument.Empty(operation.Series)));
        var parsed = HeadDocument.Parse(stored.Json.Span, operation.Stage);
        if (!parsed.TryGet(out var head))
            return parsed.As<Loaded>();
        if (operation.Series is not null && head.Series != operation.Series)
        {
            return SnapshotOutcome.Failed<Loaded>(
                SnapshotStatus.Corrupt, operation.Stage, SnapshotCodes.StateCorrupt, "The head document is that of another series.");
        }
        return SnapshotOutcome.Ok(new Loaded(stored, head));
    }

    private static SnapshotOutcome<T> Cancelled<T>(SnapshotStage stage, OperationCanceledException error) => SnapshotOutcome.Failed<T>(
        SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "Cancelled before the document was changed.", cause: error);

    private readonly record struct Loaded(StoredHead? Stored, HeadDocument? Head);
}
