using MarsDisk.Actors.Messages;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// The check that every stage makes on every batch: each row of a chunk arrives once and in order. A mismatch is a
/// lost, doubled or stale batch; the stage throws, and the pipeline is rebuilt from the last commit.
/// </summary>
public sealed class BatchOrder
{
    private int? _generation;
    private long _nextStep;
    private int _nextRow;

    /// <summary>Expects the first batch to begin at this step.</summary>
    /// <param name="firstStep">The next step.</param>
    /// <param name="firstRow">Its row; above 0 in a chunk that was begun before.</param>
    public BatchOrder(long firstStep, int firstRow = 0) => (_nextStep, _nextRow) = (firstStep, firstRow);

    /// <summary>Accepts the batch that continues where the last one ended.</summary>
    /// <param name="batch">The batch that just arrived.</param>
    /// <exception cref="PipelineException">The batch is not the expected one.</exception>
    public void Accept(StepBatch batch)
    {
        var generation = _nextRow > 0 && _generation is { } known ? known : batch.Buffer.Generation;
        if (batch.Generation != generation)
            throw new PipelineException($"A batch of buffer generation {batch.Generation} arrived, expected {generation}.");
        // A chunk may end without a further row: the run ended before the next step.
        var isEmpty = batch.EndRow == batch.FirstRow && (batch.Seal is null || batch.EndRow == 0);
        if (batch.FirstRow != _nextRow || batch.EndRow < batch.FirstRow || isEmpty)
            throw new PipelineException($"A batch of rows {batch.FirstRow}..{batch.EndRow} arrived, expected one that begins at {_nextRow}.");
        if (batch.Buffer.FirstStep + batch.FirstRow != _nextStep)
            throw new PipelineException($"A batch begins at step {batch.Buffer.FirstStep + batch.FirstRow}, expected {_nextStep}.");

        _generation = batch.Generation;
        _nextStep += batch.EndRow - batch.FirstRow;
        _nextRow = batch.Seal is null ? batch.EndRow : 0;
    }

    /// <summary>Agrees that no batch was lost at the very end.</summary>
    /// <param name="step">The step behind the last row that was sent.</param>
    /// <exception cref="PipelineException">Rows before that step never arrived.</exception>
    public void RequireEnd(long step)
    {
        if (step != _nextStep)
            throw new PipelineException($"The batches end at step {step}, but the last one that arrived ended at {_nextStep}.");
    }
}
