using System.Text.Json;
using System.Text.Json.Nodes;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>Diagnostics of a scenario as an editor shows them, and their fix-its as actions.</summary>
internal static class ScenarioProblems
{
    private const int ShownMax = 1000;      // more help nobody, and an editor draws each of them

    /// <summary>The diagnostics of a document.</summary>
    public static IReadOnlyList<Problem> Of(IEnumerable<Diagnostic> diagnostics, string uri, PositionMapper map, StreamMeta? meta)
    {
        var data = meta is null ? null : DataOf(meta);
        return [.. diagnostics.Take(ShownMax).Select(each => Of(each, uri, map) with { Data = data?.DeepClone() })];
    }

    /// <summary>The changes that the diagnostics offer.</summary>
    public static IReadOnlyList<CodeAction> ActionsOf(IEnumerable<Diagnostic> diagnostics, string uri, PositionMapper map)
        => [.. diagnostics.SelectMany(each => each.FixIts.Select(fix => new CodeAction(
            TitleOf(fix), "quickfix", [Of(each, uri, map)], new WorkspaceEdit(
                new Dictionary<string, IReadOnlyList<RangeEdit>>(StringComparer.Ordinal) { [uri] = [EditOf(fix, map)] }))))];

    // The same words as on the command line: the message, and what was expected.
    private static Problem Of(Diagnostic diagnostic, string uri, PositionMapper map)
    {
        var message = diagnostic.Expected is { Alternatives.Count: > 0 } expected
            ? $"{diagnostic.Message}\nexpected: {DiagnosticWords.Of(expected)}"
            : diagnostic.Message;
        var related = diagnostic.Notes.Where(note => note.At is not null)
            .Select(note => new RelatedInformation(new TextLocation(uri, map.RangeOf(note.At!.Value)), note.Text)).ToList();
        message += string.Concat(diagnostic.Notes.Where(note => note.At is null).Select(note => "\n" + note.Text));
        return new Problem(map.RangeOf(diagnostic.At), (ProblemSeverity)(1 + (int)diagnostic.Severity), diagnostic.Code, message)
        {
            RelatedInformation = related.Count > 0 ? related : null,
        };
    }

    private static string TitleOf(FixIt fix)
    {
        var words = DiagnosticWords.Of(fix);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static RangeEdit EditOf(FixIt fix, PositionMapper map) => fix switch
    {
        FixIt.Insert insert => new RangeEdit(map.RangeOf(insert.At.Start, insert.At.Start), insert.Text),
        FixIt.Replace replace => new RangeEdit(map.RangeOf(replace.At), replace.Text),
        _ => new RangeEdit(map.RangeOf(fix.At), ""),
    };

    private static JsonObject DataOf(StreamMeta meta)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            JsonForm.Write(json, meta);
        return new JsonObject { ["stream_meta"] = JsonNode.Parse(stream.ToArray()) };
    }
}
