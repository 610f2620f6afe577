namespace MarsDisk.Snapshots.Akka;

/// <summary>What the two actor runtimes call differently: here the in-tree one.</summary>
internal static class PluginRuntime
{
    /// <summary>The settings of the plugin whose actor has that path, by dotted key.</summary>
    public static IReadOnlyDictionary<string, string> SectionOf(ActorSystem system, ActorPath store) =>
        Settings(system, store.Name[(store.Name.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    /// <summary>Time of the default journal for one step of a recovery; null: no limit.</summary>
    public static TimeSpan? RecoveryTimeoutOf(ActorSystem system) =>
        Settings(system, system.Setup.DefaultJournal).TryGetValue("recovery-event-timeout", out var text)
            ? new SectionReader(new Dictionary<string, string>(StringComparer.Ordinal) { ["time"] = text }).Time("time")
            : null;

    /// <summary>The actor is in another process.</summary>
    public static bool IsRemote(IActorRef actor) => false;

    /// <summary>Runs what serializes with the addresses of the system at hand.</summary>
    public static T WithTransport<T>(ActorSystem system, Func<T> action) => action();

    /// <summary>The serializer of an object.</summary>
    public static Serializer FindSerializer(ActorSystem system, object obj, string defaultSerializer) => defaultSerializer.Length == 0
        ? system.Serialization.FindSerializerFor(obj)
        : throw new SnapshotOptionsException([$"serializer is '{defaultSerializer}'; serializers of this runtime have no names."]);

    /// <summary>Classes with a serializer.</summary>
    public static IEnumerable<Type> BoundTypes(ActorSystem system) => system.Setup.Serializers.Keys;

    private static IReadOnlyDictionary<string, string> Settings(ActorSystem system, string pluginId) =>
        system.Setup.PluginSettings.TryGetValue(pluginId, out var settings) ? settings : new Dictionary<string, string>(StringComparer.Ordinal);
}
