namespace MarsDisk.Runtime;

/// <summary>Marks messages that never leave the process and need no serializer.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>Messages that the cell itself looks at before the actor does.</summary>
internal interface IAutoReceivedMessage;

/// <summary>Runtime → watcher: an actor has ended. Arrives once, after everything that the actor sent.</summary>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, INoSerializationVerificationNeeded
{
    /// <summary>The actor that ended.</summary>
    public IActorRef ActorRef { get; } = actorRef;

    /// <summary>The actor had been there.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>Its whole node has gone; never inside one process.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef}";
}

/// <summary>Anybody → actor: stop when you get here, after the messages before this one.</summary>
public sealed class PoisonPill : IAutoReceivedMessage
{
    /// <summary>The one pill.</summary>
    public static readonly PoisonPill Instance = new();

    private PoisonPill()
    {
    }
}

/// <summary>Anybody → actor: answer with <see cref="ActorIdentity"/>. The runtime answers for the actor.</summary>
public sealed class Identify(object messageId) : IAutoReceivedMessage
{
    /// <summary>Comes back in the answer.</summary>
    public object MessageId { get; } = messageId;
}

/// <summary>Actor → asker: this is my reference; null if the actor has ended.</summary>
public sealed class ActorIdentity(object messageId, IActorRef? subject)
{
    /// <summary>The id of the question.</summary>
    public object MessageId { get; } = messageId;

    /// <summary>The reference, or null.</summary>
    public IActorRef? Subject { get; } = subject;
}

/// <summary>The outcome of a task or a question as a message.</summary>
public abstract class Status
{
    private Status()
    {
    }

    /// <summary>It worked.</summary>
    public sealed class Success(object? status) : Status
    {
        /// <summary>The result.</summary>
        public object? Status { get; } = status;
    }

    /// <summary>It failed.</summary>
    public sealed class Failure(Exception cause, object? state = null) : Status
    {
        /// <summary>Why.</summary>
        public Exception Cause { get; } = cause;

        /// <summary>What the sender wanted to add.</summary>
        public object? State { get; } = state;

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause}";
    }
}
