using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.History.Columns;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Tests.Pipeline;

public sealed class FlushTriggerActorTests : StageSpec
{
    private readonly SmallRun _run = new(Steps: 12, ChunkSteps: 6, BatchSteps: 2);
    private readonly IActorRef _runActor;
    private readonly IActorRef _trigger;

    public FlushTriggerActorTests()
    {
        _runActor = CreateTestProbe().Ref;
        var (policy, writer, runActor) = (_run.Policy, TestActor, _runActor);
        _trigger = ActorOf(Props.Create(() => new FlushTriggerActor(SmallRun.Id, 0, 0, policy, writer, runActor)));
    }

    [Fact]
    public void Hands_a_sealed_chunk_to_the_writer_with_the_run_as_sender()
    {
        using var buffer = _run.NewBuffer();

        foreach (var batch in Sealed(buffer))
            _trigger.Tell(batch, TestActor);

        var chunk = ExpectMsg<FlushChunk>();
        Assert.Equal(_runActor, LastSender);
        Assert.Same(buffer, chunk.Buffer);
        Assert.Equal((SmallRun.Id, FlushCause.StepLimit, 6L), (chunk.Run, chunk.Cause, chunk.State.Run.Step));
        ExpectNoMsg(AtOnce);
    }

    [Fact]
    public void Refuses_a_seal_that_is_early()
    {
        using var buffer = _run.NewBuffer();
        var batches = Sealed(buffer);

        EventFilter.Exception<PipelineException>(contains: "sealed at 2 rows; its capacity is 6")
            .ExpectOne(() => _trigger.Tell(batches[0] with { Seal = batches[^1].Seal }, TestActor));
        ExpectNoMsg(AtOnce);
    }

    [Fact]
    public void Refuses_a_chunk_that_is_full_and_not_sealed()
    {
        using var buffer = _run.NewBuffer();
        var batches = Sealed(buffer);
        _trigger.Tell(batches[0], TestActor);
        _trigger.Tell(batches[1], TestActor);

        EventFilter.Exception<PipelineException>(contains: "due at 6 rows")
            .ExpectOne(() => _trigger.Tell(batches[2] with { Seal = null }, TestActor));
        ExpectNoMsg(AtOnce);
    }

    [Theory]
    [InlineData(FlushCause.Requested)]
    [InlineData(FlushCause.RunEnds)]
    [InlineData(FlushCause.BudgetViolated)]
    public void Lets_a_chunk_end_early_for_a_reason_of_the_inputs(FlushCause cause)
    {
        using var buffer = _run.NewBuffer();
        var batches = Sealed(buffer);

        _trigger.Tell(batches[0] with { Seal = batches[^1].Seal! with { Cause = cause } }, TestActor);

        ExpectMsg<FlushChunk>(chunk => Assert.Equal(cause, chunk.Cause));
    }

    [Fact]
    public void Refuses_a_seal_without_the_figures_of_the_aggregation()
    {
        using var buffer = _run.NewBuffer();
        var batches = Sealed(buffer);
        _trigger.Tell(batches[0], TestActor);
        _trigger.Tell(batches[1], TestActor);

        EventFilter.Exception<PipelineException>(contains: "without the figures of the aggregation")
            .ExpectOne(() => _trigger.Tell(batches[2] with { Seal = batches[2].Seal! with { Aggregates = null } }, TestActor));
    }

    private List<StepBatch> Sealed(ChunkBuffer buffer) =>
        [.. _run.FillChunk(_run.NewIntegrator(), buffer)
            .Select(batch => batch.Seal is null ? batch : batch with { Seal = batch.Seal with { Aggregates = new AggregateState() } })];
}
