namespace MarsDisk.Runtime;

/// <summary>Anything that a message can be sent to.</summary>
public interface ICanTell
{
    /// <summary>Sends a message and returns at once. <paramref name="sender"/> is what the receiver sees as Sender.</summary>
    void Tell(object message, IActorRef? sender);
}

/// <summary>The address of an actor: the only thing that others know of it. It outlives restarts of the actor.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>
{
    /// <summary>Where the actor stands in the tree.</summary>
    ActorPath Path { get; }
}
