using System.Collections.Concurrent;
using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime;

/// <summary>A tree of actors with its dispatchers, clock and event stream.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly RootRef _root;
    private readonly LocalActorRef _user;
    private readonly LocalActorRef _system;
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    private protected ActorSystem(string name, RuntimeSetup setup)
    {
        Name = name;
        Setup = setup;
        Scheduler = setup.Scheduler ?? new SystemScheduler(TimeProvider.System);
        Dispatchers = new Dispatchers(setup.Dispatchers);
        var rootPath = ActorPath.Root(name);
        DeadLetters = new DeadLetterRef(rootPath / "deadLetters", EventStream);
        _root = new RootRef(rootPath, this);
        _system = Guardian(rootPath / "system", SupervisorStrategy.DefaultStrategy);
        _user = Guardian(rootPath / "user", setup.GuardianStrategy);
    }

    /// <summary>The name of the system, first part of every path.</summary>
    public string Name { get; }

    /// <summary>What the host decided about this system.</summary>
    public RuntimeSetup Setup { get; }

    /// <summary>The clock of the actors.</summary>
    public IScheduler Scheduler { get; }

    /// <summary>Publishes lost messages and log entries.</summary>
    public EventStream EventStream { get; } = new();

    /// <summary>Takes what has no receiver, and publishes it.</summary>
    public IActorRef DeadLetters { get; }

    /// <summary>The dispatchers by id.</summary>
    public Dispatchers Dispatchers { get; }

    /// <summary>The serializers of the setup.</summary>
    public Serialization Serialization => Extension(system => new Serialization((ExtendedActorSystem)system));

    /// <summary>Ends when all actors have stopped and the threads of the dispatchers are given back.</summary>
    public Task WhenTerminated => _root.Terminated;

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, RuntimeSetup? setup = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ExtendedActorSystem(name, setup ?? new RuntimeSetup());
    }

    /// <inheritdoc/>
    public IActorRef ActorOf(Props props, string? name = null) => _user.Cell.Children.Add(props, name);

    /// <inheritdoc/>
    public void Stop(IActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ((InternalActorRef)actor).SendSystem(new SystemMessage.Terminate());
    }

    /// <summary>
    /// Runs the <see cref="CoordinatedShutdown"/> and with it stops all actors, children before their parents; the same
    /// task as <see cref="WhenTerminated"/>.
    /// </summary>
    public Task Terminate()
    {
        Dispose();
        return WhenTerminated;
    }

    /// <summary>Begins to terminate the system.</summary>
    public void Dispose()
    {
        _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => "akka://" + Name;

    internal void StopGuardians() => Stop(_user);

    internal IActorRef SystemActorOf(Props props, string name) => _system.Cell.Children.Add(props, name);

    internal T Extension<T>(Func<ActorSystem, T> create) where T : class =>
        (T)_extensions.GetOrAdd(typeof(T), _ => new Lazy<object>(() => create(this))).Value;

    internal void Log(LogLevel level, string source, Exception? cause, string template, params object?[] arguments)
    {
        if (level >= Setup.LogLevel)
            EventStream.Publish(new LogEvent(level, source, cause, template, arguments));
    }

    private LocalActorRef Guardian(ActorPath path, SupervisorStrategy strategy)
    {
        var guardian = new LocalActorRef(path, this, Props.Create(() => new GuardianActor(strategy)), _root);
        guardian.SendSystem(new SystemMessage.Create());
        return guardian;
    }

    /// <summary>Above the guardians: stops the system's own actors after the user's, then ends the system.</summary>
    private sealed class RootRef(ActorPath path, ActorSystem system) : InternalActorRef(path)
    {
        private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Terminated => _terminated.Task;

        public override void Tell(object message, IActorRef? sender) => system.DeadLetters.Tell(message, sender);

        public override void SendSystem(SystemMessage message)
        {
            switch (message)
            {
                case SystemMessage.DeathNotice { Actor: var actor } when actor.Equals(system._user):
                    system.Stop(system._system);
                    break;
                case SystemMessage.DeathNotice { Actor: var actor } when actor.Equals(system._system):
                    system.Dispatchers.Dispose();
                    _terminated.TrySetResult();
                    break;
                case SystemMessage.Failed failed:
                    system.Log(LogLevel.Error, failed.Child.Path.ToString(), failed.Cause, "{0}; the system ends.", failed.Cause.Message);
                    system.Stop(system._user);
                    break;
            }
        }
    }

    private sealed class GuardianActor(SupervisorStrategy strategy) : ActorBase
    {
        protected override SupervisorStrategy SupervisorStrategy() => strategy;

        protected override bool Receive(object message) => false;
    }
}

/// <summary>The system as its extensions and serializers see it.</summary>
public sealed class ExtendedActorSystem : ActorSystem
{
    internal ExtendedActorSystem(string name, RuntimeSetup setup) : base(name, setup)
    {
    }
}
