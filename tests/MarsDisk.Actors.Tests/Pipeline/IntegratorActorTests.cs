using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Tests.Support;
using MarsDisk.Simulation;
using MarsDisk.Simulation.Flushing;

namespace MarsDisk.Actors.Tests.Pipeline;

public sealed class IntegratorActorTests : StageSpec
{
    [Fact]
    public void Computes_nothing_until_it_is_granted_a_buffer()
    {
        var run = new SmallRun();
        using var buffer = run.NewBuffer();
        var integrator = Start(run, run.NewIntegrator());

        ExpectNoMsg(AtOnce);
        integrator.Tell(new BufferGranted(buffer), TestActor);

        ExpectMsg<StepBatch>();
    }

    [Fact]
    public void Sends_one_batch_after_the_other_and_the_seal_with_the_last()
    {
        var run = new SmallRun(Steps: 12, ChunkSteps: 8, BatchSteps: 3);
        using var buffer = run.NewBuffer();

        Start(run, run.NewIntegrator()).Tell(new BufferGranted(buffer), TestActor);

        var batches = ReceiveN(3).Cast<StepBatch>().ToList();
        Assert.Equal([(0, 3), (3, 6), (6, 8)], batches.Select(batch => (batch.FirstRow, batch.EndRow)));
        Assert.Equal([false, false, true], batches.Select(batch => batch.Seal is not null));
        Assert.Equal(FlushCause.StepLimit, batches[2].Seal!.Cause);
        ExpectMsg<BatchesEnded>(ended => Assert.Equal(8, ended.Step));
        ExpectNoMsg(AtOnce);
    }

    [Fact]
    public void Serves_other_messages_between_two_batches()
    {
        var run = new SmallRun(Steps: 12, ChunkSteps: 12, BatchSteps: 1);
        using var buffer = run.NewBuffer();
        var aggregation = ActorOf(Props.Create(() => new Curious(TestActor)));

        Start(run, run.NewIntegrator(), aggregation).Tell(new BufferGranted(buffer), TestActor);

        Assert.Equal<object>(["StepBatch", "ActorIdentity", "StepBatch", "ActorIdentity"], ReceiveN(24).Take(4).Select(message => message.GetType().Name));
    }

    [Fact]
    public void Gives_up_the_buffer_with_the_seal_and_waits_for_another()
    {
        var run = new SmallRun(Steps: 12, ChunkSteps: 4, BatchSteps: 4);
        using var first = run.NewBuffer();
        using var second = run.NewBuffer();
        var integrator = Start(run, run.NewIntegrator());
        integrator.Tell(new BufferGranted(first), TestActor);
        ExpectMsg<StepBatch>(batch => Assert.Same(first, batch.Buffer));
        ExpectMsg<BatchesEnded>(ended => Assert.Equal(4, ended.Step));
        ExpectNoMsg(AtOnce);

        integrator.Tell(new BufferGranted(second), TestActor);

        ExpectMsg<StepBatch>(batch => Assert.Same(second, batch.Buffer));
        Assert.Equal(4, second.FirstStep);
        Assert.Equal((0L, 4), (first.FirstStep, first.Rows));
    }

    [Fact]
    public void Computes_nothing_behind_the_last_step()
    {
        var run = new SmallRun(Steps: 4, ChunkSteps: 4, BatchSteps: 4);
        using var first = run.NewBuffer();
        using var second = run.NewBuffer();
        var integrator = Start(run, run.NewIntegrator());

        integrator.Tell(new BufferGranted(first), TestActor);
        integrator.Tell(new BufferGranted(second), TestActor);

        ExpectMsg<StepBatch>(batch => Assert.Equal(FlushCause.RunEnds, batch.Seal!.Cause));
        ExpectMsg<BatchesEnded>(ended => Assert.Equal(4, ended.Step));
        ExpectNoMsg(AtOnce);
        Assert.Equal(0, second.Generation);
    }

    [Fact]
    public void Reports_a_step_that_cannot_be_computed_and_stops_computing()
    {
        var run = new SmallRun();
        var state = run.Plan.NewState();
        state.Disk.Number[3] = double.NaN;
        using var first = run.NewBuffer();
        using var second = run.NewBuffer();
        var integrator = Start(run, new Integrator(run.Plan, state, run.Policy));

        integrator.Tell(new BufferGranted(first), TestActor);
        integrator.Tell(new BufferGranted(second), TestActor);

        ExpectMsg<StepFailed>(failed => Assert.Equal(0, failed.Failure.Step));
        ExpectNoMsg(AtOnce);
    }

    private IActorRef Start(SmallRun run, Integrator integrator, IActorRef? aggregation = null)
    {
        var next = aggregation ?? TestActor;
        var runActor = TestActor;
        return ActorOf(Props.Create(() => new IntegratorActor(SmallRun.Id, 1, integrator, run.BatchSteps, next, runActor, runActor, null)));
    }

    // Asks the sender of each batch who it is, and passes everything on.
    private sealed class Curious : ReceiveActor
    {
        public Curious(IActorRef to)
        {
            Receive<StepBatch>(batch =>
            {
                to.Tell(batch, Self);
                Sender.Tell(new Identify("between"), Self);
            });
            Receive<ActorIdentity>(identity => to.Tell(identity, Self));
            Receive<BatchesEnded>(_ => { });
        }
    }
}
