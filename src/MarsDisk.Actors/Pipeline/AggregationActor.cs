using MarsDisk.Actors.Messages;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// Folds the rows of each batch into the running figures of the run and passes the batch on; with a seal it adds its
/// own state, so that both describe the same row. Tells the RunActor where the run stands.
/// </summary>
public sealed class AggregationActor : ReceiveActor
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly BatchOrder _order;
    private readonly Aggregator _aggregator;
    private readonly int _chunkCapacity;
    private readonly TimeProvider _clock;
    private readonly IActorRef _flushTrigger;
    private readonly IActorRef _run;
    private long _lastProgress;
    private bool _hasReportedViolation;

    /// <summary>Takes over an aggregator that stands at the last commit.</summary>
    /// <param name="aggregator">Figures of all committed rows.</param>
    /// <param name="firstStep">The next step.</param>
    /// <param name="firstRow">Its row; above 0 in a chunk that was begun before.</param>
    /// <param name="chunkCapacity">Steps after which a chunk is flushed; for progress only.</param>
    /// <param name="clock">Paces the progress, never the data.</param>
    /// <param name="flushTrigger">Next stage.</param>
    /// <param name="run">The RunActor.</param>
    public AggregationActor(
        Aggregator aggregator, long firstStep, int firstRow, int chunkCapacity, TimeProvider clock, IActorRef flushTrigger, IActorRef run)
    {
        _order = new BatchOrder(firstStep, firstRow);
        _aggregator = aggregator;
        _chunkCapacity = chunkCapacity;
        _clock = clock;
        _flushTrigger = flushTrigger;
        _run = run;

        Receive<StepBatch>(Fold);
        Receive<BatchesEnded>(ended => { _order.RequireEnd(ended.Step); _flushTrigger.Tell(ended, Self); });
    }

    private void Fold(StepBatch batch)
    {
        _order.Accept(batch);
        _aggregator.Fold(batch.Buffer, batch.FirstRow, batch.EndRow);

        ReportViolation();
        ReportProgress(batch);
        _flushTrigger.Tell(batch is { Seal: null, Mark: null } ? batch : batch with { Seal = Complete(batch.Seal), Mark = Complete(batch.Mark) }, Self);
    }

    private SealedChunk? Complete(SealedChunk? seal) => seal is null ? null : seal with { Aggregates = _aggregator.Capture() };

    private HistoryMark? Complete(HistoryMark? mark) => mark is null ? null : mark with { Aggregates = _aggregator.Capture() };

    private void ReportViolation()
    {
        if (_hasReportedViolation || _aggregator.State.Violations == 0)
            return;

        _hasReportedViolation = true;
        _run.Tell(new BudgetViolated(_aggregator.State.Steps, _aggregator.State.ErrorPercentMax), Self);
    }

    private void ReportProgress(StepBatch batch)
    {
        var now = _clock.GetTimestamp();
        if (batch.Seal is null && _lastProgress != 0 && _clock.GetElapsedTime(_lastProgress, now) < ProgressInterval)
            return;

        _lastProgress = now;
        var rows = batch.Seal is null ? batch.EndRow : 0;
        _run.Tell(new StepsComputed(new ProgressFacts(
            _aggregator.State.Steps, _aggregator.State.Time, _aggregator.State.Lost,
            _aggregator.State.ErrorPercentMax, rows, _chunkCapacity)), Self);
    }
}
