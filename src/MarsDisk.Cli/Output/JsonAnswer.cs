using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

using MarsDisk.Configuration;

namespace MarsDisk.Cli.Output;

/// <summary>The answer of a command as one JSON document with its schema (experience.md §2.1).</summary>
internal static class JsonAnswer
{
    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<bool> Option(string description = "One JSON document on standard output") =>
        new("--json") { Description = description };

    /// <summary>Prints the document on one line.</summary>
    /// <param name="schema">Name of its schema.</param>
    /// <param name="members">Its members.</param>
    public static void Print(string schema, params (string Name, object? Value)[] members)
    {
        var document = new Dictionary<string, object?>(StringComparer.Ordinal) { ["schema"] = schema, ["schema_version"] = 1 };
        foreach (var (name, value) in members)
            document[name] = value;
        Console.Out.WriteLine(JsonSerializer.Serialize(document, Layout));
    }

    /// <summary>A finding as a member.</summary>
    public static object Of(Finding finding) => new
    {
        file = finding.File,
        line = finding.Line,
        column = finding.Column,
        code = finding.Code,
        severity = finding.Severity.ToString().ToLowerInvariant(),
        message = finding.Message,
        advice = finding.Advice,
    };
}
