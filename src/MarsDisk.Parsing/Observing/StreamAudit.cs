namespace MarsDisk.Parsing;

/// <summary>
/// Writes one JSON object for each event of a parse to whoever keeps the audit, on another task than the parse. A keeper that
/// is slow or stuck costs events, which are counted, and no time.
/// </summary>
public sealed class StreamAudit : IStreamObserver, IAsyncDisposable
{
    private readonly AuditQueue _queue = new();
    private readonly AuditEvents _events;
    private readonly ParsingMetrics? _metrics;
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> _keep;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _clock;
    private readonly Task _writing;
    private long _dropped;

    /// <summary>Starts writing.</summary>
    /// <param name="auditId">The same for every parse of a scenario, in batch or in pieces.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="keep">Keeps one event: UTF-8 JSON without a line end.</param>
    /// <param name="clock">Times of the events.</param>
    /// <param name="metrics">Counts the losses.</param>
    public StreamAudit(
        string auditId, string scenario, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> keep,
        TimeProvider? clock = null, ParsingMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(keep);
        _clock = clock ?? TimeProvider.System;
        _events = new(auditId, scenario, _clock);
        _keep = keep;
        _metrics = metrics;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Events lost so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public void On(StreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        var lost = _queue.Add(_events.Write(streamEvent), streamEvent is StreamEvent.Progress);
        if (lost == 0)
            return;
        Interlocked.Add(ref _dropped, lost);
        _metrics?.AuditDropped(lost);
    }

    /// <summary>Writes what waits, for five seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        try
        {
            await _writing.WaitAsync(TimeSpan.FromSeconds(5), _clock);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
        }

        _stop.Dispose();
        _queue.Dispose();
    }

    private async Task WriteAsync()
    {
        while (await _queue.TakeAsync(_stop.Token) is { } json)
            await _keep(json, _stop.Token);
    }
}
