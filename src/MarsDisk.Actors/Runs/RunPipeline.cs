using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Pipeline;
using MarsDisk.History.Columns;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Aggregation;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// The three stages of a run, its lane at the writer and its buffers: put up together at a commit, taken down together,
/// never mended in part. Used by the RunActor inside its turns.
/// </summary>
internal sealed class RunPipeline(RunSetup setup, IActorRef writer)
{
    private readonly RunBuffers _buffers = new(setup.Buffers);
    private readonly HashSet<IActorRef> _stages = [];
    private IActorRef? _integrator;
    private bool _isLaneOpen;

    /// <summary>Buffers that nobody fills, writes or commits.</summary>
    public int BuffersFree => _buffers.Free;

    /// <summary>Buffers that have still to be made.</summary>
    public int BuffersMissing => _buffers.Missing;

    /// <summary>Takes new buffers.</summary>
    public void Add(IEnumerable<ChunkBuffer> made)
    {
        foreach (var buffer in made)
            _buffers.Add(buffer);
    }

    /// <summary>Makes the stages anew, each positioned at <paramref name="state"/>, and grants every buffer.</summary>
    public void Start(IActorContext context, ResumeState state, IChunkPublisher publisher)
    {
        var firstStep = state.Run.Step;
        var self = context.Self;
        writer.Tell(new OpenLane(setup.Run, firstStep, publisher), self);
        _isLaneOpen = true;

        var flushTrigger = Stage(context, Props.Create(() => new FlushTriggerActor(setup.Run, firstStep, setup.Policy, writer, self)), "flush-trigger");
        var aggregator = new Aggregator(setup.Plan, state.Aggregates);
        var aggregation = Stage(context, Props.Create(() => new AggregationActor(aggregator, firstStep, setup.Policy.Capacity, setup.Clock, flushTrigger, self)), "aggregation");
        var integrator = new Integrator(setup.Plan, state.Run, setup.Policy);
        _integrator = Stage(context, Props.Create(() => new IntegratorActor(integrator, setup.BatchSteps, aggregation, self)).WithDispatcher(DispatcherNames.Compute), "integrator");

        while (_buffers.Free > 0)
            Grant(_integrator, self);
    }

    /// <summary>Takes the buffer of a published chunk while its event is on the way to the journal.</summary>
    public void BeginCommit(ChunkBuffer buffer) => _buffers.BeginCommit(buffer);

    /// <summary>Frees the buffer of a committed chunk, and grants it again while the stages stand.</summary>
    public void EndCommit(ChunkBuffer buffer, IActorRef self)
    {
        // Granted after the commit and not after the write: a crash in between would recompute into a buffer whose rows
        // are still needed (ADR 1).
        _buffers.EndCommit(buffer);
        if (_integrator is { } integrator)
            Grant(integrator, self);
    }

    /// <summary>Stops every stage; their <see cref="Terminated"/> follow, then the writer's <see cref="LaneClosed"/>.</summary>
    public void Stop(IActorContext context)
    {
        _integrator = null;
        foreach (var stage in _stages)
            context.Stop(stage);
    }

    /// <summary>Notes the end of a stage; behind the last one no chunk can come, and the lane is closed.</summary>
    public void NoteEnd(IActorRef stage, IActorRef self)
    {
        _stages.Remove(stage);
        if (_stages.Count == 0)
            writer.Tell(new CloseLane(setup.Run), self);
    }

    /// <summary>The writer has answered for each buffer: all of them are home.</summary>
    public void NoteLaneClosed()
    {
        _isLaneOpen = false;
        _buffers.ComeHome();
    }

    /// <summary>Gives the memory back, unless the writer may still read it: such buffers are left to the end of the process.</summary>
    public void Release()
    {
        if (!_isLaneOpen)
            _buffers.Release();
    }

    // A name is free again only when the old stage has terminated, and the RunActor waits for that.
    private IActorRef Stage(IActorContext context, Props props, string name)
    {
        var stage = context.Watch(context.ActorOf(props, name));
        _stages.Add(stage);
        return stage;
    }

    private void Grant(IActorRef integrator, IActorRef self) => integrator.Tell(new BufferGranted(_buffers.Grant()), self);
}
