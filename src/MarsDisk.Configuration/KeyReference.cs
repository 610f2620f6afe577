using System.Text;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Rendering;

namespace MarsDisk.Configuration;

/// <summary>One row of the reference of all keys.</summary>
/// <param name="Path">The key.</param>
/// <param name="Type">Its type or its choices; a question mark means that null is allowed.</param>
/// <param name="Unit">Its unit; empty without one.</param>
/// <param name="Default">Its default, or <c>required</c>.</param>
/// <param name="Range">Its range; empty without one.</param>
/// <param name="Status">What it means to a run, as a word.</param>
/// <param name="Effect">What it does, as one sentence.</param>
public sealed record KeyRow(
    string Path, string Type, string Unit, string Default, string Range, string Status, string Effect)
{
    /// <summary>Words that the key takes; none for free text and plain numbers.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>The reference of all keys: the same table drives checks, the command <c>config keys</c> and its page.</summary>
public static class KeyReference
{
    private const string Heading = """
        # Configuration keys

        This page is for everyone who writes or reads the configuration of a run; it lists every key. It is generated
        from the program: `marsdisk config keys --markdown`.

        A type with `?` allows null. *By profile* means that `numerics.profile` decides: first the value of `reference`,
        then that of `corrected`. Status: *essential* and *used* keys matter to usual runs, *rare* ones to few; *legacy*
        keys are deprecated; keys of *no effect* and of the *1D* driver are accepted and not read.

        """;

    /// <summary>All keys in the order of the reference.</summary>
    public static IReadOnlyList<KeyRow> Rows { get; } =
    [
        .. KeyRegistry.Run.Keys.Select(Row),
        .. KeyRegistry.SupplySegment.Keys.Select(key => Row(key with { Path = $"supply.piecewise[].{key.Path}" })),
    ];

    /// <summary>The rows whose key contains the pattern, in any case.</summary>
    /// <param name="pattern">Part of a key.</param>
    public static IEnumerable<KeyRow> Find(string pattern) =>
        Rows.Where(row => row.Path.Contains(pattern, StringComparison.OrdinalIgnoreCase));

    /// <summary>The page <c>docs/reference/configuration-keys.md</c>.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder(Heading.ReplaceLineEndings("\n"));
        foreach (var section in Rows.GroupBy(row => row.Path.Contains('.', StringComparison.Ordinal) ? row.Path.Split('.', '[')[0] : "root", StringComparer.Ordinal))
        {
            page.Append("\n## ").Append(section.Key).Append("\n\n");
            page.Append("| Key | Type | Unit | Default | Range | Status | Effect |\n|---|---|---|---|---|---|---|\n");
            foreach (var row in section)
            {
                page.Append("| `").Append(row.Path).Append("` | ").Append(Cell(row.Type)).Append(" | ").Append(row.Unit)
                    .Append(" | ").Append(Cell(row.Default)).Append(" | ").Append(row.Range).Append(" | ")
                    .Append(row.Status).Append(" | ").Append(row.Effect).Append(". |\n");
            }
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static KeyRow Row(KeyDefinition key) => new(
        key.Path, key.Type.Name, key.Unit, DefaultText(key), key.Bounds.ToString(), StatusText(key.Status), key.Effect)
    {
        Words = key.Type.Words,
    };

    private static string DefaultText(KeyDefinition key) => key switch
    {
        { IsRequired: true } => "required",
        { Default: ByProfile profile } => $"by profile: {Text(profile.Reference)} | {Text(profile.Corrected)}",
        _ => Text(key.Default),
    };

    private static string Text(object? value) =>
        ConfigurationTree.Plain(value) is var plain
        && plain is string or null or bool or long or double ? ScalarText.Yaml(plain) : TreeText.CanonicalJson(plain);

    private static string StatusText(KeyStatus status) => status switch
    {
        KeyStatus.Essential => "essential",
        KeyStatus.Used => "used",
        KeyStatus.Rare => "rare",
        KeyStatus.Legacy => "legacy",
        KeyStatus.NoEffect => "no effect",
        KeyStatus.OneDimensional => "1D",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "This status has no word."),
    };
}
