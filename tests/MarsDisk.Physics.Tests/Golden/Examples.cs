using System.Text.Json;

namespace MarsDisk.Physics.Tests.Golden;

/// <summary>One worked example: what goes in, what must come out, and how closely.</summary>
public sealed record Example(string Name, JsonElement Inputs, JsonElement Outputs, double RelativeTolerance, double AbsoluteTolerance);

/// <summary>The worked examples of the physics specification and the unit-level reference values, read once.</summary>
public static class Examples
{
    private static readonly Dictionary<string, Example> ByName = ReadAll();

    /// <summary>The example of that name; fails when there is none.</summary>
    public static Example Named(string name) =>
        ByName.TryGetValue(name, out var example)
            ? example
            : throw new ArgumentException($"There is no worked example called '{name}'.", nameof(name));

    /// <summary>The names that begin with a prefix, in the order of the file; a source of theory rows.</summary>
    public static TheoryData<string> NamesBeginningWith(string prefix) =>
        [.. ByName.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>A whole file of the folder Golden, for example <c>unit/phase.json</c>.</summary>
    public static JsonElement File(string relativePath) => JsonDocument.Parse(System.IO.File.ReadAllText(PathOf(relativePath))).RootElement;

    /// <summary>Where a file of the folder Golden lies beside the test assembly.</summary>
    public static string PathOf(string relativePath) => Path.Combine(AppContext.BaseDirectory, "Golden", relativePath);

    private static Dictionary<string, Example> ReadAll() =>
        File("physics-examples.json").EnumerateArray().Select(Read).ToDictionary(example => example.Name, StringComparer.Ordinal);

    private static Example Read(JsonElement element)
    {
        var tolerance = element.GetProperty("tolerance");
        return new Example(
            element.GetProperty("name").GetString()!,
            element.GetProperty("inputs"),
            element.GetProperty("outputs"),
            tolerance.TryGetProperty("rel", out var relative) ? relative.Number() : 0,
            tolerance.TryGetProperty("abs", out var absolute) ? absolute.Number() : 0);
    }
}
