using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime;

/// <summary>
/// Ends a system in phases. The tasks of a phase run side by side; the next phase begins when all have ended or
/// the limit of <see cref="RuntimeSetup.ShutdownPhaseLimit"/> has passed. A task that fails delays nothing.
/// </summary>
public sealed class CoordinatedShutdown
{
    /// <summary>Before listeners close: take no new work.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Close listeners.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for requests under way.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Stop the work itself.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>Before leaving a cluster.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Hand shards over.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>Leave the cluster.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Hand singletons over.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>The exit from the cluster is complete.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>Shut the cluster down.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>Release what outlives actors.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>Stop the actors.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private static readonly string[] Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop,
        PhaseBeforeClusterShutdown, PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting,
        PhaseClusterExitingDone, PhaseClusterShutdown, PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private readonly ActorSystem _system;
    private readonly Lock _gate = new();
    private readonly List<PhaseTask> _tasks = [];
    private Task<Done>? _run;

    private CoordinatedShutdown(ActorSystem system)
    {
        _system = system;
        AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
    }

    /// <summary>Why the shutdown began; null before.</summary>
    public Reason? ShutdownReason { get; private set; }

    /// <summary>The shutdown of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.Extension(created => new CoordinatedShutdown(created));
    }

    /// <summary>Adds work to a phase.</summary>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!Phases.Contains(phase, StringComparer.Ordinal))
            throw new ArgumentException($"Unknown phase '{phase}'; known are {string.Join(", ", Phases)}.", nameof(phase));
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        lock (_gate)
            _tasks.Add(new PhaseTask(phase, taskName, task));
    }

    /// <summary>Runs all phases, or those from <paramref name="fromPhase"/> on. Further calls get the same task.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        lock (_gate)
        {
            ShutdownReason ??= reason;
            return _run ??= Task.Run(() => RunFrom(fromPhase ?? Phases[0]));
        }
    }

    private async Task<Done> RunFrom(string first)
    {
        foreach (var phase in Phases.SkipWhile(phase => phase != first))
            await Task.WhenAll(Of(phase).Select(RunLimited)).ConfigureAwait(false);
        return Done.Instance;
    }

    private List<PhaseTask> Of(string phase)
    {
        lock (_gate)
            return [.. _tasks.Where(task => task.Phase == phase)];
    }

    private async Task RunLimited(PhaseTask task)
    {
        try
        {
            await task.Work().WaitAsync(_system.Setup.ShutdownPhaseLimit).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _system.Log(LogLevel.Warning, "CoordinatedShutdown", error,
                "Task [{0}] in phase [{1}] did not end well: {2}", task.Name, task.Phase, error.Message);
        }
    }

    private async Task<Done> TerminateSystem()
    {
        _system.StopGuardians();
        await _system.WhenTerminated.ConfigureAwait(false);
        return Done.Instance;
    }

    private sealed record PhaseTask(string Phase, string Name, Func<Task<Done>> Work);

    /// <summary>Why a system is shut down. Derive for reasons of one's own.</summary>
    public class Reason
    {
        /// <summary>Derived reasons are usually singletons.</summary>
        protected Reason()
        {
        }
    }

    /// <summary>Nobody said why.</summary>
    public sealed class UnknownReason : Reason
    {
        /// <summary>The one value.</summary>
        public static readonly Reason Instance = new UnknownReason();
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public sealed class ActorSystemTerminateReason : Reason
    {
        /// <summary>The one value.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();
    }

    /// <summary>The process is asked to end.</summary>
    public sealed class ClrExitReason : Reason
    {
        /// <summary>The one value.</summary>
        public static readonly Reason Instance = new ClrExitReason();
    }
}
