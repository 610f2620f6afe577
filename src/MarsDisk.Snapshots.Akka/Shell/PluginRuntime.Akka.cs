using global::Akka.Configuration;
using global::Akka.Configuration.Hocon;

namespace MarsDisk.Snapshots.Akka;

/// <summary>What the two actor runtimes call differently: here Akka.NET.</summary>
internal static class PluginRuntime
{
    private const string JournalFallback = "akka.persistence.journal-plugin-fallback";

    /// <summary>The settings of the plugin whose actor has that path, by dotted key: the section alone, without Akka's fallback.</summary>
    public static IReadOnlyDictionary<string, string> SectionOf(ActorSystem system, ActorPath store)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (system.Settings.Config.GetConfig(store.Name) is { } section)
        {
            foreach (var (key, value) in section.AsEnumerable())
                Flatten(key, value, values);
        }
        return values;
    }

    /// <summary>Time of the default journal for one step of a recovery; null: no limit.</summary>
    public static TimeSpan? RecoveryTimeoutOf(ActorSystem system)
    {
        var config = system.Settings.Config;
        var journal = config.GetString("akka.persistence.journal.plugin", "");
        foreach (var path in new[] { $"{journal}.recovery-event-timeout", $"{JournalFallback}.recovery-event-timeout" })
        {
            if (config.HasPath(path))
                return config.GetTimeSpan(path) is { Ticks: > 0 } time ? time : null;
        }
        return null;
    }

    /// <summary>The actor is in another process.</summary>
    public static bool IsRemote(IActorRef actor) => actor is IActorRefScope { IsLocal: false };

    /// <summary>Runs what serializes with the addresses of the system at hand.</summary>
    public static T WithTransport<T>(ActorSystem system, Func<T> action) => Serialization.WithTransport((ExtendedActorSystem)system, action);

    /// <summary>The serializer of an object.</summary>
    public static Serializer FindSerializer(ActorSystem system, object obj, string defaultSerializer) =>
        system.Serialization.FindSerializerFor(obj, defaultSerializer.Length == 0 ? null : defaultSerializer);

    /// <summary>Classes with a serializer.</summary>
    public static IEnumerable<Type> BoundTypes(ActorSystem system) =>
        system.Settings.Config.GetConfig("akka.actor.serialization-bindings") is { } bindings
            ? bindings.AsEnumerable().Select(binding => Type.GetType(binding.Key.Trim('"'))).OfType<Type>()
            : [];

    private static void Flatten(string key, HoconValue value, Dictionary<string, string> values)
    {
        if (value.IsObject())
        {
            foreach (var (name, member) in value.GetObject().Items)
                Flatten($"{key}.{name}", member, values);
        }
        else if (value.IsArray())
        {
            values[key] = value.ToString();
        }
        else if (value.GetString() is { } text)
        {
            values[key] = text;                              // nothing: an optional substitution without a value
        }
    }
}

/// <summary>The defaults of the plugin, as a fallback of the configuration of a system.</summary>
public static class OffloadSnapshotConfig
{
    /// <summary>The section with every key.</summary>
    public static Config DefaultConfig() => ConfigurationFactory.ParseString(PluginSettings.ReferenceText());
}
