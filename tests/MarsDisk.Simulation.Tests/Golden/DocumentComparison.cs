using System.Globalization;
using System.Text.Json;

namespace MarsDisk.Simulation.Tests.Golden;

/// <summary>Compares a document of ours with one of the reference: every key of theirs, value by value.</summary>
internal sealed class DocumentComparison(IReadOnlySet<string> notCompared, Func<string, double> absolute)
{
    private const double Relative = 1e-9;

    private readonly Comparison _comparison = new(Relative);

    public long Compared => _comparison.Compared;

    /// <summary>Reads text of ours, in which a number without value is a bare word.</summary>
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text.Replace(": NaN", ": null", StringComparison.Ordinal));
        return document.RootElement.Clone();
    }

    public void AssertEqual(JsonElement expected, JsonElement found)
    {
        Compare("", expected, found);
        _comparison.AssertEqual();
    }

    private void Compare(string place, JsonElement expected, JsonElement found)
    {
        if (expected.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in expected.EnumerateObject())
                CompareMember(place.Length == 0 ? member.Name : $"{place}.{member.Name}", member, found);
            return;
        }
        _comparison.Cell(place, Text(expected), Text(found), absolute(place));
    }

    private void CompareMember(string place, JsonProperty expected, JsonElement found)
    {
        if (notCompared.Contains(place))
            return;
        Assert.True(found.TryGetProperty(expected.Name, out var ours), $"The document has no key {place}.");
        Compare(place, expected.Value, ours);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.Array => string.Join(';', value.EnumerateArray().Select(Text)),
        _ => value.ToString(),
    };
}
