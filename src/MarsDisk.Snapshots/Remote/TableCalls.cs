using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Transfer;

namespace MarsDisk.Snapshots.Remote;

/// <summary>
/// Sends requests to a table, again after passing failures, with pauses of random length that grow on average, so that many
/// clients do not return at the same moment.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="options">Attempts and pauses.</param>
/// <param name="clock">Measures pauses and patience.</param>
internal sealed class TableCalls(IItemTable table, RemoteRetryOptions options, TimeProvider clock)
{
    private const double BytesPerSecondMin = 1024 * 1024;

    /// <summary>Sends a request that may be carried out twice without harm.</summary>
    public async ValueTask<SnapshotOutcome<T>> RunAsync<T>(
        SnapshotStage stage, long bytes, Func<CancellationToken, Task<T>> request, CancellationToken cancellation)
    {
        try
        {
            var pause = options.PauseMin;
            for (var attempt = 1; ; attempt++)
            {
                var (value, failure) = await TryAsync(bytes, request, cancellation).ConfigureAwait(false);
                if (failure is null)
                    return SnapshotOutcome.Ok(value!);
                if (!failure.IsRepeated || attempt >= options.Attempts)
                    return failure.ToOutcome<T>(stage);
                pause = await PauseAsync(pause, failure, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return SnapshotOutcome.Failed<T>(
                SnapshotStatus.Cancelled, stage, SnapshotCodes.Cancelled, "Cancelled while the state store was asked.", cause: error);
        }
    }

    /// <summary>Why an item is not sent at all; null: it fits.</summary>
    public SnapshotOutcome<bool>? Refusal(ItemKey key, ReadOnlyMemory<byte> bytes)
    {
        var size = table.BytesOf(key, bytes);
        return size <= table.MaxItemBytes
            ? null
            : RemoteFailure.TooLarge($"An item of {size} bytes is larger than the {table.MaxItemBytes} that {table.StoreName} takes.")
                .ToOutcome<bool>(SnapshotStage.Commit);
    }

    /// <summary>
    /// Makes or replaces an item. A request whose answer was lost is sent again; if it then meets an item, that item says
    /// whether it is this write.
    /// </summary>
    /// <param name="key">The item.</param>
    /// <param name="item">Its new content.</param>
    /// <param name="version">The version that is replaced; null: there is none.</param>
    /// <param name="cancellation">Ends it before a request is sent, and pauses.</param>
    /// <returns>False: another was faster. <see cref="SnapshotStatus.InDoubt"/>: nobody knows.</returns>
    public async ValueTask<SnapshotOutcome<bool>> WriteAsync(
        ItemKey key, TableItem item, string? version, CancellationToken cancellation)
    {
        if (Refusal(key, item.Bytes) is { } refusal)
            return refusal;
        var isUnknown = false;
        try
        {
            var pause = options.PauseMin;
            for (var attempt = 1; ; attempt++)
            {
                cancellation.ThrowIfCancellationRequested();
                // A request that was sent is not abandoned: nobody would know what it did.
                var (isWritten, failure) = await TryAsync(
                    item.Bytes.Length, token => version is null ? table.CreateAsync(key, item, token) : table.ReplaceAsync(key, item, version, token), default)
                    .ConfigureAwait(false);
                if (failure is null)
                    return isWritten || !isUnknown ? SnapshotOutcome.Ok(isWritten) : await LookAsync(key, item, cancellation).ConfigureAwait(false);
                isUnknown |= failure.MayHaveEffect;
                if (!failure.IsRepeated || attempt >= options.Attempts)
                    return isUnknown ? InDoubt(failure.Message, failure.Cause) : failure.ToOutcome<bool>(SnapshotStage.Commit);
                pause = await PauseAsync(pause, failure, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return isUnknown
                ? InDoubt("The answer was lost, and the operation was cancelled before it was known.", error)
                : SnapshotOutcome.Failed<bool>(
                    SnapshotStatus.Cancelled, SnapshotStage.Commit, SnapshotCodes.Cancelled, "Cancelled before anything was changed.", cause: error);
        }
    }

    // Whether an item that is in the way is the one that a lost request made.
    private async ValueTask<SnapshotOutcome<bool>> LookAsync(ItemKey key, TableItem item, CancellationToken cancellation)
    {
        var read = await RunAsync(SnapshotStage.Commit, table.MaxItemBytes, token => table.ReadAsync(key, token), cancellation).ConfigureAwait(false);
        if (!read.TryGet(out var found) && read.Error is { } error)
            return InDoubt(error.Message, error.Cause);
        if (found?.Write == item.Write)
            return SnapshotOutcome.Ok(true);
        return found?.Rev == item.Rev
            ? SnapshotOutcome.Ok(false)
            : InDoubt("The answer was lost, and the document was changed again since.", null);
    }

    private async Task<(T? Value, RemoteFailure? Failure)> TryAsync<T>(
        long bytes, Func<CancellationToken, Task<T>> request, CancellationToken cancellation)
    {
        var patience = options.Patience + TimeSpan.FromSeconds(bytes / BytesPerSecondMin);
        using var timeout = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return (await request(either.Token).ConfigureAwait(false), null);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception error) when (timeout.IsCancellationRequested || error is OperationCanceledException)
        {
            return (default, RemoteFailure.Late(patience));
        }
        catch (Exception error) when (table.FailureOf(error) is { } failure)
        {
            return (default, failure);
        }
    }

    private async Task<TimeSpan> PauseAsync(TimeSpan last, RemoteFailure failure, CancellationToken cancellation)
    {
        var pause = RetryPause.After(last, options.PauseMin, options.PauseMax);
        await Task.Delay(RetryPause.OrAsked(pause, failure.RetryAfter), clock, cancellation).ConfigureAwait(false);
        return pause;
    }

    private static SnapshotOutcome<bool> InDoubt(string message, Exception? cause) => SnapshotOutcome.Failed<bool>(
        SnapshotStatus.InDoubt, SnapshotStage.Commit, SnapshotCodes.CommitInDoubt, message, isTransient: true, cause);
}
