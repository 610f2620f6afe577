using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.History.Columns;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Pipeline;

public sealed class ParquetWriterActorTests : StageSpec
{
    private readonly SmallRun _run = new(Steps: 12, ChunkSteps: 4, BatchSteps: 4);
    private readonly MemoryDisk _disk;
    private readonly IActorRef _writer;

    public ParquetWriterActorTests()
    {
        _disk = new MemoryDisk(_run);
        _writer = ActorOf(Props.Create(() => new ParquetWriterActor(1, 8, new WorkThreads())));
    }

    [Fact]
    public void Publishes_the_chunks_of_a_lane_in_order()
    {
        using var first = _run.NewBuffer();
        using var second = _run.NewBuffer();
        OpenLane(0);

        foreach (var chunk in Chunks(first, second))
            _writer.Tell(chunk, TestActor);

        Assert.Equal([new StepRange(0, 4), new StepRange(4, 8)], ReceiveN(2).Cast<ChunkPublished>().Select(chunk => chunk.Event.Steps));
    }

    [Fact]
    public void Refuses_every_chunk_behind_a_refused_one_until_that_one_comes_again()
    {
        using var first = _run.NewBuffer();
        using var second = _run.NewBuffer();
        var chunks = Chunks(first, second);
        _disk.Refuses = attempt => attempt == 1 ? new PublishError(PublishErrorKind.DiskFull, "full") : null;
        OpenLane(0);

        foreach (var chunk in chunks.Concat(chunks))
            _writer.Tell(chunk, TestActor);

        ExpectMsg<ChunkRefused>(refused => Assert.Equal(PublishErrorKind.DiskFull, refused.Error.Kind));
        ExpectMsg<ChunkRefused>(refused => Assert.Contains("begins at step 4, the lane stands at 0", refused.Error.Message, StringComparison.Ordinal));
        ExpectMsg<ChunkPublished>(published => Assert.Same(first, published.Buffer));
        ExpectMsg<ChunkPublished>(published => Assert.Same(second, published.Buffer));
    }

    [Fact]
    public void Answers_that_the_lane_is_closed_behind_the_answers_of_its_chunks()
    {
        using var buffer = _run.NewBuffer();
        OpenLane(0);

        _writer.Tell(Chunks(buffer)[0], TestActor);
        _writer.Tell(new CloseLane(SmallRun.Id), TestActor);

        ExpectMsg<ChunkPublished>();
        ExpectMsg(new LaneClosed(SmallRun.Id));
    }

    [Fact]
    public void Refuses_a_chunk_without_a_lane()
    {
        using var buffer = _run.NewBuffer();

        _writer.Tell(Chunks(buffer)[0], TestActor);

        ExpectMsg<ChunkRefused>(refused => Assert.Same(buffer, refused.Buffer));
    }

    [Fact]
    public void Turns_whatever_breaks_into_a_refusal_and_goes_on()
    {
        using var buffer = _run.NewBuffer();
        _disk.Refuses = attempt => attempt == 1 ? throw new InvalidOperationException("broken encoder") : null;
        OpenLane(0);

        _writer.Tell(Chunks(buffer)[0], TestActor);
        _writer.Tell(Chunks(buffer)[0], TestActor);

        ExpectMsg<ChunkRefused>(refused => Assert.Contains("broken encoder", refused.Error.Message, StringComparison.Ordinal));
        ExpectMsg<ChunkPublished>();
    }

    private void OpenLane(long firstStep) =>
        _writer.Tell(new OpenLane(SmallRun.Id, firstStep, _disk.NewPublisher(new MemoryLease(1))), TestActor);

    private List<FlushChunk> Chunks(params ChunkBuffer[] buffers)
    {
        var integrator = _run.NewIntegrator();
        return [.. buffers.Select(buffer =>
        {
            _run.FillChunk(integrator, buffer);
            return new FlushChunk(SmallRun.Id, buffer, _run.FreshState() with { Run = integrator.Capture() }, FlushCause.StepLimit);
        })];
    }
}
