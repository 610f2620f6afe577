using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Pipeline;
using MarsDisk.History.Columns;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// The buffers of a run and where they are, and the three stages that live as long as one incarnation of the pipeline.
/// Used by the RunActor inside its turns.
/// </summary>
internal sealed class RunPipeline(RunSetup setup, IActorRef writer)
{
    private readonly List<ChunkBuffer> _all = [];
    private readonly Queue<ChunkBuffer> _free = new();
    private readonly HashSet<IActorRef> _stages = [];
    private int _committing;

    /// <summary>Buffers that nobody fills, writes or commits.</summary>
    public int Free => _free.Count;

    /// <summary>Whether stages exist.</summary>
    public bool HasStages => _stages.Count > 0;

    /// <summary>Makes the stages anew, each positioned at <paramref name="state"/>, and grants every buffer.</summary>
    public IActorRef Start(IActorContext context, ResumeState state, IChunkPublisher publisher)
    {
        var firstStep = state.Run.Step;
        var self = context.Self;
        writer.Tell(new OpenLane(setup.Run, firstStep, publisher), self);

        var flushTrigger = Stage(context, Props.Create(() => new FlushTriggerActor(setup.Run, firstStep, setup.Policy, writer, self)), "flush-trigger");
        var aggregator = new Aggregator(setup.Plan, state.Aggregates);
        var aggregation = Stage(context, Props.Create(() => new AggregationActor(aggregator, firstStep, setup.Policy.Capacity, setup.Clock, flushTrigger, self)), "aggregation");
        var integrator = new Integrator(setup.Plan, state.Run, setup.Policy);
        var head = Stage(context, Props.Create(() => new IntegratorActor(integrator, setup.BatchSteps, aggregation, self)).WithDispatcher(Node.DispatcherNames.Compute), "integrator");

        Refill();
        while (_free.Count > 0)
            Grant(head);
        return head;
    }

    /// <summary>Takes the buffer of a published chunk while its event is on the way to the journal.</summary>
    public void BeginCommit() => _committing++;

    /// <summary>Gives a committed buffer back to the integrator: after the commit, never after the write alone.</summary>
    public void EndCommit(ChunkBuffer buffer, IActorRef? integrator)
    {
        // A crash between write and commit recomputes the chunk; a buffer granted before the commit would by then
        // hold other rows (ADR 1).
        _committing--;
        _free.Enqueue(buffer);
        if (integrator is not null)
            Grant(integrator);
    }

    /// <summary>Stops every stage; the RunActor waits for their <see cref="Terminated"/>.</summary>
    public void Stop(IActorContext context)
    {
        foreach (var stage in _stages)
            context.Stop(stage);
    }

    /// <summary>Notes the end of a stage.</summary>
    /// <returns>Whether it belonged to this incarnation.</returns>
    public bool Ended(IActorRef stage) => _stages.Remove(stage);

    private IActorRef Stage(IActorContext context, Props props, string name)
    {
        // A name is free again only when the old stage has terminated, and the RunActor waits for that.
        var stage = context.Watch(context.ActorOf(props, name));
        _stages.Add(stage);
        return stage;
    }

    // All buffers are home when a pipeline starts: whatever an earlier incarnation did with them is over.
    private void Refill()
    {
        while (_all.Count < setup.Buffers)
            _all.Add(setup.Work.NewBuffer());
        _committing = 0;
        _free.Clear();
        foreach (var buffer in _all)
            _free.Enqueue(buffer);
    }

    private void Grant(IActorRef integrator)
    {
        if (_free.Count + _committing > setup.Buffers)
            throw new PipelineException($"{_free.Count} free and {_committing} committing buffers of {setup.Buffers}.");
        integrator.Tell(new BufferGranted(_free.Dequeue()), integrator);
    }
}
