using System.Buffers;
using System.Text;
using System.Text.Json;

using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>A diagnostic as one line of JSON: equal lines say that two diagnostics are equal in everything.</summary>
internal static class DiagnosticLine
{
    public static string Of(Diagnostic diagnostic)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line))
            JsonForm.Write(json, diagnostic with { Stream = null });
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
