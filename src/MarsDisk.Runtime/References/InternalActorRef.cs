namespace MarsDisk.Runtime;

/// <summary>What every reference of this runtime can do besides being told messages.</summary>
internal abstract class InternalActorRef(ActorPath path) : IActorRef
{
    public ActorPath Path { get; } = path;

    public abstract void Tell(object message, IActorRef? sender);

    /// <summary>Delivers a message of the runtime itself. It overtakes ordinary ones.</summary>
    public abstract void SendSystem(SystemMessage message);

    public bool Equals(IActorRef? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public int CompareTo(IActorRef? other) => string.CompareOrdinal(Path.ToString(), other?.Path.ToString());

    public override string ToString() => Path.ToString();
}

/// <summary>The reference of an actor of this system: a thin name in front of its cell.</summary>
internal sealed class LocalActorRef : InternalActorRef
{
    public LocalActorRef(ActorPath path, ActorSystem system, Props props, InternalActorRef parent) : base(path) =>
        Cell = new ActorCell(this, system, props, parent);

    public ActorCell Cell { get; }

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Cell.Mailbox.Post(new Envelope(message, sender));
    }

    public override void SendSystem(SystemMessage message) => Cell.Mailbox.Post(message);
}

/// <summary>A reference without an actor behind it: whoever watches it hears at once that it is dead.</summary>
internal abstract class DeadRef(ActorPath path) : InternalActorRef(path)
{
    public override void SendSystem(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch)
            watch.Watcher.SendSystem(new SystemMessage.DeathNotice(this));
    }
}

/// <summary>Swallows everything.</summary>
internal sealed class NobodyRef() : DeadRef(ActorPath.Root("all-systems") / "Nobody")
{
    public override void Tell(object message, IActorRef? sender)
    {
    }
}

/// <summary>Publishes what it is told as <see cref="DeadLetter"/>.</summary>
internal sealed class DeadLetterRef(ActorPath path, EventStream events) : DeadRef(path)
{
    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message is DeadLetter letter)
            events.Publish(letter);
        else
            events.Publish(new DeadLetter(message, sender ?? this, this));
    }
}
