using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;
using MarsDisk.Actors.Runs;
using MarsDisk.Journal.Events;

namespace MarsDisk.Simulated.Worlds;

/// <summary>Wants every run of the world done, like a worker: starts them, and those that cannot go on a second later again.</summary>
internal sealed class OperatorActor : ReceiveActor, IWithTimers
{
    private sealed record Again(RunId Run);

    private static readonly TimeSpan ClaimInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<RunId, RunSetup> _setups;
    private readonly IActorRef _node;

    /// <summary>Starts all runs.</summary>
    public OperatorActor(IActorRef node, IReadOnlyList<RunSetup> setups, SimulatedProcess process)
    {
        _node = node;
        _setups = setups.ToDictionary(setup => setup.Run);
        Context.Watch(node);
        Receive<RunEnded>(ended =>
        {
            process.Heard(ended);
            if (ended.Outcome is not RunOutcomeReport.Completed)
                Timers.StartSingleTimer(ended.Run, new Again(ended.Run), ClaimInterval);
        });
        Receive<Again>(again => Start(again.Run));
        Receive<Terminated>(_ => process.NodeEnded());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var run in _setups.Keys)
            Start(run);
        base.PreStart();
    }

    private void Start(RunId run) => _node.Tell(new StartRun(_setups[run]), Self);
}
