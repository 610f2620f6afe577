namespace MarsDisk.Runtime;

/// <summary>
/// One turn of one actor as its dispatcher gets it, with a view of what it will handle: enough for a dispatcher that
/// records, loses or repeats messages on purpose. To be used between turns only. This runtime has it, Akka has not.
/// </summary>
public interface IActorTurn : IThreadPoolWorkItem
{
    /// <summary>Whose turn it is.</summary>
    IActorRef Actor { get; }

    /// <summary>Messages that wait for the actor, in no particular order with those that were given back to it.</summary>
    IEnumerable<object> Waiting { get; }

    /// <summary>The message that the turn will handle first; false when it has only business of the runtime to do.</summary>
    bool TryPeek(out object? message, out IActorRef? sender);

    /// <summary>
    /// The message that is handled next, also while the actor takes none because one of its events is on the way to the
    /// journal; false when no message waits.
    /// </summary>
    bool TryLook(out object? message, out IActorRef? sender);

    /// <summary>Takes the message of <see cref="TryPeek"/> away, as if it had never been sent.</summary>
    bool TryDrop();
}
