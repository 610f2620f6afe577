using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Rendering;

/// <summary>Nests dotted paths again, so that values can be written. Mappings keep the order in which they are built.</summary>
internal static class ConfigurationTree
{
    /// <summary>The tree of some dotted paths.</summary>
    public static OrderedDictionary<string, object?> Build(IEnumerable<string> paths, IReadOnlyDictionary<string, object?> values)
    {
        var root = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var path in paths)
            Add(root, path, Plain(values[path]));
        return root;
    }

    private static void Add(OrderedDictionary<string, object?> root, string path, object? value)
    {
        var names = path.Split('.');
        foreach (var name in names.AsSpan(0, names.Length - 1))
        {
            if (!root.TryGetValue(name, out var child))
                root[name] = child = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
            root = (OrderedDictionary<string, object?>)child!;
        }

        root[names[^1]] = value;
    }

    /// <summary>Typed values as nested mappings, lists, numbers, texts, booleans and nulls.</summary>
    public static object? Plain(object? value) => value switch
    {
        IReadOnlyList<double> numbers => numbers.Cast<object?>().ToList(),
        IReadOnlyDictionary<string, double> numbers => Mapping(numbers.Select(entry => (entry.Key, (object?)entry.Value))),
        IReadOnlyDictionary<string, string> texts => Mapping(texts.Select(entry => (entry.Key, (object?)entry.Value))),
        IReadOnlyList<StrengthCoefficients> rows => Mapping(rows.Select(row =>
            (ScalarText.Number(row.VRefKms), (object?)new List<object?> { row.Qs, row.AS, row.B, row.BG }))),
        IReadOnlyList<IReadOnlyDictionary<string, object?>> segments => segments.Select(object? (segment) => Build(segment.Keys, segment)).ToList(),
        _ => value,
    };

    private static OrderedDictionary<string, object?> Mapping(IEnumerable<(string Name, object? Value)> entries)
    {
        var mapping = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
            mapping[name] = value;
        return mapping;
    }
}
