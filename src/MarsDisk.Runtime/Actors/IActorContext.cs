namespace MarsDisk.Runtime;

/// <summary>Something that actors can be created in.</summary>
public interface IActorRefFactory
{
    /// <summary>Creates an actor; it starts on its own dispatcher, the call returns at once.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Stops an actor after its current message.</summary>
    void Stop(IActorRef actor);
}

/// <summary>What an actor can do to its surroundings during its turn.</summary>
public interface IActorContext : IActorRefFactory
{
    /// <summary>The actor's own reference.</summary>
    IActorRef Self { get; }

    /// <summary>Who sent the message in work; the dead letters if nobody.</summary>
    IActorRef Sender { get; }

    /// <summary>The supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>The system the actor lives in.</summary>
    ActorSystem System { get; }

    /// <summary>How the actor was made.</summary>
    Props Props { get; }

    /// <summary>The child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>The children that have not ended yet.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>From now on the end of <paramref name="subject"/> arrives as one <see cref="Terminated"/>, even if it has ended already.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Takes <see cref="Watch"/> back; no <see cref="Terminated"/> arrives, even if one was queued.</summary>
    IActorRef Unwatch(IActorRef subject);
}
