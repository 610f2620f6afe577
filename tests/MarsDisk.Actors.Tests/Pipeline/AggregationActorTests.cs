using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Tests.Support;

namespace MarsDisk.Actors.Tests.Pipeline;

public sealed class AggregationActorTests : StageSpec
{
    private readonly SmallRun _run = new(Steps: 12, ChunkSteps: 6, BatchSteps: 2);
    private readonly TestProbe _runActor;
    private readonly IActorRef _aggregation;

    public AggregationActorTests()
    {
        _runActor = CreateTestProbe();
        var (aggregator, runActor, flushTrigger) = (_run.NewAggregator(), _runActor.Ref, TestActor);
        _aggregation = ActorOf(Props.Create(() => new AggregationActor(aggregator, 0, 0, 6, TimeProvider.System, flushTrigger, runActor)));
    }

    [Fact]
    public void Passes_the_batches_on_in_order()
    {
        using var buffer = _run.NewBuffer();

        foreach (var batch in _run.FillChunk(_run.NewIntegrator(), buffer))
            _aggregation.Tell(batch, TestActor);

        Assert.Equal([(0, 2), (2, 4), (4, 6)], ReceiveN(3).Cast<StepBatch>().Select(batch => (batch.FirstRow, batch.EndRow)));
    }

    [Fact]
    public void Adds_its_state_to_the_seal_so_that_both_describe_the_same_row()
    {
        using var buffer = _run.NewBuffer();

        foreach (var batch in _run.FillChunk(_run.NewIntegrator(), buffer))
            _aggregation.Tell(batch, TestActor);

        var seal = FishForMessage<StepBatch>(batch => batch.Seal is not null).Seal!;
        Assert.Equal(6, seal.State.Step);
        Assert.Equal(6, seal.Aggregates!.Steps);
        Assert.Equal(seal.State.Time, seal.Aggregates.Time);
    }

    [Fact]
    public void Tells_the_run_where_it_stands_with_each_seal()
    {
        using var buffer = _run.NewBuffer();

        foreach (var batch in _run.FillChunk(_run.NewIntegrator(), buffer))
            _aggregation.Tell(batch, TestActor);

        var facts = _runActor.FishForMessage<StepsComputed>(computed => computed.Facts.Step == 6).Facts;
        Assert.Equal((0, 6), (facts.ChunkRows, facts.ChunkCapacity));
    }

    [Fact]
    public void Refuses_a_gap()
    {
        using var buffer = _run.NewBuffer();
        var batches = _run.FillChunk(_run.NewIntegrator(), buffer);
        _aggregation.Tell(batches[0], TestActor);

        EventFilter.Exception<PipelineException>(contains: "rows 4..6 arrived, expected one that begins at 2")
            .ExpectOne(() => _aggregation.Tell(batches[2], TestActor));
    }

    [Fact]
    public void Refuses_a_batch_that_comes_twice()
    {
        using var buffer = _run.NewBuffer();
        var batches = _run.FillChunk(_run.NewIntegrator(), buffer);
        _aggregation.Tell(batches[0], TestActor);

        EventFilter.Exception<PipelineException>(contains: "rows 0..2 arrived, expected one that begins at 2")
            .ExpectOne(() => _aggregation.Tell(batches[0], TestActor));
    }

    [Fact]
    public void Refuses_a_batch_of_an_earlier_renting_of_its_buffer()
    {
        using var buffer = _run.NewBuffer();
        var batches = _run.FillChunk(_run.NewIntegrator(), buffer);
        buffer.Rent(0);

        EventFilter.Exception<PipelineException>(contains: "generation 1 arrived, expected 2")
            .ExpectOne(() => _aggregation.Tell(batches[0], TestActor));
    }

    [Fact]
    public void Refuses_a_chunk_that_does_not_continue_the_last_one()
    {
        using var first = _run.NewBuffer();
        using var second = _run.NewBuffer();
        var integrator = _run.NewIntegrator();
        _run.FillChunk(integrator, first);

        EventFilter.Exception<PipelineException>(contains: "begins at step 6, expected 0")
            .ExpectOne(() => _aggregation.Tell(_run.FillChunk(integrator, second)[0], TestActor));
    }
}
