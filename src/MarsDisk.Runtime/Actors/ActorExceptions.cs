namespace MarsDisk.Runtime;

/// <summary>The base of what the actor runtime itself throws.</summary>
public abstract class AkkaException(string? message, Exception? cause = null) : Exception(message, cause);

/// <summary>An actor could not be made or started.</summary>
public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
    : AkkaException(message, cause)
{
    /// <summary>The actor, if it has a reference.</summary>
    public IActorRef? Actor { get; } = actor;
}

/// <summary>An actor could not be started again.</summary>
public sealed class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception during the restart of {actor?.Path}: {cause?.Message}", cause)
{
    /// <summary>Why it had to be restarted.</summary>
    public Exception OriginalCause { get; } = originalCause;
}

/// <summary>The name is taken or not allowed.</summary>
public sealed class InvalidActorNameException(string message) : AkkaException(message);

/// <summary>A watched actor ended and the watcher has no rule for <see cref="Terminated"/>.</summary>
public sealed class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor {deadActor} terminated.")
{
    /// <summary>The actor that ended.</summary>
    public IActorRef DeadActor { get; } = deadActor;
}

/// <summary>The actor did something that its state forbids, for example stash one message twice.</summary>
public sealed class IllegalActorStateException(string message) : AkkaException(message);

/// <summary>An Ask got no answer in time.</summary>
public sealed class AskTimeoutException(string message) : AkkaException(message);
