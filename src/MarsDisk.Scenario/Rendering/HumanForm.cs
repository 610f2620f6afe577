using System.Globalization;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Rendering;

/// <summary>Diagnostics for people: the sentence, the place with its line and carets, and what would have been accepted.</summary>
public static class HumanForm
{
    /// <summary>Prints a diagnostic.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="name">Name of the source as the person gave it.</param>
    /// <param name="source">Its bytes.</param>
    public static void Write(TextWriter output, Diagnostic diagnostic, string name, ISourceText source)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(diagnostic);

        var advice = AdviceOf(diagnostic);
        output.WriteLine($"{DiagnosticWords.Of(diagnostic.Severity)}[{diagnostic.Code}]: {diagnostic.Message}");
        WritePlace(output, name, source, diagnostic.At, advice);
        if (diagnostic.Trace.Count > 0)
            output.WriteLine($"  while reading: {DiagnosticWords.While(diagnostic.Trace)}");
        if (diagnostic.Expected is { Alternatives.Count: > 0 } expected)
            output.WriteLine($"  expected: {DiagnosticWords.Of(expected)}");
        foreach (var (at, text) in diagnostic.Notes)
        {
            if (at is null && ReferenceEquals(text, advice))
                continue;
            output.WriteLine($"  note: {text}");
            if (at is { } place)
                WritePlace(output, name, source, place, advice: null);
        }

        foreach (var fix in diagnostic.FixIts.Where(fix => fix.At != diagnostic.At || advice is null))
            output.WriteLine($"  fix: {DiagnosticWords.Of(fix)} at {Place(fix.At.StartLine, fix.At.StartColumn)}");
    }

    // The remark under the carets: the first note without a place, else what a fix of the place would do.
    private static string? AdviceOf(Diagnostic diagnostic)
    {
        foreach (var (at, text) in diagnostic.Notes)
        {
            if (at is null)
                return text;
        }

        return diagnostic.FixIts.FirstOrDefault(fix => fix.At.Start == diagnostic.At.Start) is { } fix ? DiagnosticWords.Of(fix) : null;
    }

    private static void WritePlace(TextWriter output, string name, ISourceText source, in SourceSpan at, string? advice)
    {
        var shown = Excerpt.Of(source, at);
        var number = shown.Line.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"  --> {name}:{Place(shown.Line, shown.Column)} (byte {at.Start.ToString(CultureInfo.InvariantCulture)})");
        output.WriteLine($"  {number} | {shown.Text}".TrimEnd());
        var carets = new string(' ', shown.CaretStart) + new string('^', shown.CaretCount);
        output.WriteLine($"  {new string(' ', number.Length)} | {carets}{(advice is null ? "" : " " + advice)}");
    }

    private static string Place(long line, int column) => string.Create(CultureInfo.InvariantCulture, $"{line}:{column}");
}
