using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using MarsDisk.Cli.Running.Reading;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>What a command found in a scenario, in the form that was asked for.</summary>
/// <param name="Command">Name of the command, for example <c>scenario check</c>.</param>
/// <param name="Settings">How it was read.</param>
/// <param name="Diagnostics">All that is wrong, in order.</param>
/// <param name="Meta">Counts of the parse.</param>
/// <param name="ExitCode">Exit code of the command.</param>
internal sealed record ScenarioAnswer(
    string Command, ReadSettings Settings, IReadOnlyList<Diagnostic> Diagnostics, StreamMeta Meta, int ExitCode)
{
    /// <summary>Name of the document's schema.</summary>
    public string Schema { get; init; } = "marsdisk.scenario";

    /// <summary>Writes further members of the document; null: there are none.</summary>
    public Action<Utf8JsonWriter>? Further { get; init; }

    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Diagnostics for people go to the second writer, documents to the first.</summary>
    public void Print(TextWriter answer, TextWriter messages, ISourceText text)
    {
        switch (Settings.Form)
        {
            case AnswerForm.Json:
                answer.WriteLine(Written(WriteDocument));
                break;
            case AnswerForm.Editor:
                var uri = Settings.Source == "-" ? "stdin:" : ScenarioInput.IsSocket(Settings.Source) ? Settings.Source : new Uri(Path.GetFullPath(Settings.Source)).AbsoluteUri;
                var form = new EditorForm(uri, text, EditorColumns.Utf16);
                answer.WriteLine(Written(json => form.Write(json, Diagnostics)));
                break;
            default:
                foreach (var diagnostic in Diagnostics)
                    HumanForm.Write(messages, diagnostic, Settings.Name, text);
                break;
        }
    }

    private void WriteDocument(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("schema_version", 1);
        json.WriteString("command", Command);
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in Diagnostics)
            JsonForm.Write(json, diagnostic);
        json.WriteEndArray();
        json.WriteStartObject("summary");
        json.WriteStartObject("stats");
        json.WriteNumber("units", Meta.Units);
        json.WriteNumber("rows", Meta.Rows);
        json.WriteNumber("bytes", Meta.ConsumedBytes);
        json.WritePropertyName("stream_meta");
        JsonForm.Write(json, Meta);
        WriteConfiguration(json, Settings.Config.RunConfig);
        json.WriteEndObject();
        json.WriteEndObject();
        Further?.Invoke(json);
        json.WriteNumber("exit_code", ExitCode);
        json.WriteEndObject();
    }

    private static void WriteConfiguration(Utf8JsonWriter json, RunConfig config)
    {
        json.WriteStartObject("run_config");
        json.WriteBoolean("require_eof", config.RequireEof);
        json.WriteBoolean("packrat", config.Packrat);
        json.WriteBoolean("merge_warnings", config.MergeWarnings);
        json.WriteNumber("max_depth", config.MaxDepth);
        json.WriteStartObject("extensions");
        foreach (var (key, map) in config.Extensions.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            ExtensionForm.Write(json, key, map.Values);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Layout))
            write(json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
