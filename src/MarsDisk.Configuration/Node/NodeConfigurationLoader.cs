using System.Reflection;
using MarsDisk.Configuration.Hocon;
using MarsDisk.Configuration.Keys;

namespace MarsDisk.Configuration.Node;

/// <summary>What the settings of a node are read from, besides <c>reference.conf</c>; later ones win.</summary>
/// <param name="Profile">Name of a shipped profile: <c>daemon</c>, <c>cluster</c> or <c>test</c>; null: none.</param>
/// <param name="File">The file of <c>--node-config</c>; null: none.</param>
/// <param name="AppSettings">An appsettings.json; null: none.</param>
/// <param name="Variables">The environment.</param>
/// <param name="Options">Values of <c>--set</c>.</param>
public sealed record NodeSources(
    string? Profile, NamedText? File, NamedText? AppSettings, IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Options)
{
    /// <summary>What may stand under <c>akka</c>; null: nothing, this process has its own actor runtime.</summary>
    public ActorLibrary? ActorLibrary { get; init; }
}

/// <summary>A text with the name that findings call it by.</summary>
/// <param name="Name">File name as the user gave it.</param>
/// <param name="Text">Its content.</param>
public sealed record NamedText(string Name, string Text);

/// <summary>One setting for people.</summary>
/// <param name="Path">Whole path of the key.</param>
/// <param name="Text">Its value as written, substitutions replaced; of a secret only that there is one.</param>
/// <param name="Origin">Who decided it.</param>
public sealed record NodeEntry(string Path, string Text, string Origin);

/// <summary>What came of reading the settings of a node.</summary>
/// <param name="Configuration">The settings; null when a finding is an error.</param>
/// <param name="Entries">Every setting with its origin, in the order of <c>reference.conf</c>.</param>
/// <param name="Findings">Everything there is to say, at once.</param>
public sealed record NodeLoadResult(
    NodeConfiguration? Configuration, IReadOnlyList<NodeEntry> Entries, IReadOnlyList<Finding> Findings);

/// <summary>Reads the settings of a node strictly, from all layers (architecture.md §9.3).</summary>
public static class NodeConfigurationLoader
{
    private const string ReferenceName = "reference.conf";

    /// <summary>Reads, checks and merges all layers.</summary>
    /// <param name="sources">The layers.</param>
    public static NodeLoadResult Load(NodeSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var findings = new List<Finding>();
        var merged = Merge(Layers(sources, findings), sources.ActorLibrary, findings);

        var substitution = new NodeSubstitution(merged, sources.Variables, findings);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var entries = new List<NodeEntry>();
        foreach (var key in NodeKey.All)
        {
            var (text, source) = substitution.Resolve($"{NodeLayer.Root}.{key.Path}");
            if (text is null)
                continue;
            entries.Add(new NodeEntry(source.Path, NodeSecrets.Show(source.Path, text), OriginOf(source)));
            if (NodeSecrets.IsWritten(key, text, source, merged))
            {
                findings.Add(source.Place.Error(
                    "SECRET", $"{source.Path} is a secret and comes from the environment alone.", "Write ${?A_VARIABLE} in its place, and what stood here into that variable."));
            }

            var reading = NodeValues.Read(key, text);
            if (reading.Problem is { } problem)
                findings.Add(source.Value.Place.Error(reading.Code, $"{source.Path} {problem}."));
            else
                values[key.Path] = reading.Value!;
        }

        CheckOrder("pipeline.back-off.min", "pipeline.back-off.max", values, merged, findings);
        CheckOrder("drain.pipelines", "drain.all", values, merged, findings);
        var actors = ActorSettings(sources.ActorLibrary, merged, substitution, entries);
        var isValid = findings.TrueForAll(finding => finding.Severity != Severity.Error);
        return new NodeLoadResult(isValid ? NodeConfiguration.From(values) with { ActorSettings = actors } : null, entries, findings);
    }

    /// <summary>The text of a shipped file: <c>reference</c> or a profile; null when there is none of this name.</summary>
    /// <param name="name">Name without ending.</param>
    public static string? ShippedText(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.conf");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<IReadOnlyList<NodeAssignment>> Layers(NodeSources sources, List<Finding> findings)
    {
        yield return NodeLayer.OfFile(ShippedText("reference")!, ReferenceName, findings);
        if (sources.Profile is { } profile)
        {
            var text = ShippedText(profile) ?? throw new ArgumentException($"There is no profile {profile}.", nameof(sources));
            yield return NodeLayer.OfFile(text, $"{profile}.conf", findings);
        }

        if (sources.File is { } file)
            yield return NodeLayer.OfFile(file.Text, file.Name, findings);
        if (sources.AppSettings is { } settings)
            yield return NodeLayer.OfAppSettings(settings.Text, settings.Name, findings);
        yield return NodeLayer.OfVariables(sources.Variables);
        yield return NodeLayer.OfOptions(sources.Options, findings);
    }

    private static Dictionary<string, List<NodeAssignment>> Merge(
        IEnumerable<IReadOnlyList<NodeAssignment>> layers, ActorLibrary? library, List<Finding> findings)
    {
        var known = NodeKey.All.Select(key => $"{NodeLayer.Root}.{key.Path}").ToHashSet(StringComparer.Ordinal);
        var merged = new Dictionary<string, List<NodeAssignment>>(StringComparer.Ordinal);
        foreach (var assignment in layers.SelectMany(layer => layer))
        {
            var isOfLibrary = library is not null && ActorLibrary.Has(assignment.Path);
            if (isOfLibrary && library!.Check(assignment.Path, assignment.Place) is { } wrong)
            {
                findings.Add(wrong);
            }
            else if (isOfLibrary || known.Contains(assignment.Path))
            {
                if (!merged.TryGetValue(assignment.Path, out var before))
                    merged[assignment.Path] = before = [];
                before.Add(assignment);
            }
            else
            {
                findings.Add(Unknown(assignment, known));
            }
        }

        return merged;
    }

    private static string ActorSettings(
        ActorLibrary? library, Dictionary<string, List<NodeAssignment>> merged, NodeSubstitution substitution, List<NodeEntry> entries)
    {
        var lines = new List<string>();
        foreach (var (path, assignments) in merged.Where(pair => ActorLibrary.Has(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (assignments[^1].Value is HoconArray list)
            {
                lines.Add(library!.Canonical(path, list));
            }
            else if (substitution.Resolve(path) is ({ } text, var source))
            {
                entries.Add(new NodeEntry(path, text, OriginOf(source)));
                lines.Add(library!.Canonical(path, text));
            }
        }
        return string.Join('\n', lines);
    }

    private static Finding Unknown(NodeAssignment assignment, HashSet<string> known)
    {
        if (ActorLibrary.Has(assignment.Path))
        {
            return assignment.Place.Error(
                "KEY001", $"{assignment.Path}: this build has its own actor runtime, which reads no {NodeLayer.ActorRoot} settings.", "Remove it.");
        }

        if (known.Any(key => key.StartsWith(assignment.Path + ".", StringComparison.Ordinal)))
            return assignment.Place.Error("TYPE", $"{assignment.Path} must be an object in braces, and is \"{Show(assignment)}\".");
        var near = NearestName.Of(assignment.Path, known);
        return assignment.Place.Error(
            "KEY001", $"There is no key {assignment.Path}.",
            near is null ? "`marsdisk config show --origins` with a .conf file lists all keys." : $"Did you mean {near}?");
    }

    private static string Show(NodeAssignment assignment) =>
        assignment.Value is HoconScalar scalar ? NodeSecrets.Show(assignment.Path, scalar.ToString()) : "a list";

    private static void CheckOrder(
        string low, string high, Dictionary<string, object> values, Dictionary<string, List<NodeAssignment>> merged, List<Finding> findings)
    {
        if (!values.TryGetValue(low, out var min) || !values.TryGetValue(high, out var max) || (TimeSpan)min <= (TimeSpan)max)
            return;

        var minSource = merged[$"{NodeLayer.Root}.{low}"][^1];
        var maxSource = merged[$"{NodeLayer.Root}.{high}"][^1];
        var place = minSource.Place.File == ReferenceName ? maxSource.Place : minSource.Place;
        findings.Add(place.Error(
            "RULE", $"{low} ({OriginOf(minSource)}) must be at most {high} ({OriginOf(maxSource)})."));
    }

    private static string OriginOf(NodeAssignment source) =>
        source.Place.IsFile ? FormattableString.Invariant($"{source.Place.File}:{source.Place.Line}") : source.Place.File;
}
