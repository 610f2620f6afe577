using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace MarsDisk.Runtime.Persistence;

/// <summary>The journals and snapshot stores of one system, started when first used.</summary>
internal sealed class Plugins(ActorSystem system)
{
    private readonly ConcurrentDictionary<string, Lazy<IActorRef>> _started = new(StringComparer.Ordinal);

    public static Plugins Of(ActorSystem system) => system.Extension(created => new Plugins(created));

    public IActorRef Journal(string id) =>
        Find("journal", id, system.Setup.DefaultJournal, system.Setup.Journals, Props.Create(() => new InMemJournal()));

    public IActorRef SnapshotStore(string id) => Find(
        "snapshot-store", id, system.Setup.DefaultSnapshotStore, system.Setup.SnapshotStores,
        Props.Create(() => new InMemSnapshotStore()));

    /// <summary>The settings of the plugin whose actor has that name.</summary>
    public static PluginText SettingsOf(ActorSystem system, string actorName)
    {
        var id = actorName[(actorName.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return new PluginText(id, system.Setup.PluginSettings.TryGetValue(id, out var settings) ? settings : ImmutableDictionary<string, string>.Empty);
    }

    private IActorRef Find(string kind, string id, string defaultId, IDictionary<string, Props> known, Props inMemory)
    {
        var name = id.Length == 0 ? defaultId : id;
        return _started.GetOrAdd(kind + ":" + name, key => new Lazy<IActorRef>(() => Start(key))).Value;

        IActorRef Start(string key)
        {
            if (!known.TryGetValue(name, out var props))
            {
                props = name == "akka.persistence." + kind + ".inmem"
                    ? inMemory
                    : throw new ArgumentException($"The setup of {system} names no {kind} '{name}'.", nameof(id));
            }
            return system.SystemActorOf(props, key);
        }
    }
}
