using System.Text;
using System.Text.Json;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Rendering;

/// <summary>How an editor counts inside a line.</summary>
public enum EditorColumns : byte
{
    /// <summary>UTF-16 units, the default of the protocol.</summary>
    Utf16,

    /// <summary>UTF-8 bytes, if the editor offers it.</summary>
    Utf8,
}

/// <summary>Diagnostics for editors: the shapes of the language server protocol 3.17, positions from 0.</summary>
/// <param name="uri">Of the document.</param>
/// <param name="source">Its bytes, to count the units of a line.</param>
/// <param name="columns">How the editor counts.</param>
public sealed class EditorForm(string uri, ISourceText source, EditorColumns columns)
{
    /// <summary>Writes the parameters of <c>textDocument/publishDiagnostics</c>.</summary>
    public void Write(Utf8JsonWriter output, IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(diagnostics);
        output.WriteStartObject();
        output.WriteString("uri", uri);
        output.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
            Write(output, diagnostic);
        output.WriteEndArray();
        output.WriteEndObject();
    }

    /// <summary>Writes one diagnostic; the fix-its are in its data.</summary>
    public void Write(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(diagnostic);
        output.WriteStartObject();
        WriteRange(output, "range", diagnostic.At);
        output.WriteNumber("severity", 1 + (int)diagnostic.Severity);
        output.WriteString("code", diagnostic.Code);
        output.WriteString("source", "marsdisk");
        output.WriteString("message", MessageOf(diagnostic));
        WriteRelated(output, diagnostic);
        WriteData(output, diagnostic);
        output.WriteEndObject();
    }

    /// <summary>Writes a range as a member.</summary>
    public void WriteRange(Utf8JsonWriter output, string name, in SourceSpan at)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteStartObject(name);
        WritePosition(output, "start", at.Start, at.StartLine, at.StartColumn);
        WritePosition(output, "end", at.End, at.EndLine, at.EndColumn);
        output.WriteEndObject();
    }

    private static string MessageOf(Diagnostic diagnostic)
        => diagnostic.Expected is { Alternatives.Count: > 0 } expected
            ? $"{diagnostic.Message}\nexpected: {DiagnosticWords.Of(expected)}"
            : diagnostic.Message;

    private void WritePosition(Utf8JsonWriter output, string name, long offset, long line, int column)
    {
        output.WriteStartObject(name);
        output.WriteNumber("line", line - 1);
        output.WriteNumber("character", columns == EditorColumns.Utf8 ? column - 1 : UnitsBefore(offset, column - 1));
        output.WriteEndObject();
    }

    // What is not valid UTF-8 counts as the replacement characters that an editor shows for it.
    private int UnitsBefore(long offset, int bytes)
    {
        var text = new byte[bytes];
        var read = source.Read(offset - bytes, text);
        return read == bytes ? Encoding.UTF8.GetCharCount(text) : bytes;
    }

    private void WriteRelated(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        output.WriteStartArray("relatedInformation");
        foreach (var (at, text) in diagnostic.Notes)
        {
            output.WriteStartObject();
            output.WriteStartObject("location");
            output.WriteString("uri", uri);
            WriteRange(output, "range", at ?? diagnostic.At);
            output.WriteEndObject();
            output.WriteString("message", text);
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private void WriteData(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        output.WriteStartObject("data");
        output.WriteStartArray("fix_its");
        foreach (var fix in diagnostic.FixIts)
        {
            output.WriteStartObject();
            output.WriteString("title", DiagnosticWords.Of(fix));
            WriteRange(output, "range", fix is FixIt.Insert ? fix.At with { End = fix.At.Start, EndLine = fix.At.StartLine, EndColumn = fix.At.StartColumn } : fix.At);
            output.WriteString("newText", JsonForm.TextOf(fix) ?? "");
            output.WriteEndObject();
        }

        output.WriteEndArray();
        if (diagnostic.Stream is { } stream)
        {
            output.WritePropertyName("stream_meta");
            JsonForm.Write(output, stream);
        }

        output.WriteEndObject();
    }
}
