namespace MarsDisk.Conformance.Tests;

public sealed class TaskTests : Spec
{
    [Fact]
    public void PipeTo_sends_the_result()
    {
        _ = Task.FromResult("done").PipeTo(TestActor);

        ExpectMsg("done");
    }

    [Fact]
    public void PipeTo_sends_the_mapped_result_with_its_sender()
    {
        var probe = CreateTestProbe();

        _ = Task.FromResult(2).PipeTo(TestActor, probe.Ref, success: n => $"{n} chunks");

        ExpectMsg("2 chunks");
        Assert.Equal(probe.Ref, LastSender);
    }

    [Fact]
    public void PipeTo_sends_a_failure_without_a_mapping()
    {
        _ = Task.FromException<int>(new ProvokedException("disk")).PipeTo(TestActor);

        Assert.Equal("disk", Assert.IsType<ProvokedException>(ExpectMsg<Status.Failure>().Cause).Message);
    }

    [Fact]
    public void PipeTo_sends_the_mapped_failure()
    {
        _ = Task.FromException(new ProvokedException("disk")).PipeTo(TestActor, failure: error => "failed: " + error.Message);

        ExpectMsg("failed: disk");
    }

    [Fact]
    public void PipeTo_sends_a_failure_for_a_cancelled_task()
    {
        _ = Task.FromCanceled<int>(new CancellationToken(true)).PipeTo(TestActor);

        Assert.IsAssignableFrom<OperationCanceledException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void PipeTo_sends_a_failure_when_the_mapping_of_the_result_throws()
    {
        _ = Task.FromResult(1).PipeTo(TestActor, success: _ => throw new ProvokedException("mapping"));

        Assert.IsType<ProvokedException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public async Task Ask_gives_the_answer()
    {
        var echo = ActorOf(Props.Create(() => new Echo(ActorRefs.Nobody)));

        Assert.Equal("hello", await echo.Ask<string>("hello", TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Ask_fails_when_no_answer_comes_in_time()
    {
        await Assert.ThrowsAsync<AskTimeoutException>(() => TestActor.Ask<string>("anybody?", Soon));
    }

    [Fact]
    public async Task Ask_throws_the_cause_of_a_failure()
    {
        var question = TestActor.Ask<string>("well?", TimeSpan.FromSeconds(20));
        ExpectMsg("well?");
        LastSender.Tell(new Status.Failure(new ProvokedException("no")), TestActor);

        await Assert.ThrowsAsync<ProvokedException>(() => question);
    }

    [Fact]
    public void Sender_and_context_are_refused_outside_the_turn()
    {
        var actor = ActorOf(Props.Create(() => new Leaver(TestActor)));

        actor.Tell("leave", TestActor);

        Assert.IsType<NotSupportedException>(ExpectMsg<Exception>());
    }

    private sealed class Leaver : ReceiveActor
    {
        private readonly IActorRef _listener;

        public Leaver(IActorRef listener)
        {
            _listener = listener;
            Receive<string>(Leave);
        }

        // A thread of its own: on one of the pool a test kit of Akka may have left its ambient context.
        private void Leave(string reason) => _ = Task.Factory.StartNew(
            () => Record.Exception(() => Sender)!, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).PipeTo(_listener);
    }
}
