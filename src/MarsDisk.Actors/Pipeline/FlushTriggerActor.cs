using MarsDisk.Actors.Messages;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Pipeline;

/// <summary>
/// Hands each sealed chunk to the writer. It evaluates the flush policy on what it received, independently of the
/// integrator, and refuses a seal that is early or late.
/// </summary>
public sealed class FlushTriggerActor : ReceiveActor
{
    private readonly RunId _run;
    private readonly BatchOrder _order;
    private readonly FlushPolicy _policy;
    private readonly IActorRef _writer;
    private readonly IActorRef _runActor;

    /// <summary>Counts from the last commit on.</summary>
    /// <param name="run">The run, for the writer's lane.</param>
    /// <param name="firstStep">The next step.</param>
    /// <param name="firstRow">Its row; above 0 in a chunk that was begun before.</param>
    /// <param name="policy">The policy that the integrator follows.</param>
    /// <param name="writer">Receives the sealed chunks; shared by all runs of the node.</param>
    /// <param name="runActor">Gets the writer's answer.</param>
    public FlushTriggerActor(RunId run, long firstStep, int firstRow, FlushPolicy policy, IActorRef writer, IActorRef runActor)
    {
        _run = run;
        _order = new BatchOrder(firstStep, firstRow);
        _policy = policy;
        _writer = writer;
        _runActor = runActor;

        Receive<StepBatch>(Judge);
        Receive<BatchesEnded>(ended => _order.RequireEnd(ended.Step));
    }

    private void Judge(StepBatch batch)
    {
        _order.Accept(batch);

        var requested = batch.Seal?.Cause is FlushCause.Requested;
        var ends = batch.Seal?.Cause is FlushCause.RunEnds or FlushCause.BudgetViolated;
        var isDue = _policy.IsDue(batch.EndRow, requested, ends);
        if (isDue != batch.Seal is not null)
            throw new PipelineException($"The chunk from step {batch.Buffer.FirstStep} is {(isDue ? "due" : "sealed")} at {batch.EndRow} rows; its capacity is {_policy.Capacity}.");

        if (batch.Mark is { } mark)
            _writer.Tell(new WriteHistory(_run, batch.Buffer, batch.Generation, mark), _runActor);
        if (batch.Seal is { } seal)
            _writer.Tell(new FlushChunk(_run, batch.Buffer, new ResumeState(seal.State, Aggregates(seal)), seal.Cause), _runActor);
    }

    private static AggregateState Aggregates(SealedChunk seal) =>
        seal.Aggregates ?? throw new PipelineException("A sealed chunk arrived without the figures of the aggregation.");
}
