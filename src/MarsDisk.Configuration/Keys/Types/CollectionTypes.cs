using System.Globalization;
using System.Text.Json.Nodes;
using MarsDisk.Configuration.Yaml;
using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Keys.Types;

/// <summary>A list of finite numbers, of any length or of exactly one.</summary>
internal sealed class NumberListType(int? length) : KeyType
{
    public override string Name => length is null ? "list of numbers" : $"list of {length} numbers";

    public override JsonObject ToSchema()
    {
        var schema = SchemaOf("array");
        schema["items"] = SchemaOf("number");
        if (length is { } count)
            (schema["minItems"], schema["maxItems"]) = (count, count);
        return schema;
    }

    public override Reading Read(YamlNode node)
    {
        var problem = Reading.Refuse($"must be a {Name}, and is {Show(node)}");
        if (node is not YamlSequence sequence || (length is not null && sequence.Items.Count != length))
            return problem;

        var numbers = new double[sequence.Items.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (NumberType.Parse(sequence.Items[i]) is not { } number || !double.IsFinite(number))
                return Reading.Refuse($"must be a {Name}, and entry {i + 1} is {Show(sequence.Items[i])}");
            numbers[i] = number;
        }

        return Reading.Accept(numbers);
    }
}

/// <summary>A mapping from names to finite numbers.</summary>
internal sealed class NumberMapType : KeyType
{
    public override string Name => "mapping to numbers";

    public override JsonObject ToSchema() => new() { ["type"] = "object", ["additionalProperties"] = SchemaOf("number") };

    public override Reading Read(YamlNode node)
    {
        if (node is not YamlMapping mapping)
            return Reading.Refuse($"must be a {Name}, and is {Show(node)}");

        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in mapping.Names)
        {
            if (NumberType.Parse(mapping.Find(name)!) is not { } number || !double.IsFinite(number))
                return Reading.Refuse($"must be a {Name}, and {name} is {Show(mapping.Find(name)!)}");
            numbers[name] = number;
        }

        return Reading.Accept(numbers);
    }
}

/// <summary>A mapping whose values are kept as text and never read.</summary>
internal sealed class TextMapType : KeyType
{
    public override string Name => "mapping";

    public override JsonObject ToSchema() => SchemaOf("object");

    public override Reading Read(YamlNode node)
    {
        if (node is not YamlMapping mapping)
            return Reading.Refuse($"must be a {Name}, and is {Show(node)}");

        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in mapping.Names)
            texts[name] = Flatten(mapping.Find(name)!);
        return Reading.Accept(texts);
    }

    private static string Flatten(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Text,
        YamlSequence sequence => $"[{string.Join(", ", sequence.Items.Select(Flatten))}]",
        YamlMapping mapping => $"{{{string.Join(", ", mapping.Names.Select(name => $"{name}: {Flatten(mapping.Find(name)!)}"))}}}",
        _ => "",
    };
}

/// <summary>Four strength coefficients for each of some velocities above zero.</summary>
internal sealed class StrengthTableType : KeyType
{
    private static readonly NumberListType FourNumbers = new(4);

    public override string Name => "mapping of velocities to 4 numbers";

    public override JsonObject ToSchema() =>
        new() { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = FourNumbers.ToSchema() };

    public override Reading Read(YamlNode node)
    {
        if (node is not YamlMapping mapping || !mapping.Names.Any())
            return Reading.Refuse($"must be a {Name} and not be empty, and is {Show(node)}");

        var rows = new List<StrengthCoefficients>();
        foreach (var name in mapping.Names)
        {
            if (YamlWords.Number(name) is not > 0 || !double.IsFinite(YamlWords.Number(name)!.Value))
                return Reading.Refuse($"must have velocities above 0 as keys, and one is {name}");
            if (FourNumbers.Read(mapping.Find(name)!).Value is not double[] row)
                return Reading.Refuse($"must have four numbers at each velocity, and has others at {name}");
            rows.Add(new StrengthCoefficients(YamlWords.Number(name)!.Value, row[0], row[1], row[2], row[3]));
        }

        rows.Sort((one, other) => one.VRefKms.CompareTo(other.VRefKms));
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].VRefKms == rows[i - 1].VRefKms)
                return Reading.Refuse(string.Create(CultureInfo.InvariantCulture,
                    $"must have each velocity once, and has {rows[i].VRefKms} twice"));
        }

        return Reading.Accept(rows);
    }
}

/// <summary>The segments of a piecewise supply. Their keys are resolved one by one elsewhere.</summary>
internal sealed class SegmentListType : KeyType
{
    public override string Name => "list of segments";

    // The keys of a segment are added by who knows them.
    public override JsonObject ToSchema() => new() { ["type"] = "array", ["items"] = SchemaOf("object") };

    public override Reading Read(YamlNode node) =>
        node is YamlSequence sequence && sequence.Items.TrueForAll(item => item is YamlMapping)
            ? Reading.Accept(sequence)
            : Reading.Refuse($"must be a list of mappings, and is {Show(node)}");
}
