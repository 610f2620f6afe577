namespace MarsDisk.Runtime;

/// <summary>A message that reached no living actor.</summary>
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient)
{
    /// <summary>The message.</summary>
    public object Message { get; } = message;

    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; } = sender;

    /// <summary>Whom it was meant for.</summary>
    public IActorRef Recipient { get; } = recipient;

    /// <inheritdoc/>
    public override string ToString() => $"DeadLetter from {Sender} to {Recipient}: {Message}";
}

/// <summary>A message for which the actor had no rule.</summary>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient)
{
    /// <summary>The message.</summary>
    public object Message { get; } = message;

    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; } = sender;

    /// <summary>Who did not understand it.</summary>
    public IActorRef Recipient { get; } = recipient;

    /// <inheritdoc/>
    public override string ToString() => $"Unhandled message from {Sender} to {Recipient}: {Message}";
}
