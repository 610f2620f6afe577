using MarsDisk.Actors.Faults;
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
internal sealed class RunPipeline(RunSetup setup, IActorRef writer, IActorRef offload, RunFaults? faults)
{
    private readonly RunBuffers _buffers = new(setup.Buffers);
    private readonly HashSet<IActorRef> _stages = [];
    private IActorRef? _integrator;
    private IActorRef? _offloadGate;
    private bool _isLaneOpen;

    /// <summary>How many pipelines were put up; inputs for an earlier one are dropped.</summary>
    public int Session { get; private set; }

    /// <summary>Where files go that are to be copied to a target.</summary>
    public IActorRef Offload => _offloadGate ?? offload;

    /// <summary>Buffers that nobody fills, writes or commits.</summary>
    public int BuffersFree => _buffers.Free;

    /// <summary>Buffers that have still to be made.</summary>
    public int BuffersMissing => _buffers.Missing;

    /// <summary>A buffer that is free; null: none.</summary>
    public ChunkBuffer? FreeBuffer => _buffers.Next;

    /// <summary>Takes new buffers.</summary>
    public void Add(IEnumerable<ChunkBuffer> made)
    {
        foreach (var buffer in made)
            _buffers.Add(buffer);
    }

    /// <summary>Makes the stages anew, each positioned at <paramref name="state"/>, and grants every buffer.</summary>
    /// <param name="context">The RunActor's.</param>
    /// <param name="state">The last commit, or the history that was stored behind it.</param>
    /// <param name="begun">Holds the rows between the last commit and the state; null: there are none.</param>
    /// <param name="publisher">For the run's lane at the writer.</param>
    /// <param name="endStep">No step at or above it is computed; null: all that are planned.</param>
    /// <param name="holds">Reasons for which the clock is held from the beginning.</param>
    public void Start(IActorContext context, ResumeState state, ChunkBuffer? begun, IChunkPublisher publisher, long? endStep, IEnumerable<string> holds)
    {
        var (firstStep, firstRow) = (state.Run.Step, begun?.Rows ?? 0);
        var self = context.Self;
        writer.Tell(new OpenLane(setup.Run, firstStep - firstRow, publisher), self);
        _isLaneOpen = true;
        Session++;

        _offloadGate = Gate(context, offload, "snapshot-offload");
        var lane = Gate(context, writer, "parquet-writer");
        var flushTrigger = Gate(context, Stage(context, Props.Create(() => new FlushTriggerActor(setup.Run, firstStep, firstRow, setup.Policy, lane, self)), "flush-trigger"), "flush-trigger");
        var aggregator = new Aggregator(setup.Plan, state.Aggregates);
        var aggregation = Gate(context, Stage(context, Props.Create(() => new AggregationActor(aggregator, firstStep, firstRow, setup.Policy.Capacity, setup.Clock, flushTrigger, self)), "aggregation"), "aggregation");
        var integrator = NewIntegrator(state, endStep);
        var (session, batchSteps) = (Session, setup.BatchSteps);
        _integrator = Stage(context, Props.Create(() => new IntegratorActor(setup.Run, session, integrator, batchSteps, aggregation, lane, self, setup.History)).WithDispatcher(DispatcherNames.Compute), "integrator");
        _integrator = Gate(context, _integrator, "integrator");

        foreach (var reason in holds)
            _integrator.Tell(new HoldClock(reason), self);
        if (begun is not null)
        {
            _buffers.PutFirst(begun);
            _integrator.Tell(new BufferGranted(_buffers.Grant(), IsBegun: true), self);
        }
        while (_buffers.Free > 0)
            Grant(_integrator, self);
    }

    /// <summary>Whether the stages stand.</summary>
    public bool Stands => _integrator is not null;

    /// <summary>Tells the integrator, if the stages stand.</summary>
    public void Tell(object message, IActorRef self) => _integrator?.Tell(message, self);

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
        _offloadGate = null;
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

    private Integrator NewIntegrator(ResumeState state, long? endStep)
    {
        var feed = setup.Feed;
        var integrator = new Integrator(setup.Plan, state.Run, setup.Policy, feed is not null, feed is { StopsOnFailure: true });
        if (endStep is { } step)
            integrator.EndAt(step);
        return integrator;
    }

    // What goes to a stage passes a gate only in a run whose host permits faults.
    private IActorRef Gate(IActorContext context, IActorRef stage, string name)
    {
        if (faults is null)
            return stage;
        var gate = Stage(context, Props.Create(() => new FaultGate(name, stage)), $"{name}-gate");
        faults.Stand(name, gate);
        return gate;
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
