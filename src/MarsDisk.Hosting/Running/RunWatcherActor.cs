using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Node;

namespace MarsDisk.Hosting.Running;

/// <summary>Starts one run on the node, passes what it publishes to the listener and its end to who waits.</summary>
internal sealed class RunWatcherActor : ReceiveActor
{
    public RunWatcherActor(IActorRef node, StartRun start, IRunListener listener, TaskCompletionSource<RunOutcomeReport> ended)
    {
        Context.System.EventStream.Subscribe(Self, typeof(RunStatus));
        Context.System.EventStream.Subscribe(Self, typeof(ChunkFlushed));
        Receive<RunStatus>(listener.Changed);
        Receive<ChunkFlushed>(listener.Flushed);
        Receive<RunEnded>(run => { if (Equals(Sender, node)) ended.TrySetResult(run.Outcome); });
        Receive<SnapshotRun>(snapshot => node.Tell(snapshot, Self));
        Receive<RunNotActive>(_ => { });
        Context.Watch(node);
        Receive<Terminated>(_ => ended.TrySetException(new InvalidOperationException("The node stopped while the run was under way.")));
        node.Tell(start, Self);
    }
}
