namespace MarsDisk.Runtime.Testing;

/// <summary>A test actor that stands for another actor: it is given to the actor under test.</summary>
public sealed class TestProbe : TestKitBase
{
    internal TestProbe(ActorSystem system, string? name) : base(system, name)
    {
    }

    /// <summary>The reference to give away.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the last message that was looked at.</summary>
    public IActorRef Sender => LastSender;

    /// <summary>Sends a message with the probe as its sender.</summary>
    public void Send(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, Ref);
    }

    /// <summary>Sends the last message that was looked at on, with its sender.</summary>
    public void Forward(IActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(LastMessage!, LastSender);
    }

    /// <summary>Answers the last message that was looked at.</summary>
    public void Reply(object message) => LastSender.Tell(message, Ref);
}
