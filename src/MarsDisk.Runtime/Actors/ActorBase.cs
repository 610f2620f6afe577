namespace MarsDisk.Runtime;

/// <summary>An object that owns its state and is touched by one message at a time.</summary>
public abstract class ActorBase
{
    private readonly ActorCell _cell;
    private ActorTimers? _timers;
    private ActorStash? _stash;

    /// <summary>Made by the runtime only, from <see cref="Props"/>.</summary>
    protected ActorBase() =>
        _cell = ActorCell.Current
            ?? throw new ActorInitializationException(null, $"{GetType().Name} cannot be made with new; use ActorOf with Props.");

    /// <summary>This actor's own reference; valid everywhere.</summary>
    protected IActorRef Self => _cell.Self;

    /// <summary>Who sent the message in work; the dead letters if nobody. Valid inside the turn only.</summary>
    protected IActorRef Sender => ReferenceEquals(ActorCell.Current, _cell) ? _cell.Sender : throw OutsideTurn();

    /// <summary>What the actor can do to its surroundings. Valid inside the turn only.</summary>
    /// <exception cref="NotSupportedException">Used outside the actor's turn.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw OutsideTurn();

    internal ActorCell Cell => _cell;

    /// <summary>Handles a message; false if it has no rule for it.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Called for a message without a rule: publishes it as <see cref="UnhandledMessage"/>.</summary>
    protected virtual void Unhandled(object message) => _cell.Unhandled(message);

    /// <summary>Runs before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Runs after the last message.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Runs on the failed incarnation before it is replaced: by default stops all children and calls <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren().ToList())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        PostStop();
    }

    /// <summary>Runs on the new incarnation: by default calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>How this actor decides about failed children: by default restarts them.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Runtime.SupervisorStrategy.DefaultStrategy;

    internal virtual void Deliver(object message)
    {
        if (!Receive(message))
            Unhandled(message);
    }

    internal virtual void AroundPreStart() => PreStart();

    internal virtual void AroundPreRestart(Exception reason, object? message) => PreRestart(reason, message!);

    internal virtual void AroundPostRestart(Exception reason) => PostRestart(reason);

    internal virtual void AroundPostStop() => PostStop();

    /// <summary>Goes on after a failure that the supervisor answered with Resume.</summary>
    internal virtual void Resumed()
    {
    }

    /// <summary>Takes an answer of a journal or snapshot store; persistent actors only.</summary>
    internal virtual void ReceiveReply(object reply)
    {
    }

    internal SupervisorStrategy GetSupervisorStrategy() => SupervisorStrategy();

    internal ITimerScheduler UseTimers(ActorTimers timers) => _timers = timers;

    internal IStash UseStash(ActorStash stash) => _stash = stash;

    /// <summary>Cancels the timers and gives the stash back to the mailbox.</summary>
    internal void Release()
    {
        _timers?.CancelAll();
        _stash?.UnstashAll();
    }

    private static NotSupportedException OutsideTurn() => new(
        "Context and Sender are valid only inside the actor's turn. Copy them into locals, and let tasks come back with PipeTo.");
}
