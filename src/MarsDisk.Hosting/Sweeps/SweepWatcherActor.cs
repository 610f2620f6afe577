using MarsDisk.Actors.Messages;

namespace MarsDisk.Hosting.Sweeps;

/// <summary>Passes what the actors of a process publish about a sweep to the listener, and its end to who waits.</summary>
internal sealed class SweepWatcherActor : ReceiveActor
{
    public SweepWatcherActor(IActorRef node, ISweepListener listener, bool stays, TaskCompletionSource ended)
    {
        Context.System.EventStream.Subscribe(Self, typeof(SweepStatus));
        Context.System.EventStream.Subscribe(Self, typeof(RunStatus));
        Context.System.EventStream.Subscribe(Self, typeof(RunEnded));
        Receive<RunStatus>(listener.Changed);
        Receive<RunEnded>(listener.Ended);
        Receive<SweepStatus>(status =>
        {
            listener.Looked(status);
            if (status.HasEnded && !stays)
                ended.TrySetResult();
        });
        Context.Watch(node);
        Receive<Terminated>(_ => ended.TrySetException(new InvalidOperationException("The node stopped while the sweep was under way.")));
    }
}
