namespace MarsDisk.Conformance.Tests;

public sealed record Fail(string Why);

public sealed class ProvokedException(string message) : Exception(message);

/// <summary>Answers what it is sent, tells a listener about its life, throws when asked.</summary>
public sealed class Echo : ReceiveActor
{
    private readonly IActorRef _listener;

    public Echo(IActorRef listener)
    {
        _listener = listener;
        Receive<Fail>(m => throw new ProvokedException(m.Why));
        Receive<string>(m => Sender.Tell(m, Self));
        Receive<int>(m => Sender.Tell(m, Self));
    }

    protected override void PreStart() => _listener.Tell("started", Self);

    protected override void PostStop() => _listener.Tell("stopped", Self);
}

/// <summary>Supervises children with a given strategy and passes on everything else.</summary>
public sealed class Supervisor : ReceiveActor
{
    private readonly SupervisorStrategy _strategy;

    public Supervisor(SupervisorStrategy strategy)
    {
        _strategy = strategy;
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props), Self));
        Receive<Fail>(m => throw new ProvokedException(m.Why));
        Receive<string>(m => Sender.Tell(m, Self));
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;
}
