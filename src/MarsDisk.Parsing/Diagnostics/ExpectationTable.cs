namespace MarsDisk.Parsing;

/// <summary>
/// Gives expectations small numbers, so that a failure is one bit. A grammar fills its table once and shares it; the
/// general
/// combinators fill one while they fail.
/// </summary>
public sealed class ExpectationTable
{
    /// <summary>Most expectations of one table.</summary>
    public const int Capacity = 256;

    private readonly List<(Expectation Expectation, int Rule)> _entries = [];
    private readonly Dictionary<Expectation, int> _ids = [];

    /// <summary>Expectations so far.</summary>
    public int Count => _entries.Count;

    /// <summary>The expectation with a number.</summary>
    public Expectation this[int id] => _entries[id].Expectation;

    /// <summary>Adds an expectation, or finds it.</summary>
    /// <param name="expectation">What would be accepted.</param>
    /// <param name="rule">
    /// Number of the rule of which it is one concrete alternative. Where both are expected, lists show the
    /// alternatives and
    /// sentences the rule.
    /// </param>
    /// <returns>Its number, 0…255.</returns>
    /// <exception cref="InvalidOperationException">A 257th expectation.</exception>
    public int Add(Expectation expectation, int? rule = null)
        => TryAdd(expectation, rule ?? -1, out var id)
            ? id
            : throw new InvalidOperationException(
                $"A grammar has at most {Capacity} expectations; found \"{expectation.Text}\" as one more.");

    /// <summary>The expectations of a set by number.</summary>
    public IReadOnlyList<Expectation> Of(in ExpectationSet set)
    {
        var found = new List<Expectation>(set.Count);
        for (var id = 0; id < _entries.Count; id++)
        {
            if (set.Contains(id))
                found.Add(_entries[id].Expectation);
        }

        return found;
    }

    internal bool TryAdd(Expectation expectation, int rule, out int id)
    {
        if (_ids.TryGetValue(expectation, out id))
            return true;
        if (_entries.Count == Capacity)
            return false;
        id = _entries.Count;
        _entries.Add((expectation, rule));
        _ids.Add(expectation, id);
        return true;
    }

    internal int RuleOf(int id) => _entries[id].Rule;
}
