using System.Collections.Concurrent;

namespace MarsDisk.Runtime;

/// <summary>The dispatchers of one system by id; made when first used.</summary>
public sealed class Dispatchers : IDisposable
{
    /// <summary>The id of the dispatcher that actors run on unless their props say otherwise.</summary>
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    private readonly Dictionary<string, Func<MessageDispatcher>> _recipes;
    private readonly ConcurrentDictionary<string, Lazy<MessageDispatcher>> _made = new(StringComparer.Ordinal);

    internal Dispatchers(IEnumerable<KeyValuePair<string, Func<MessageDispatcher>>> recipes)
    {
        _recipes = new Dictionary<string, Func<MessageDispatcher>>(StringComparer.Ordinal)
        {
            [DefaultDispatcherId] = () => new ThreadPoolDispatcher(),
            [CallingThreadDispatcher.Id] = () => new CallingThreadDispatcher(),
        };
        foreach (var (id, create) in recipes)
            _recipes[id] = create;
    }

    /// <summary>The dispatcher of that id.</summary>
    /// <exception cref="ArgumentException">The setup of the system names no such dispatcher.</exception>
    public MessageDispatcher Lookup(string id) => _made.GetOrAdd(id, Recipe).Value;

    /// <summary>Ends all dispatchers that were made.</summary>
    public void Dispose()
    {
        foreach (var dispatcher in _made.Values)
            dispatcher.Value.Dispose();
    }

    private Lazy<MessageDispatcher> Recipe(string id) => _recipes.TryGetValue(id, out var create)
        ? new Lazy<MessageDispatcher>(create)
        : throw new ArgumentException($"There is no dispatcher '{id}'; known are {string.Join(", ", _recipes.Keys)}.", nameof(id));
}
