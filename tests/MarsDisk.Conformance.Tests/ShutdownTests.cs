namespace MarsDisk.Conformance.Tests;

public sealed class ShutdownTests : Spec
{
    [Fact]
    public async Task Phases_run_in_order_and_end_the_system()
    {
        var system = ActorSystem.Create("shutdown");
        var shutdown = CoordinatedShutdown.Get(system);
        AddWord(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "release leases");
        AddWord(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop pipelines");
        AddWord(shutdown, CoordinatedShutdown.PhaseBeforeServiceUnbind, "stop claiming");

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);

        Assert.Equal(["stop claiming", "stop pipelines", "release leases"], ReceiveN(3));
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_phase_waits_for_all_its_tasks()
    {
        var system = ActorSystem.Create("shutdown");
        var shutdown = CoordinatedShutdown.Get(system);
        var release = new TaskCompletionSource();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "slow", async () =>
        {
            await release.Task;
            TestActor.Tell("slow", ActorRefs.NoSender);
            return Done.Instance;
        });
        AddWord(shutdown, CoordinatedShutdown.PhaseServiceStop, "quick");
        AddWord(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "next phase");

        var run = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        ExpectMsg("quick");
        release.SetResult();
        await run;

        ExpectMsg("slow");
        ExpectMsg("next phase");
    }

    [Fact]
    public async Task A_failing_task_does_not_keep_the_system_alive()
    {
        var system = ActorSystem.Create("shutdown");
        CoordinatedShutdown.Get(system).AddTask(
            CoordinatedShutdown.PhaseServiceStop, "broken", () => throw new ProvokedException("no"));

        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Terminate_runs_the_phases_once()
    {
        var system = ActorSystem.Create("shutdown");
        AddWord(CoordinatedShutdown.Get(system), CoordinatedShutdown.PhaseServiceStop, "stop pipelines");

        await Task.WhenAll(system.Terminate(), system.Terminate());

        ExpectMsg("stop pipelines");
        ExpectNoMsg(Soon);
    }

    private void AddWord(CoordinatedShutdown shutdown, string phase, string word) =>
        shutdown.AddTask(phase, word, () =>
        {
            TestActor.Tell(word, ActorRefs.NoSender);
            return Task.FromResult(Done.Instance);
        });
}
