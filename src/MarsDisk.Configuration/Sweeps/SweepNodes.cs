using MarsDisk.Configuration.Keys.Types;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Sweeps;

/// <summary>Reads single entries of a mapping and notes what is wrong with them.</summary>
internal sealed class SweepNodes(YamlMapping root, List<Finding> findings)
{
    public YamlMapping Root { get; } = root;

    public List<Finding> Findings { get; } = findings;

    public void Refuse(Place place, string code, string message, string? advice = null) => Findings.Add(place.Error(code, message, advice));

    /// <summary>A text that must be there; null after a finding.</summary>
    public string? Text(string name, string advice)
    {
        if (Root.Find(name) is YamlScalar { IsNull: false, Text.Length: > 0 } scalar)
            return scalar.Text;
        if (Root.Find(name) is { } other)
            Refuse(other.Place, "TYPE", $"{name} must be text.", advice);
        else
            Refuse(Root.Place, "TYPE", $"{name} is missing.", advice);
        return null;
    }

    /// <summary>A whole number within bounds; null when it is absent, or after a finding.</summary>
    public long? Integer(string name, long low, long high)
    {
        if (Root.Find(name) is not { } node)
            return null;
        var reading = new IntegerType(low, high).Read(node);
        if (reading.Problem is not null)
            Refuse(node.Place, "TYPE", $"{name} {reading.Problem}.");
        return (long?)reading.Value;
    }

    /// <summary>A finite number that must be there; null after a finding.</summary>
    public double? Number(string name)
    {
        if (Root.Find(name) is not { } node)
            Refuse(Root.Place, "TYPE", $"{name} is missing.", $"Write a number, for example {name}: 1.0.");
        else if (NumberType.Parse(node) is not { } number || !double.IsFinite(number))
            Refuse(node.Place, "TYPE", $"{name} must be a finite number.");
        else
            return number;
        return null;
    }

    /// <summary>The items of a list; empty when it is absent, or after a finding.</summary>
    public IReadOnlyList<YamlNode> List(string name)
    {
        var node = Root.Find(name);
        if (node is null or YamlSequence)
            return (node as YamlSequence)?.Items ?? [];
        if (!node.IsNull)
            Refuse(node.Place, "TYPE", $"{name} must be a list.", $"Write it in brackets, for example {name}: [ … ].");
        return [];
    }

    /// <summary>The items of a list of words.</summary>
    public IEnumerable<string> Words(string name)
    {
        foreach (var item in List(name))
        {
            if (item is YamlScalar { IsNull: false } word)
                yield return word.Text;
            else
                Refuse(item.Place, "TYPE", $"{name} must be a list of words.");
        }
    }
}
