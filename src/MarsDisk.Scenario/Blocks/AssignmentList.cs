using System.Collections.Immutable;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Blocks;

/// <summary>Assignments of one block; knows which keys it has.</summary>
internal sealed class AssignmentList
{
    private const int ListedMax = 16;

    private readonly List<Assignment> _items = [];
    private Dictionary<string, SourceSpan>? _places;

    public int Count => _items.Count;

    /// <summary>The newest one.</summary>
    public Assignment Last => _items[^1];

    public ImmutableArray<Assignment> Items => [.. _items];

    /// <summary>Where a key stands that the block has already.</summary>
    public SourceSpan? Find(string key)
    {
        if (_places is not null)
            return _places.TryGetValue(key, out var place) ? place : null;
        foreach (var item in _items)
        {
            if (string.Equals(item.Key, key, StringComparison.Ordinal))
                return item.Span;
        }

        return null;
    }

    public void Add(in Assignment assignment)
    {
        _items.Add(assignment);
        if (_items.Count == ListedMax)
            _places = _items.ToDictionary(item => item.Key, item => item.Span, StringComparer.Ordinal);
        else
            _places?.Add(assignment.Key, assignment.Span);
    }

    /// <summary>Empties the list and gives what it had.</summary>
    public ImmutableArray<Assignment> Take()
    {
        ImmutableArray<Assignment> items = [.. _items];
        _items.Clear();
        _places = null;
        return items;
    }
}
