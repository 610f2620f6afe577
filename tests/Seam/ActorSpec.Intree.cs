namespace MarsDisk.Testing;

/// <summary>
/// Base of all tests of actors, and the one place that knows how a system is started: here for the in-tree runtime.
/// Unhandled messages, dead letters and log entries of level error fail a test unless an event filter announced them.
/// </summary>
public abstract class ActorSpec : TestKit
{
    // A test that says nothing of the breaker is not judged by the time that the machine takes.
    private static readonly Dictionary<string, string> Patient = new(StringComparer.Ordinal)
    {
        ["circuit-breaker.max-failures"] = "2147483647",
        ["circuit-breaker.call-timeout"] = "24h",
        ["circuit-breaker.reset-timeout"] = "1s",
    };

    protected ActorSpec(SpecSetup? setup = null) : base(Translate(setup ??= new SpecSetup())) =>
        Belongings.Give(Sys, setup.Belongings);

    /// <summary>The clock, if time is virtual.</summary>
    protected TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    /// <summary>Starts another system.</summary>
    protected static ActorSystem NewSystem(string name, SpecSetup? setup = null)
    {
        setup ??= new SpecSetup();
        var system = ActorSystem.Create(name, Translate(setup));
        Belongings.Give(system, setup.Belongings);
        return system;
    }

    private static RuntimeSetup Translate(SpecSetup wanted)
    {
        var setup = new RuntimeSetup
        {
            Scheduler = wanted.HasVirtualTime ? new TestScheduler() : null,
            DefaultJournal = wanted.Journal is null ? "akka.persistence.journal.inmem" : "spec.journal",
            DefaultSnapshotStore = wanted.SnapshotStore is null ? "akka.persistence.snapshot-store.inmem" : "spec.snapshots",
            RecoveriesMax = wanted.RecoveriesMax,
        };
        if (wanted.RunsOnCallingThread)
            setup.Dispatchers[Dispatchers.DefaultDispatcherId] = () => new CallingThreadDispatcher();
        foreach (var (id, threads) in wanted.ThreadPools)
            setup.Dispatchers[id] = () => new FixedThreadDispatcher(threads, id);
        if (wanted.Journal is { } journal)
            setup.Journals["spec.journal"] = Props.Create(journal);
        if (wanted.SnapshotStore is { } snapshots)
            setup.SnapshotStores["spec.snapshots"] = Props.Create(snapshots);
        setup.PluginSettings["spec.snapshots"] = With(Patient, wanted.SnapshotSettings);
        setup.PluginSettings[setup.DefaultJournal] = wanted.JournalSettings;
        foreach (var (type, serializer) in wanted.Serializers)
            setup.Serializers[type] = system => (Serializer)Activator.CreateInstance(serializer, system)!;
        return setup;
    }

    private static Dictionary<string, string> With(Dictionary<string, string> settings, IReadOnlyDictionary<string, string> changes)
    {
        var both = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        foreach (var (path, value) in changes)
            both[path] = value;
        return both;
    }
}
