using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Tests.Support;

namespace MarsDisk.Actors.Tests.Whole;

/// <summary>What the protocol costs, counted and not timed (architecture.md §10.6).</summary>
public sealed class CountTests : StageSpec
{
    private const int BytesPerBatchMax = 512;

    private readonly SmallRun _run = new(Steps: 4000, ChunkSteps: 2000, BatchSteps: 8);
    private readonly TestProbe _runActor;
    private readonly IActorRef _integrator;

    public CountTests()
    {
        _runActor = CreateTestProbe();
        var (run, runActor, writer) = (_run, _runActor.Ref, TestActor);
        var (policy, aggregator, integrator) = (run.Policy, run.NewAggregator(), run.NewIntegrator());
        var clock = new StandingClock();
        var trigger = ActorOf(Props.Create(() => new FlushTriggerActor(SmallRun.Id, 0, 0, policy, writer, runActor)));
        var aggregation = ActorOf(Props.Create(() => new AggregationActor(aggregator, 0, 0, policy.Capacity, clock, trigger, runActor)));
        _integrator = ActorOf(Props.Create(() => new IntegratorActor(SmallRun.Id, 1, integrator, run.BatchSteps, aggregation, runActor, runActor, null)));
    }

    [Fact]
    public void A_chunk_is_one_message_to_the_writer_and_progress_does_not_grow_with_the_batches()
    {
        using var buffer = _run.NewBuffer();

        _integrator.Tell(new BufferGranted(buffer), TestActor);

        ExpectMsg<FlushChunk>();
        ExpectNoMsg(AtOnce);
        _runActor.ExpectMsg<StepsComputed>(first => Assert.Equal(8, first.Facts.Step));
        _runActor.ExpectMsg<StepsComputed>(sealed_ => Assert.Equal(2000, sealed_.Facts.Step));
        _runActor.ExpectNoMsg(AtOnce);
    }

    [Fact]
    public void A_batch_allocates_at_most_512_bytes_after_warm_up()
    {
        using var first = _run.NewBuffer();
        using var second = _run.NewBuffer();
        _integrator.Tell(new BufferGranted(first), TestActor);
        ExpectMsg<FlushChunk>();

        var before = GC.GetAllocatedBytesForCurrentThread();
        _integrator.Tell(new BufferGranted(second), TestActor);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        ExpectMsg<FlushChunk>();
        Assert.InRange(allocated / (_run.ChunkSteps / _run.BatchSteps), 1, BytesPerBatchMax);
    }

    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }
}
