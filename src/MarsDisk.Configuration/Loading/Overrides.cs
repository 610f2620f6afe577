using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Loading;

/// <summary>Applies overrides to the nodes of a configuration, one after the other.</summary>
internal static class Overrides
{
    public static void Apply(YamlMapping root, IEnumerable<OverrideText> overrides, List<Finding> findings)
    {
        foreach (var entry in overrides)
        {
            var place = PlaceOf(entry);
            if (Split(entry.Text) is not var (path, value))
                findings.Add(place.Error("TYPE", $"The override {entry.Text} is not of the form PATH=VALUE.",
                    "Write for example numerics.dt_init=20."));
            else if (Container(root, path, place) is { } container)
                container.Set(path[^1], Value(value, place));
            else
                findings.Add(place.Error("TYPE", $"The override {entry.Text} goes into a value that is no mapping.",
                    "Override the key itself."));
        }
    }

    // The text of the override is its place, unless it stands in a file.
    private static Place PlaceOf(OverrideText entry) => entry.File is null
        ? new Place($"override {entry.Text}", 0, 0)
        : new Place(entry.File, entry.Line, 1);

    private static (string[] Path, string Value)? Split(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return null;

        var name = text[..equals].Trim();
        if (name.StartsWith("physics.", StringComparison.Ordinal))
            name = name["physics.".Length..];
        var path = name.Split('.', StringSplitOptions.RemoveEmptyEntries);
        return path.Length == 0 ? null : (path, text[(equals + 1)..].Trim());
    }

    private static YamlMapping? Container(YamlMapping root, string[] path, Place place)
    {
        var container = root;
        foreach (var name in path.AsSpan(0, path.Length - 1))
        {
            var next = container.Find(name);
            if (next is null || next.IsNull)
            {
                next = new YamlMapping(place);
                container.Set(name, next);
            }

            if (next is not YamlMapping mapping)
                return null;
            container = mapping;
        }

        return container;
    }

    /// <summary>The node of a value as it stands behind the <c>=</c>.</summary>
    public static YamlNode Value(string text, Place place)
    {
        if (text is ['[' or '{', ..] && YamlReader.Read(text, place.File, out _) is { IsNull: false } flow)
            return Move(flow, place);

        return text.ToUpperInvariant() switch
        {
            "TRUE" => new YamlScalar(place, "true", isPlain: true),
            "FALSE" => new YamlScalar(place, "false", isPlain: true),
            "NONE" or "NULL" => new YamlScalar(place, "null", isPlain: true),
            "NAN" => new YamlScalar(place, ".nan", isPlain: true),
            "INF" or "+INF" or "INFINITY" or "+INFINITY" => new YamlScalar(place, ".inf", isPlain: true),
            "-INF" or "-INFINITY" => new YamlScalar(place, "-.inf", isPlain: true),
            _ when YamlWords.IsDecimal(text) => new YamlScalar(place, text, isPlain: true),
            _ => new YamlScalar(place, Unquote(text), isPlain: false),
        };
    }

    private static string Unquote(string text) =>
        text is ['"', .., '"'] or ['\'', .., '\''] && text.Length >= 2 ? text[1..^1] : text;

    /// <summary>The same nodes at the place of the override, where people will look for them.</summary>
    private static YamlNode Move(YamlNode node, Place place)
    {
        if (node is YamlScalar scalar)
            return new YamlScalar(place, scalar.Text, scalar.IsPlain);
        if (node is YamlSequence sequence)
        {
            var moved = new YamlSequence(place);
            moved.Items.AddRange(sequence.Items.Select(item => Move(item, place)));
            return moved;
        }

        var source = (YamlMapping)node;
        var target = new YamlMapping(place);
        foreach (var name in source.Names)
            target.Set(name, Move(source.Find(name)!, place));
        return target;
    }
}
