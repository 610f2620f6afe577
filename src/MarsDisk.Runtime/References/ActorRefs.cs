namespace MarsDisk.Runtime;

/// <summary>The two references that stand for no actor.</summary>
public static class ActorRefs
{
    /// <summary>A reference that swallows every message; answer of <c>Context.Child</c> for an unknown name.</summary>
    public static readonly IActorRef Nobody = new NobodyRef();

    /// <summary>No sender; the receiver sees the dead letters as its Sender.</summary>
    public static readonly IActorRef? NoSender;
}

/// <summary>Sending with the actor that is running on this thread as sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends a message; the sender is the actor whose turn this is, or none outside of actors.</summary>
    public static void Tell(this ICanTell receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, ActorCell.Current?.Self);
    }

    /// <summary>Sends a message on and keeps its original sender.</summary>
    public static void Forward(this ICanTell receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, ActorCell.Current?.Sender);
    }

    /// <summary>True for <see cref="ActorRefs.Nobody"/> and for no reference at all.</summary>
    public static bool IsNobody(this IActorRef? actor) => actor is null or NobodyRef;
}
