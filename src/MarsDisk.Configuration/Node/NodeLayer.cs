using MarsDisk.Configuration.Hocon;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Node;

/// <summary>One assignment of a layer: the whole path, the place of its key and the value.</summary>
internal sealed record NodeAssignment(string Path, Place Place, HoconValue Value)
{
    /// <summary>Whether a variable of the environment holds the value.</summary>
    public bool IsVariable { get; init; }
}

/// <summary>Turns files, variables and options into flat lists of assignments.</summary>
internal static class NodeLayer
{
    /// <summary>Root of the settings of the node.</summary>
    public const string Root = "marsdisk";

    /// <summary>Root of the settings of the actor library, which only one of the two runtimes reads.</summary>
    public const string ActorRoot = "akka";

    private const string VariablePrefix = "MARSDISK__";

    /// <summary>All assignments of a HOCON file; a key that occurs twice is an error.</summary>
    public static IReadOnlyList<NodeAssignment> OfFile(string text, string file, ICollection<Finding> findings)
    {
        var leaves = new List<NodeAssignment>();
        Flatten(HoconReader.Read(text, file, findings), "", leaves);
        RefuseTwice(leaves, findings);
        return leaves;
    }

    /// <summary>The section <c>MarsDisk</c> of an appsettings.json; names in any case, with or without dashes.</summary>
    public static IReadOnlyList<NodeAssignment> OfAppSettings(string text, string file, ICollection<Finding> findings) =>
    [
        .. OfFile(text, file, findings)
            .Where(leaf => leaf.Path.StartsWith(Root + ".", StringComparison.OrdinalIgnoreCase))
            .Select(leaf => leaf with { Path = KnownSpelling(leaf.Path) }),
    ];

    /// <summary>Variables <c>MARSDISK__NODE__MEMORY_LIMIT</c> and the like, by name.</summary>
    public static IReadOnlyList<NodeAssignment> OfVariables(IReadOnlyDictionary<string, string> variables) =>
    [
        .. variables.Where(variable => variable.Key.StartsWith(VariablePrefix, StringComparison.Ordinal))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => OfVariable(
                variable, $"{Root}.{variable.Key[VariablePrefix.Length..].Replace("__", ".", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant()}")),
    ];

    /// <summary>Options <c>--set a.b=v</c>; the root may be left out.</summary>
    public static IReadOnlyList<NodeAssignment> OfOptions(IReadOnlyList<string> options, ICollection<Finding> findings)
    {
        var assignments = new List<NodeAssignment>();
        foreach (var option in options)
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                findings.Add(new Place($"--set {option}", 0, 0).Error("HOCON", "Expected KEY=VALUE, such as node.slots=2."));
                continue;
            }

            var (name, text) = (option[..equals].Trim(), option[(equals + 1)..].Trim());
            var isWhole = name.StartsWith(Root + ".", StringComparison.Ordinal) || name.StartsWith(ActorRoot + ".", StringComparison.Ordinal);
            var path = isWhole ? name : $"{Root}.{name}";
            assignments.Add(Plain(path, $"--set {option[..(equals + 1)]}{NodeSecrets.Show(path, option[(equals + 1)..])}", text));
        }

        return assignments;
    }

    private static NodeAssignment OfVariable(KeyValuePair<string, string> variable, string path) =>
        Plain(path, $"{variable.Key}={NodeSecrets.Show(path, variable.Value)}", variable.Value) with { IsVariable = true };

    private static NodeAssignment Plain(string path, string origin, string text)
    {
        var place = new Place(origin, 0, 0);
        return new NodeAssignment(path, place, new HoconScalar(place, [new HoconPart(place, text, null, IsOptional: false, IsQuoted: true)]));
    }

    private static void Flatten(HoconObject value, string prefix, List<NodeAssignment> leaves)
    {
        foreach (var member in value.Members)
        {
            var path = prefix + string.Join('.', member.Path);
            if (member.Value is HoconObject inner)
                Flatten(inner, path + ".", leaves);
            else
                leaves.Add(new NodeAssignment(path, member.Place, member.Value));
        }
    }

    private static void RefuseTwice(List<NodeAssignment> leaves, ICollection<Finding> findings)
    {
        var first = new Dictionary<string, NodeAssignment>(StringComparer.Ordinal);
        foreach (var leaf in leaves)
        {
            if (!first.TryAdd(leaf.Path, leaf))
            {
                findings.Add(leaf.Place.Error(
                    "KEY003", $"{leaf.Path} is given twice in this file; first in line {first[leaf.Path].Place.Line}.", "Keep one of them."));
            }
        }
    }

    private static string KnownSpelling(string path)
    {
        var plain = Plain(path);
        return NodeKey.All.Select(key => $"{Root}.{key.Path}").FirstOrDefault(key => Plain(key) == plain) ?? path;

        static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
    }
}
