using System.Text.Json.Nodes;
using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Keys.Types;

/// <summary>An old word that stands for a choice.</summary>
internal sealed record Synonym(string Word, string Meaning, bool IsDeprecated);

/// <summary>One of a few words; case counts.</summary>
internal sealed class ChoiceType(IReadOnlyList<string> words, Synonym? synonym) : KeyType
{
    public override string Name => string.Join(" | ", words);

    public override IReadOnlyList<string> Words => words;

    public override Reading Read(YamlNode node)
    {
        if (node is not YamlScalar scalar)
            return Reading.Refuse($"must be one of {List()}, and is {Show(node)}");
        if (words.Contains(scalar.Text, StringComparer.Ordinal))
            return Reading.Accept(scalar.Text);
        if (scalar.Text == synonym?.Word)
            return Reading.Accept(synonym.Meaning) with { Note = Note(synonym) };

        if (node.IsNull && words.Contains("none", StringComparer.Ordinal))
            return Reading.Refuse($"must be one of {List()}, and is null", "An override needs quotes to mean the word: 'none'.");

        var nearest = NearestName.Of(scalar.Text, words);
        return Reading.Refuse($"must be one of {List()}, and is {Show(node)}",
            nearest is null ? null : $"Did you mean {nearest}?");
    }

    public override JsonObject ToSchema() => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    private string List() => string.Join(", ", words);

    private static string? Note(Synonym synonym) =>
        synonym.IsDeprecated ? $"{synonym.Word} is a deprecated word for {synonym.Meaning}" : null;
}
