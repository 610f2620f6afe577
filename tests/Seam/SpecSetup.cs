using System.Runtime.CompilerServices;

namespace MarsDisk.Testing;

/// <summary>What a test wants of its actor system; says nothing of the runtime.</summary>
public sealed record SpecSetup
{
    /// <summary>Time stands still until the test moves it.</summary>
    public bool HasVirtualTime { get; init; }

    /// <summary>Actors run on the thread that sends, unless their props say otherwise.</summary>
    public bool RunsOnCallingThread { get; init; }

    /// <summary>Dispatchers with threads of their own and one message a turn: id and number of threads.</summary>
    public IReadOnlyDictionary<string, int> ThreadPools { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The class of the journal, which has a constructor without parameters; null: in memory.</summary>
    public Type? Journal { get; init; }

    /// <summary>The class of the snapshot store, which has a constructor without parameters; null: in memory.</summary>
    public Type? SnapshotStore { get; init; }

    /// <summary>Settings of the snapshot store: path below its section, and value. Without any its breaker never opens.</summary>
    public IReadOnlyDictionary<string, string> SnapshotSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Settings of the journal likewise.</summary>
    public IReadOnlyDictionary<string, string> JournalSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Classes of serializers by the type that they serialize.</summary>
    public IReadOnlyDictionary<Type, Type> Serializers { get; init; } = new Dictionary<Type, Type>();

    /// <summary>How many persistent actors recover at once.</summary>
    public int RecoveriesMax { get; init; } = 50;

    /// <summary>What actors of the system find by <see cref="Belongings.Of{T}"/>.</summary>
    public IReadOnlyList<object> Belongings { get; init; } = [];
}

/// <summary>
/// Objects that a test shares with actors of its system which the system makes itself, from their class: journals,
/// snapshot stores.
/// </summary>
public static class Belongings
{
    private static readonly ConditionalWeakTable<ActorSystem, IReadOnlyList<object>> All = [];

    public static void Give(ActorSystem system, IReadOnlyList<object> belongings) => All.Add(system, belongings);

    public static T Of<T>(ActorSystem system) => Find<T>(system)
        ?? throw new InvalidOperationException($"{system.Name} was given no {typeof(T).Name}.");

    public static T? Find<T>(ActorSystem system) =>
        All.TryGetValue(system, out var belongings) ? belongings.OfType<T>().SingleOrDefault() : default;
}
