namespace MarsDisk.Parsing;

/// <summary>Tells the observer and the metrics of one parse. Without either it costs two comparisons a step.</summary>
internal sealed class StreamWatch(StreamingConfig config)
{
    private readonly StreamReporter _reporter = new(config);
    private readonly ParsingMetrics? _metrics = config.Metrics;
    private StreamMeta _told = new();
    private long _checkpointWatermark = -1;
    private long _checkpointTaken;

    /// <summary>Somebody wants to know.</summary>
    public bool IsOn => _metrics is not null || _reporter.HasObserver;

    /// <summary>A step has passed bytes.</summary>
    public void Parsed(StreamMeta meta, long bufferedBytes, long safePoint, string label, Func<RunConfig> settings)
    {
        if (safePoint != _checkpointWatermark)
        {
            _checkpointWatermark = safePoint;
            _checkpointTaken = config.Clock.GetTimestamp();
        }

        _metrics?.Parsed(
            meta.ConsumedBytes - _told.ConsumedBytes, meta.Units - _told.Units, meta.Rows - _told.Rows,
            meta.ChunksConsumed - _told.ChunksConsumed, bufferedBytes, meta.LagNanos);
        _told = meta;
        if (_reporter.IsDue(meta.ConsumedBytes))
            _reporter.Progress(meta, label, settings());
    }

    public void Waits<T>(in StreamOutcome<T> outcome)
    {
        if (!IsOn)
            return;
        _metrics?.Saw(outcome, config.DemandCap?.Bytes ?? int.MaxValue);
        _reporter.Pending(outcome.Reason, outcome.Continuation!.Meta, outcome.Demand, outcome.Config);
    }

    public void Ended<T>(in StreamOutcome<T> outcome, string label)
    {
        if (!IsOn)
            return;
        _metrics?.Saw(outcome);
        _reporter.Progress(outcome.Meta, label, outcome.Config);
    }

    public void Error(Diagnostic error, ContinuationMeta state, RunConfig settings)
    {
        _metrics?.Saw(error);
        _reporter.Error(error, state, settings);
    }

    public void Checkpoint(StreamCheckpoint checkpoint, string label, RunConfig settings)
    {
        var age = config.Clock.GetElapsedTime(_checkpointTaken);
        _metrics?.Checkpoint(checkpoint.BinaryLength, age);
        _reporter.Checkpoint(checkpoint, age, label, settings);
    }

    public void Resumed(StreamCheckpoint checkpoint, ProofMode proof, int resumeCount, string label, RunConfig settings)
        => _reporter.Resumed(checkpoint, proof, resumeCount, label, settings);
}
