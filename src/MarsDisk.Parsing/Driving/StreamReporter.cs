using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Parsing;

/// <summary>Tells the observer, not too often, and survives what it throws.</summary>
internal sealed class StreamReporter
{
    private const int NotesMax = 8;
    private const long ProgressBytes = 1024 * 1024;

    private static readonly TimeSpan ProgressTime = TimeSpan.FromMilliseconds(100);

    private readonly StreamingConfig _config;
    private readonly IStreamObserver? _observer;
    private long _lastProgress;
    private long _lastConsumed;
    private bool _hasFailed;

    public StreamReporter(StreamingConfig config)
    {
        _config = config;
        _observer = config.OnDiagnostic;
        if (_observer is not null)
            _lastProgress = config.Clock.GetTimestamp();
    }

    /// <summary>At most every 100 ms and every MiB, whichever is later.</summary>
    public bool IsDue(long consumed)
        => _observer is not null && consumed - _lastConsumed >= ProgressBytes
        && _config.Clock.GetElapsedTime(_lastProgress) >= ProgressTime;

    /// <summary>Somebody listens: only then is anything prepared for it.</summary>
    public bool HasObserver => _observer is not null;

    public void Progress(StreamMeta meta, string label, RunConfig config)
    {
        if (_observer is null)
            return;
        var lap = _config.Clock.GetElapsedTime(_lastProgress);
        _lastProgress = _config.Clock.GetTimestamp();
        _lastConsumed = meta.ConsumedBytes;
        Tell(new StreamEvent.Progress(meta.ConsumedBytes, meta.Units, lap, meta.BufferFillRatio)
        {
            TraceLabel = label,
            Counts = meta,
            Config = config,
        });
    }

    public void Pending(PendingReason reason, ContinuationMeta meta, in DemandHint demand, RunConfig config)
    {
        if (_observer is null)
            return;
        IReadOnlyList<string> notes = _config.ResumeNotes
            ? [.. meta.ExpectedTokens.Select(expected => expected.Text).Order(StringComparer.Ordinal).Take(NotesMax)]
            : [];
        Tell(new StreamEvent.Pending(reason, meta, demand, notes) { TraceLabel = meta.TraceLabel, Config = config });
    }

    public void Error(Diagnostic diagnostic, ContinuationMeta continuation, RunConfig config)
        => Tell(new StreamEvent.Error(diagnostic, continuation) { TraceLabel = continuation.TraceLabel, Config = config });

    public void Checkpoint(StreamCheckpoint checkpoint, TimeSpan age, string label, RunConfig config)
        => Tell(new StreamEvent.Checkpoint(checkpoint, age) { TraceLabel = label, Config = config });

    public void Resumed(StreamCheckpoint checkpoint, ProofMode proof, int resumeCount, string label, RunConfig config)
        => Tell(new StreamEvent.Resumed(checkpoint.Watermark, proof, 0, resumeCount) { TraceLabel = label, Config = config });

    [SuppressMessage("Design", "CA1031", Justification = "An observer of any make may throw anything; the parse goes on.")]
    private void Tell(StreamEvent streamEvent)
    {
        if (_observer is null)
            return;
        try
        {
            _observer.On(streamEvent);
        }
        catch (Exception error)
        {
            if (!_hasFailed)
                _config.Log?.Invoke($"The observer of the parse failed, the parse goes on: {error.Message}");
            _hasFailed = true;
        }
    }
}
