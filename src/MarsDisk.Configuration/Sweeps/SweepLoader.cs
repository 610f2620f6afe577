using System.Text.RegularExpressions;
using MarsDisk.Configuration.Keys;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>
/// Loads a sweep file. Nothing is thrown for bad input; all findings come at once, each with its place. Whether the
/// points themselves can be run is for the planner to say.
/// </summary>
public static partial class SweepLoader
{
    private const int ReplicasMax = 10_000;
    private const int ParallelMax = 4096;
    private const int RetriesMax = 100;

    private static readonly string[] Names = SweepReference.NamesIn("");

    private static readonly string[] CollectedByDefault =
        ["M_loss", "M_out_cum", "M_sink_cum", "stop_reason", "mass_budget_max_error_percent"];

    /// <summary>Whether a YAML text is a sweep and not the configuration of a run.</summary>
    /// <param name="text">The text.</param>
    public static bool IsSweep(string text) =>
        YamlBytes.Check(text, "") is null && YamlReader.Read(text, "", out _) is YamlMapping root && root.Names.Any(Marks);

    /// <summary>Whether a name at the root of a YAML text makes it a sweep.</summary>
    /// <param name="name">The name.</param>
    public static bool Marks(string name) => name is "vary" or "sweep" || StudyLists.IsKnown(name);

    /// <summary>What an editor shows of a sweep file: the findings of loading, and values that cannot be those of their keys.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">Name of the file as findings show it.</param>
    /// <param name="baseExists">As for <see cref="Load"/>.</param>
    public static IReadOnlyList<Finding> Review(string text, string fileName, Func<string, bool>? baseExists = null)
    {
        var loaded = Load(text, fileName, baseExists);
        if (loaded.Definition is not { } definition)
            return loaded.Findings;
        // The values of a range stand at one place; its first and last one speak for all of them.
        var wrong = definition.Axes.SelectMany(axis => axis.Keys.SelectMany((key, column) => axis.Rows.Select(row => (Key: key, Value: row[column]))))
            .Concat(definition.ExtraCases.SelectMany(extra => extra.Values.Select(pair => (pair.Key, pair.Value))))
            .GroupBy(varied => (varied.Key, varied.Value.Place))
            .Select(group => FindingOf(group.Key.Key, group.First().Value) ?? FindingOf(group.Key.Key, group.Last().Value))
            .OfType<Finding>();
        return ConfigurationLoader.Sort([.. loaded.Findings, .. wrong]);
    }

    /// <summary>Loads from text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">Name of the file as findings show it.</param>
    /// <param name="baseExists">Whether the base configuration, as it is named, can be read; null leaves that check out.</param>
    public static SweepLoad Load(string text, string fileName, Func<string, bool>? baseExists = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (YamlBytes.Check(text, fileName) is { } tooLarge)
            return new SweepLoad(null, [tooLarge]);
        if (YamlReader.Read(text, fileName, out var refusal) is not { } document)
            return new SweepLoad(null, [refusal!]);
        if (document is not YamlMapping root)
            return new SweepLoad(null, [document.Place.Error("TYPE", "A sweep must be a mapping of keys.", "Begin with sweep: NAME.")]);

        var findings = new List<Finding>();
        if (StudyLists.Are(root))
            StudyLists.Translate(root, findings);
        var definition = Read(new SweepNodes(root, findings));
        if (definition.Base.Length > 0 && baseExists?.Invoke(definition.Base) == false)
            findings.Add(root.Find("base")!.Place.Error("REF", $"The base configuration {definition.Base} cannot be read.", "Name a configuration of at most 1 MiB; its path begins at the sweep file."));
        var sorted = ConfigurationLoader.Sort(findings);
        return new SweepLoad(sorted.Exists(finding => finding.Severity == Severity.Error) ? null : definition, sorted);
    }

    private static SweepDefinition Read(SweepNodes nodes)
    {
        ReportUnknown(nodes);
        var vary = new AxisReader(nodes.Findings);
        var axes = vary.Read(nodes.Root.Find("vary"));
        var extras = StudyLists.ExtraCases(nodes.Root, vary);
        var keys = axes.SelectMany(axis => axis.Keys).Concat(extras.SelectMany(extra => extra.Values.Keys)).Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count == 0 && nodes.Findings.Count == 0)
            nodes.Refuse(nodes.Root.Place, "TYPE", "vary names no key.", "Write for example vary: [{ key: radiation.TM_K, values: [4000, 5000] }].");

        return new SweepDefinition
        {
            Name = Name(nodes),
            Base = nodes.Text("base", "Write the configuration that all runs begin from, for example base: base.yml.") ?? "",
            Axes = RandomSample.Replace(axes, vary.Ranges, nodes),
            ExtraCases = extras,
            Exclusions = [.. nodes.List("exclude").Select(node => PointFilter.Parse(node, keys, nodes.Findings)).OfType<PointFilter>()],
            Replicas = (int)(nodes.Integer("replicas", 1, ReplicasMax) ?? 1),
            Title = nodes.Root.Find("title") is null ? null : SweepTitle.Check(nodes, keys),
            Parallel = (int?)nodes.Integer("parallel", 1, ParallelMax),
            Retries = (int)(nodes.Integer("retries", 0, RetriesMax) ?? 0),
            Collect = nodes.Root.Find("collect") is null ? CollectedByDefault : [.. nodes.Words("collect").Distinct(StringComparer.Ordinal)],
        };
    }

    private static Finding? FindingOf(string key, SweepValue value) => KeyCatalogue.Check(key, value.Text) is { } wrong
        ? new Place(value.Place.File, value.Place.Line, value.Place.Column).Error(wrong.IsRange ? "RANGE" : "TYPE", wrong.Message, wrong.Advice)
        : null;

    internal static SweepPlace PlaceOf(Place place) => new(place.File, place.Line, place.Column);

    // The name becomes a directory, so it has to be one everywhere.
    private static string Name(SweepNodes nodes)
    {
        var name = nodes.Text("sweep", "Write a name, for example sweep: temperature.") ?? "";
        if (name.Length > 0 && !FileName().IsMatch(name))
            nodes.Refuse(nodes.Root.Find("sweep")!.Place, "TYPE", $"\"{name}\" cannot name a sweep.", "Use up to 64 letters, digits, points, hyphens and underscores, beginning with a letter or digit.");
        return name;
    }

    private static void ReportUnknown(SweepNodes nodes)
    {
        foreach (var name in nodes.Root.Names.Where(name => !Names.Contains(name, StringComparer.Ordinal) && !name.StartsWith('_') && !StudyLists.IsKnown(name)))
        {
            var near = NearestName.Of(name, Names);
            nodes.Refuse(nodes.Root.PlaceOf(name), "KEY001", $"{name} is not a setting of a sweep.", near is null ? $"Known are {string.Join(", ", Names)}." : $"Did you mean {near}?");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
