using System.Runtime.CompilerServices;

namespace MarsDisk.Parsing;

/// <summary>The rules of a grammar: everything that can be reached from one parser, deferred parts included.</summary>
public sealed class GrammarIndex
{
    private static readonly ConditionalWeakTable<object, GrammarIndex> Known = [];

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<IRule> _rules = [];
    private readonly Queue<Action> _waiting = [];
    private readonly bool _stopsAtRules;

    private GrammarIndex(bool stopsAtRules) => _stopsAtRules = stopsAtRules;

    /// <summary>The numbers of the rules, in the order in which they are reached.</summary>
    public IReadOnlyList<uint> Rules => [.. _rules.Select(rule => rule.Id)];

    /// <summary>
    /// Builds the index of a grammar and checks it: two rules must not have one name, and two names not one number.
    /// Parsers that are made while parsing (<c>SelectMany</c>) are not seen.
    /// </summary>
    /// <param name="parser">Where the grammar starts.</param>
    /// <exception cref="InvalidOperationException">A collision; names both rules.</exception>
    public static GrammarIndex Of<T>(Parser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        return Known.GetValue(parser, static root => Build((Parser<T>)root));
    }

    /// <summary>The numbers of the rules that a parser uses without another rule in between.</summary>
    internal static IReadOnlyList<uint> RulesDirectlyIn<T>(Parser<T> parser)
    {
        var index = new GrammarIndex(stopsAtRules: true);
        index.Reach(parser);
        return index.Rules;
    }

    /// <summary>Adds a part, once.</summary>
    internal void Add<T>(Parser<T> part)
    {
        if (!_seen.Add(part))
            return;
        if (part is IRule rule)
        {
            _rules.Add(rule);
            if (_stopsAtRules)
                return;
        }

        _waiting.Enqueue(() => part.ShowParts(this));
    }

    private static GrammarIndex Build<T>(Parser<T> root)
    {
        var index = new GrammarIndex(stopsAtRules: false);
        index.Reach(root);
        index.Check();
        return index;
    }

    private void Reach<T>(Parser<T> root)
    {
        Add(root);
        while (_waiting.TryDequeue(out var show))
            show();
        _seen.Clear();
    }

    private void Check()
    {
        var byId = new Dictionary<uint, IRule>();
        foreach (var rule in _rules)
        {
            if (byId.TryAdd(rule.Id, rule))
                continue;
            var other = byId[rule.Id];
            throw new InvalidOperationException(other.Name == rule.Name
                ? $"Two rules are called \"{rule.Name}\"; a name belongs to one rule."
                : $"The rules \"{other.Name}\" and \"{rule.Name}\" have the same number {rule.Id:x8}; rename one.");
        }
    }
}
