using System.Globalization;
using System.Text.Json.Nodes;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Keys.Types;

/// <summary>What became of a value: the typed one, or the problem; a note when an old word was understood.</summary>
internal readonly record struct Reading(object? Value, string? Problem, string? Advice, string? Note = null)
{
    public static Reading Accept(object? value) => new(value, null, null);

    public static Reading Refuse(string problem, string? advice = null) => new(null, problem, advice);
}

/// <summary>How the values of a key are read. Numbers are checked against the bounds of the key by its owner.</summary>
internal abstract class KeyType
{
    /// <summary>The type as the key reference shows it.</summary>
    public abstract string Name { get; }

    /// <summary>Words that are values, in the order of the reference; none for free text and numbers.</summary>
    public virtual IReadOnlyList<string> Words => [];

    public KeyType OrNull => new NullableType(this);

    public abstract Reading Read(YamlNode node);

    /// <summary>The values as a JSON Schema describes them to an editor. Spellings that are only understood stay out.</summary>
    public abstract JsonObject ToSchema();

    protected static JsonObject SchemaOf(string type) => new() { ["type"] = type };

    protected static string Show(YamlNode node) => node switch
    {
        YamlScalar { IsPlain: true, Text: "" } => "empty",
        YamlScalar scalar => $"\"{(scalar.Text.Length > 60 ? scalar.Text[..60] + "…" : scalar.Text)}\"",
        YamlMapping => "a mapping",
        _ => "a list",
    };
}

/// <summary>A type whose values may also be null.</summary>
internal sealed class NullableType(KeyType inner) : KeyType
{
    public KeyType Inner => inner;

    public override string Name => inner.Name + "?";

    public override IReadOnlyList<string> Words => [.. inner.Words, "null"];

    public override Reading Read(YamlNode node) => node.IsNull ? Reading.Accept(null) : inner.Read(node);

    public override JsonObject ToSchema() => new() { ["anyOf"] = new JsonArray(inner.ToSchema(), SchemaOf("null")) };
}

/// <summary>A number; words such as auto may stand for one.</summary>
internal sealed class NumberType(params string[] words) : KeyType
{
    public override string Name => string.Join(" | ", ["number", .. words]);

    public override IReadOnlyList<string> Words => words;

    public override Reading Read(YamlNode node)
    {
        if (node is YamlScalar scalar && words.Contains(scalar.Text, StringComparer.Ordinal))
            return Reading.Accept(scalar.Text);
        return Parse(node) is { } number
            ? Reading.Accept(number)
            : Reading.Refuse($"must be {Name.Replace("number", "a number", StringComparison.Ordinal)}, and is {Show(node)}");
    }

    public override JsonObject ToSchema() => words.Length == 0
        ? SchemaOf("number")
        : new JsonObject
        {
            ["anyOf"] = new JsonArray(
                SchemaOf("number"),
                new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }),
        };

    /// <summary>Numbers, numeric strings, and true and false as 1 and 0.</summary>
    public static double? Parse(YamlNode node)
    {
        if (node is not YamlScalar scalar)
            return null;
        return YamlWords.Number(scalar.Text.Trim()) ?? YamlWords.Boolean(scalar.Text) switch
        {
            true => 1.0,
            false => 0.0,
            null => null,
        };
    }
}

/// <summary>A whole number; a number with a fraction of zero and a numeric string are understood.</summary>
internal sealed class IntegerType(long low, long high) : KeyType
{
    public override string Name => "integer";

    public override Reading Read(YamlNode node)
    {
        if (node is not YamlScalar scalar)
            return Reading.Refuse($"must be an integer, and is {Show(node)}");

        var text = scalar.Text.Trim();
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            if (YamlWords.Number(text) is not { } number || Math.Floor(number) != number || Math.Abs(number) > 9e15)
                return Reading.Refuse($"must be an integer, and is {Show(node)}");
            value = (long)number;
        }

        return value < low || value > high
            ? Reading.Refuse($"must lie between {low} and {high}, and is {value}")
            : Reading.Accept(value);
    }

    public override JsonObject ToSchema() => SchemaOf("integer");
}

/// <summary>True or false, with the words that the reference takes for them.</summary>
internal sealed class FlagType : KeyType
{
    public override string Name => "boolean";

    public override IReadOnlyList<string> Words => ["true", "false"];

    public override Reading Read(YamlNode node)
    {
        var word = node is YamlScalar scalar ? scalar.Text.ToUpperInvariant() : "";
        return word switch
        {
            "TRUE" or "YES" or "ON" or "T" or "Y" or "1" or "1.0" => Reading.Accept(true),
            "FALSE" or "NO" or "OFF" or "F" or "N" or "0" or "0.0" => Reading.Accept(false),
            _ => Reading.Refuse($"must be true or false, and is {Show(node)}"),
        };
    }

    public override JsonObject ToSchema() => SchemaOf("boolean");
}

/// <summary>Text or a path. A plain number is refused, because its digits may not be what was meant.</summary>
internal sealed class TextType(string name) : KeyType
{
    public override string Name => name;

    public override Reading Read(YamlNode node)
    {
        if (node is not YamlScalar scalar || node.IsNull)
            return Reading.Refuse($"must be text, and is {(node.IsNull ? "null" : Show(node))}");
        if (scalar.IsPlain && (YamlWords.Boolean(scalar.Text) ?? (object?)YamlWords.Number(scalar.Text)) is not null)
            return Reading.Refuse($"must be text, and is {scalar.Text}", $"Write '{scalar.Text}' in quotes.");
        return Reading.Accept(scalar.Text);
    }

    public override JsonObject ToSchema() => SchemaOf("string");
}
