using System.Text;

using MarsDisk.Configuration;
using MarsDisk.Configuration.Sweeps;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Yaml;

/// <summary>What a reference says of keys, as an editor shows it.</summary>
internal sealed class KeyTexts
{
    private readonly Dictionary<string, KeyRow> _rows;

    private KeyTexts(IReadOnlyList<KeyRow> rows)
    {
        All = rows;
        _rows = rows.ToDictionary(row => row.Path, StringComparer.Ordinal);
    }

    /// <summary>The keys of a run, in configurations and scenarios.</summary>
    public static KeyTexts OfRuns { get; } = new(KeyReference.Rows);

    /// <summary>The settings of a sweep file.</summary>
    public static KeyTexts OfSweeps { get; } = new(SweepReference.Rows);

    /// <summary>All keys in the order of the reference.</summary>
    public IReadOnlyList<KeyRow> All { get; }

    /// <summary>The key with a path.</summary>
    public KeyRow? Find(string path) => _rows.GetValueOrDefault(path);

    /// <summary>Type and unit on one line.</summary>
    public static string Detail(KeyRow key) => key.Unit.Length == 0 ? key.Type : $"{key.Type}, {key.Unit}";

    /// <summary>Everything about a key.</summary>
    public static MarkupContent About(KeyRow key)
    {
        var text = new StringBuilder();
        text.Append("**").Append(key.Path).Append("**\n\n").Append(key.Effect).Append(".\n\n");
        Fact(text, "type", key.Type);
        Fact(text, "unit", key.Unit);
        Fact(text, "range", key.Range);
        Fact(text, "default", key.Default);
        Fact(text, "status", key.Status);
        return new MarkupContent(text.ToString().TrimEnd('\n'));
    }

    /// <summary>Everything about a section: its keys.</summary>
    public MarkupContent? AboutSection(string path)
    {
        var inside = All.Where(row => row.Path.StartsWith(path + ".", StringComparison.Ordinal)).ToList();
        if (inside.Count == 0)
            return null;
        var lines = inside.Select(row => $"- `{row.Path[(path.Length + 1)..]}`: {row.Effect}");
        return new MarkupContent($"**{path}**\n\n{string.Join('\n', lines)}");
    }

    private static void Fact(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
            text.Append("- ").Append(name).Append(": `").Append(value).Append("`\n");
    }
}
