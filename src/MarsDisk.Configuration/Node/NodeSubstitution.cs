using System.Text;
using MarsDisk.Configuration.Hocon;

namespace MarsDisk.Configuration.Node;

/// <summary>Replaces <c>${a.key}</c> and <c>${?A_VARIABLE}</c> by the merged value of the key, else by the variable.</summary>
internal sealed class NodeSubstitution(
    IReadOnlyDictionary<string, List<NodeAssignment>> merged, IReadOnlyDictionary<string, string> variables,
    ICollection<Finding> findings)
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>
    /// The text of the last assignment that has one, and that assignment. An optional substitution of nothing leaves the
    /// value of the layer below.
    /// </summary>
    public (string? Text, NodeAssignment Source) Resolve(string path)
    {
        var assignments = merged[path];
        _open.Add(path);
        try
        {
            for (var at = assignments.Count - 1; at >= 0; at--)
            {
                var (text, isAbsent) = TextOf(assignments[at]);
                if (!isAbsent)
                    return (text, assignments[at]);
            }

            return (null, assignments[0]);
        }
        finally
        {
            _open.Remove(path);
        }
    }

    private (string? Text, bool IsAbsent) TextOf(NodeAssignment assignment)
    {
        if (assignment.Value is not HoconScalar scalar)
        {
            findings.Add(assignment.Value.Place.Error("TYPE", $"{assignment.Path} must be one value, and is a list."));
            return (null, false);
        }

        var text = new StringBuilder();
        foreach (var part in scalar.Parts)
        {
            if (part.Substitution is null)
                text.Append(part.Text);
            else if (Substitute(part) is { } found)
                text.Append(found);
            else if (part.IsOptional && scalar.Parts.Count == 1)
                return (null, true);
            else if (!part.IsOptional)
                return (null, false);
        }

        return (text.ToString(), false);
    }

    private string? Substitute(HoconPart part)
    {
        var path = part.Substitution!;
        if (_open.Contains(path))
        {
            findings.Add(part.Place.Error("SUBST", $"${{{path}}} refers to itself."));
            return null;
        }

        var text = merged.ContainsKey(path) ? Resolve(path).Text : variables.GetValueOrDefault(path);
        if (text is null && !part.IsOptional)
        {
            findings.Add(part.Place.Error(
                "SUBST", $"${{{path}}} is neither a key nor a variable of the environment.",
                $"Write ${{?{path}}} where it may be missing."));
        }

        return text;
    }
}
