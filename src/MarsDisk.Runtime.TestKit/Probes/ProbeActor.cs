using System.Collections.Concurrent;

namespace MarsDisk.Runtime.Testing;

internal readonly record struct ReceivedMessage(object Message, IActorRef Sender);

internal sealed record WatchFor(IActorRef Subject);

internal sealed record UnwatchFor(IActorRef Subject);

/// <summary>Collects whatever it is sent for the thread of the test.</summary>
internal sealed class ProbeActor : ReceiveActor
{
    public ProbeActor(BlockingCollection<ReceivedMessage> received)
    {
        Receive<WatchFor>(request => Context.Watch(request.Subject));
        Receive<UnwatchFor>(request => Context.Unwatch(request.Subject));
        ReceiveAny(message => received.Add(new ReceivedMessage(message, Sender)));
    }
}
