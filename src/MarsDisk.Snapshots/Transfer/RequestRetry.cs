namespace MarsDisk.Snapshots.Transfer;

/// <summary>
/// Repeats requests that failed for a passing reason, with pauses of random length that grow on average, so that many
/// clients do not return at the same moment. Each attempt has time for its bytes; the whole ends with the caller's token.
/// </summary>
internal sealed class RequestRetry
{
    private const double BytesPerSecondMin = 1024 * 1024;
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(30);

    private readonly int _attempts;
    private readonly TimeSpan _pauseMin;
    private readonly TimeSpan _pauseMax;
    private readonly TimeProvider _clock;

    /// <summary>Sets the limits.</summary>
    /// <param name="attempts">Attempts of a request.</param>
    /// <param name="pauseMin">Shortest pause.</param>
    /// <param name="pauseMax">Longest pause, unless the store asks for a longer one.</param>
    /// <param name="clock">Measures pauses and patience.</param>
    public RequestRetry(int attempts, TimeSpan pauseMin, TimeSpan pauseMax, TimeProvider clock)
    {
        _attempts = attempts;
        _pauseMin = pauseMin;
        _pauseMax = pauseMax;
        _clock = clock;
    }

    /// <summary>Makes a request until it succeeds, fails for good, or was tried often enough.</summary>
    /// <param name="stage">The step, for the error.</param>
    /// <param name="bytes">Bytes that travel.</param>
    /// <param name="call">One attempt: its number from 1, and its token. Throws <see cref="BlobFailure"/> or what the connection throws.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BlobFailure">It failed.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async Task<T> RunAsync<T>(
        SnapshotStage stage, long bytes, Func<int, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var patience = Latency + TimeSpan.FromSeconds(bytes / BytesPerSecondMin);
        var pause = _pauseMin;
        for (var attempt = 1; ; attempt++)
        {
            var failure = await TryAsync(stage, patience, attempt, call, cancellation).ConfigureAwait(false);
            if (failure.Reason is null)
                return failure.Value!;
            if (attempt >= _attempts || !failure.Reason.Error.IsTransient)
                throw failure.Reason;
            pause = RetryPause.After(pause, _pauseMin, _pauseMax);
            await Task.Delay(RetryPause.OrAsked(pause, failure.Reason.RetryAfter), _clock, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(T? Value, BlobFailure? Reason)> TryAsync<T>(
        SnapshotStage stage, TimeSpan patience, int attempt, Func<int, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var timeout = new CancellationTokenSource(patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return (await call(attempt, either.Token).ConfigureAwait(false), null);
        }
        catch (BlobFailure failure)
        {
            return (default, failure);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (default, BlobFailure.Unreachable(stage, $"The store cannot be reached: {error.Message.TrimEnd('.')}.", error));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (default, BlobFailure.Late(stage, patience));
        }
    }
}
