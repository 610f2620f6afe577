using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Loading;
using MarsDisk.Configuration.Rendering;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration;

/// <summary>One key with its value as text, its unit and who decided it.</summary>
/// <param name="Path">The key, or a section that is null.</param>
/// <param name="Value">The value as YAML text.</param>
/// <param name="Unit">The unit; empty without one.</param>
/// <param name="Origin">Who decided the value.</param>
public sealed record ResolvedKey(string Path, string Value, string Unit, Origin Origin)
{
    /// <summary>The value with its unit, where it has both.</summary>
    public string Display => Unit.Length == 0 || Value == "null" ? Value : $"{Value} {Unit}";
}

/// <summary>A key that differs between two configurations.</summary>
/// <param name="Path">The key.</param>
/// <param name="Left">Value and unit on the left; <c>–</c> when its section is null.</param>
/// <param name="Right">Value and unit on the right.</param>
public sealed record ConfigurationDifference(string Path, string Left, string Right);

/// <summary>A configuration after everything is decided: every key has a value and an origin.</summary>
public sealed class ResolvedConfiguration
{
    // A null section stands where its first key would.
    private static readonly string[] Paths = [.. KeyRegistry.Run.Paths];

    internal ResolvedConfiguration(RunParameters parameters, Resolution keys)
    {
        Parameters = parameters;
        Keys = keys;
        Entries = [.. Paths.Where(keys.Values.ContainsKey).Select(Entry)];
    }

    /// <summary>The same as typed parameters.</summary>
    public RunParameters Parameters { get; }

    /// <summary>All keys in the order of the reference; null sections stand for their keys.</summary>
    public IReadOnlyList<ResolvedKey> Entries { get; }

    internal Resolution Keys { get; }

    /// <summary>Whether the file or an override gives the key, rather than a default.</summary>
    /// <param name="path">The key, for instance <c>io.quiet</c>.</param>
    public bool IsGiven(string path) => Keys.IsGiven(path);

    /// <summary>YAML that loads to the same parameters.</summary>
    public string ToYaml() => TreeText.Yaml(Tree(Entries.Select(entry => entry.Path)));

    /// <summary>All keys as JSON in one line with sorted keys.</summary>
    public string ToCanonicalJson() => TreeText.CanonicalJson(Tree(Entries.Select(entry => entry.Path)));

    /// <summary>As <see cref="ToCanonicalJson"/> without the keys that cannot change a byte of the tables.</summary>
    public string ToPlanJson() => TreeText.CanonicalJson(
        Tree(Entries.Select(entry => entry.Path).Where(path => !PresentationKeys.Contains(path))));

    /// <summary>Lines of key, value and origin, aligned.</summary>
    /// <param name="withDefaults">Whether keys that nobody decided are listed as well.</param>
    public IEnumerable<string> OriginLines(bool withDefaults)
    {
        var shown = Entries.Where(entry => withDefaults || entry.Origin.Kind != OriginKind.Default).ToArray();
        var keyWidth = shown.Select(entry => entry.Path.Length).DefaultIfEmpty().Max();
        var valueWidth = Math.Min(40, shown.Select(entry => entry.Display.Length).DefaultIfEmpty().Max());
        return shown.Select(entry =>
            $"{entry.Path.PadRight(keyWidth)}  {entry.Display.PadRight(valueWidth)}  {entry.Origin.Text}");
    }

    /// <summary>The keys in which two configurations differ, in the order of the reference.</summary>
    public static IReadOnlyList<ConfigurationDifference> Differences(ResolvedConfiguration left, ResolvedConfiguration right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);

        var mine = left.Entries.ToDictionary(entry => entry.Path, entry => entry.Display, StringComparer.Ordinal);
        var theirs = right.Entries.ToDictionary(entry => entry.Path, entry => entry.Display, StringComparer.Ordinal);
        return [.. Paths
            .Select(path => new ConfigurationDifference(path, mine.GetValueOrDefault(path, "–"), theirs.GetValueOrDefault(path, "–")))
            .Where(difference => difference.Left != difference.Right)];
    }

    private OrderedDictionary<string, object?> Tree(IEnumerable<string> paths) =>
        ConfigurationTree.Build(paths, Keys.Values);

    private ResolvedKey Entry(string path)
    {
        var value = ConfigurationTree.Plain(Keys.Values[path]);
        var text = value is string or null or bool or long or double ? ScalarText.Yaml(value) : TreeText.CanonicalJson(value);
        return new ResolvedKey(path, text, KeyRegistry.Run.Find(path)?.Unit ?? "", Keys.OriginOf(path));
    }
}
