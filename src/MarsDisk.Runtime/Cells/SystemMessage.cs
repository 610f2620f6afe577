namespace MarsDisk.Runtime;

/// <summary>What cells tell each other. These messages overtake ordinary ones and reach suspended actors.</summary>
internal abstract record SystemMessage
{
    /// <summary>First message of a cell: make the actor.</summary>
    public sealed record Create : SystemMessage;

    /// <summary>Parent → child: handle nothing until resumed.</summary>
    public sealed record Suspend : SystemMessage;

    /// <summary>Parent → child: go on.</summary>
    public sealed record Resume : SystemMessage;

    /// <summary>Parent → child: go on with a new actor behind the same reference.</summary>
    public sealed record Recreate(Exception Cause) : SystemMessage;

    /// <summary>Anybody → actor: stop after the current message.</summary>
    public sealed record Terminate : SystemMessage;

    /// <summary>Child → parent: my handler threw.</summary>
    public sealed record Failed(IActorRef Child, Exception Cause) : SystemMessage;

    /// <summary>Watcher → watched.</summary>
    public sealed record Watch(InternalActorRef Watcher) : SystemMessage;

    /// <summary>Watcher → watched.</summary>
    public sealed record Unwatch(InternalActorRef Watcher) : SystemMessage;

    /// <summary>Stopped actor → its parent and each watcher.</summary>
    public sealed record DeathNotice(InternalActorRef Actor) : SystemMessage;

    /// <summary>Journal or snapshot store → persistent actor. Overtakes the commands that wait for it.</summary>
    public sealed record StoreReply(object Incarnation, object Reply) : SystemMessage;
}
