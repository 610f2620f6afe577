using MarsDisk.Runtime.Logging;

namespace MarsDisk.Runtime;

/// <summary>
/// What the host decides about a system: dispatchers, journals, snapshot stores, clock. This is the in-tree side
/// of the seam that HOCON is in Akka.
/// </summary>
public sealed class RuntimeSetup
{
    /// <summary>Dispatchers by id, besides the default one; an id used twice replaces.</summary>
    public IDictionary<string, Func<MessageDispatcher>> Dispatchers { get; } =
        new Dictionary<string, Func<MessageDispatcher>>(StringComparer.Ordinal);

    /// <summary>Journal actors by plugin id.</summary>
    public IDictionary<string, Props> Journals { get; } = new Dictionary<string, Props>(StringComparer.Ordinal);

    /// <summary>Snapshot store actors by plugin id.</summary>
    public IDictionary<string, Props> SnapshotStores { get; } = new Dictionary<string, Props>(StringComparer.Ordinal);

    /// <summary>
    /// Settings of journals and snapshot stores by plugin id: what stands in the plugin's section of HOCON in Akka, by path
    /// below the section, for example <c>circuit-breaker.call-timeout</c>. What is absent is as in Akka.
    /// </summary>
    public IDictionary<string, IReadOnlyDictionary<string, string>> PluginSettings { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>The journal of persistent actors that name none; by default kept in memory.</summary>
    public string DefaultJournal { get; init; } = "akka.persistence.journal.inmem";

    /// <summary>The snapshot store of persistent actors that name none; by default kept in memory.</summary>
    public string DefaultSnapshotStore { get; init; } = "akka.persistence.snapshot-store.inmem";

    /// <summary>Serializers by the class or interface that they serialize.</summary>
    public IDictionary<Type, Func<ExtendedActorSystem, Serializer>> Serializers { get; } =
        new Dictionary<Type, Func<ExtendedActorSystem, Serializer>>();

    /// <summary>How many persistent actors recover at once; the others wait for their turn.</summary>
    public int RecoveriesMax { get; init; } = 50;

    /// <summary>How the guardian of the top-level actors decides about their failures.</summary>
    public SupervisorStrategy GuardianStrategy { get; init; } = SupervisorStrategy.DefaultStrategy;

    /// <summary>Entries below this level are not published.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Info;

    /// <summary>How long one phase of the <see cref="CoordinatedShutdown"/> may take before the next begins.</summary>
    public TimeSpan ShutdownPhaseLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of the system; null means real time.</summary>
    public IScheduler? Scheduler { get; init; }
}
