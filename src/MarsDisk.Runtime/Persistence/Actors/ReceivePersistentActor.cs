namespace MarsDisk.Runtime.Persistence;

/// <summary>A persistent actor whose constructor lists its commands and its events.</summary>
public abstract class ReceivePersistentActor : PersistentActorBase
{
    private readonly MessageRules _commands = new();
    private readonly MessageRules _recovers = new();

    /// <summary>The rules are declared in the constructors of derived classes.</summary>
    protected ReceivePersistentActor()
    {
        _commands.BeginDeclaring();
        _recovers.BeginDeclaring();
    }

    /// <summary>The log under the actor's path.</summary>
    protected ILoggingAdapter Log => new EventStreamLog(Cell.System, Self.Path.ToString());

    /// <summary>Handles commands of a type that fulfil the condition, if there is one.</summary>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => _commands.Add(shouldHandle, handler);

    /// <summary>Handles commands of a type that fulfil the condition.</summary>
    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => _commands.Add(shouldHandle, handler);

    /// <summary>Handles whatever no earlier rule took; must be the last one.</summary>
    protected void CommandAny(Action<object> handler) => _commands.AddLast(handler);

    /// <summary>Handles replayed messages of a type that fulfil the condition, if there is one.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => _recovers.Add(shouldHandle, handler);

    /// <summary>Handles replayed messages of a type that fulfil the condition.</summary>
    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => _recovers.Add(shouldHandle, handler);

    /// <summary>Handles whatever no earlier rule for replayed messages took; must be the last one.</summary>
    protected void RecoverAny(Action<object> handler) => _recovers.AddLast(handler);

    /// <summary>Replaces the rules for commands by those that <paramref name="configure"/> declares, from the next message on.</summary>
    protected void Become(Action configure) => _commands.Replace(configure);

    /// <inheritdoc/>
    protected sealed override bool ReceiveCommand(object message) => _commands.TryHandle(message);

    /// <inheritdoc/>
    protected sealed override bool ReceiveRecover(object message) => _recovers.TryHandle(message);

    internal override void AroundPreStart()
    {
        EndDeclaring();
        base.AroundPreStart();
    }

    internal override void AroundPostRestart(Exception reason)
    {
        EndDeclaring();
        base.AroundPostRestart(reason);
    }

    private void EndDeclaring()
    {
        _commands.EndDeclaring();
        _recovers.EndDeclaring();
    }
}
