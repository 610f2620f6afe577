using MarsDisk.Actors.Node;

namespace MarsDisk.Actors.Offload;

/// <summary>
/// Starts the offload of a node again when it breaks: what it took is in its memory, which outlives it, and no run hears of
/// it. Everything else goes through.
/// </summary>
public sealed class OffloadKeeperActor : ReceiveActor
{
    /// <summary>Starts the offload.</summary>
    /// <param name="target">Where the copies go.</param>
    /// <param name="queue">Files that may wait.</param>
    /// <param name="lines">Starts its line.</param>
    public OffloadKeeperActor(IOffloadTarget target, int queue, IWorkLines lines)
    {
        var memory = new OffloadMemory();
        var offload = Context.ActorOf(Props.Create(() => new SnapshotOffloadActor(target, queue, lines, memory)), "offload");
        ReceiveAny(offload.Forward);
    }

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);
}
