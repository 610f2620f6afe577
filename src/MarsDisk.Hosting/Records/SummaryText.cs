using System.Text.Json.Nodes;

namespace MarsDisk.Hosting.Records;

/// <summary>Reads <c>summary.json</c>, which may hold the bare words NaN and Infinity as the reference's does (runner.md Q-13).</summary>
public static class SummaryText
{
    /// <summary>The document; bare words become null.</summary>
    /// <param name="input">The file.</param>
    public static JsonObject Parse(Stream input)
    {
        using var reader = new StreamReader(input);
        var text = reader.ReadToEnd();
        foreach (var word in (ReadOnlySpan<string>)["-Infinity", "Infinity", "NaN"])
        {
            text = text.Replace($": {word},", ": null,", StringComparison.Ordinal)
                .Replace($": {word}\n", ": null\n", StringComparison.Ordinal);
        }

        return JsonNode.Parse(text)!.AsObject();
    }
}
