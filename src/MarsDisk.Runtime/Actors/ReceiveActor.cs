namespace MarsDisk.Runtime;

/// <summary>An actor whose constructor lists the messages it understands.</summary>
public abstract class ReceiveActor : ActorBase
{
    private readonly MessageRules _rules = new();

    /// <summary>The rules are declared in the constructors of derived classes.</summary>
    protected ReceiveActor() => _rules.BeginDeclaring();

    /// <summary>Handles messages of a type that fulfil the condition, if there is one.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => _rules.Add(shouldHandle, handler);

    /// <summary>Handles messages of a type that fulfil the condition.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => _rules.Add(shouldHandle, handler);

    /// <summary>Handles whatever no earlier rule took; must be the last one.</summary>
    protected void ReceiveAny(Action<object> handler) => _rules.AddLast(handler);

    /// <summary>Replaces all rules by those that <paramref name="configure"/> declares, from the next message on.</summary>
    protected void Become(Action configure) => _rules.Replace(configure);

    /// <inheritdoc/>
    protected sealed override bool Receive(object message) => _rules.TryHandle(message);

    internal override void AroundPreStart()
    {
        _rules.EndDeclaring();
        base.AroundPreStart();
    }

    internal override void AroundPostRestart(Exception reason)
    {
        _rules.EndDeclaring();
        base.AroundPostRestart(reason);
    }
}
