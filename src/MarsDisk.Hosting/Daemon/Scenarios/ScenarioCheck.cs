using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>What was found in a whole scenario file before it was begun: the same as <c>marsdisk scenario check</c> finds.</summary>
/// <param name="Diagnostics">In the order of the source.</param>
/// <param name="Text">The same for people, with the lines of the source.</param>
internal sealed record ScenarioCheck(IReadOnlyList<Diagnostic> Diagnostics, string Text)
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the scenario cannot be run.</summary>
    public bool IsRefused => Diagnostics.Any(found => found.Severity == Severity.Error);

    /// <summary>Reads and binds a file to its end; nothing runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isJson">Whether it is NDJSON.</param>
    /// <param name="settings">Root, name and what is allowed.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ScenarioCheck Of(string path, bool isJson, BinderSettings settings)
    {
        IReadOnlyList<Diagnostic> found;
        using (var feeder = new FileFeeder(path))
        {
            found = ScenarioPrecheck.Check(
                feeder, ScenarioLanguages.Of(isJson, requiresEnd: false), settings, ScenarioLanguages.Settings(isJson, ScenarioPrecheck.Collecting));
        }

        if (found.Count == 0)
            return new ScenarioCheck(found, "");

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var diagnostic in found)
            HumanForm.Write(text, diagnostic, settings.SourceName, new FileText(file));
        return new ScenarioCheck(found, text.ToString());
    }

    /// <summary>As members of an answer.</summary>
    public IDictionary<string, object?> Members() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["diagnostics"] = Diagnostics.Select(Json).ToArray(),
        ["text"] = Text,
    };

    private static JsonNode? Json(Diagnostic diagnostic)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Layout))
            JsonForm.Write(json, diagnostic);
        return JsonNode.Parse(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
