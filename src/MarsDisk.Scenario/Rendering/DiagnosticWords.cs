using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Rendering;

/// <summary>The words of a diagnostic, the same in every form.</summary>
public static class DiagnosticWords
{
    /// <summary>A severity.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "info",
        _ => "hint",
    };

    /// <summary>Something that would have been accepted: words as they are, other text in quotes, classes by name.</summary>
    public static string Of(Expectation expectation) => expectation.Kind switch
    {
        ExpectationKind.Eof => expectation.Text.Length == 0 ? "end of the source" : expectation.Text,
        ExpectationKind.Not => "not " + expectation.Text,
        ExpectationKind.Token when !IsWord(expectation.Text) => $"\"{expectation.Text}\"",
        _ => expectation.Text,
    };

    /// <summary>All that would have been accepted, as one list.</summary>
    public static string Of(ExpectationSummary expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var list = string.Join(", ", expected.Alternatives.Select(Of));
        return expected.Omitted > 0 ? $"{list} ({expected.Omitted} more)" : list;
    }

    /// <summary>What a change of the source does.</summary>
    public static string Of(FixIt fix) => fix switch
    {
        FixIt.Insert insert => $"insert \"{OneLine(insert.Text)}\"",
        FixIt.Replace replace => $"replace by \"{OneLine(replace.Text)}\"",
        _ => "remove this",
    };

    /// <summary>What was being read, the innermost three.</summary>
    public static string While(IReadOnlyList<(string Label, SourceSpan At)> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return string.Join(" > ", trace.Skip(trace.Count - 3).Select(open => open.Label));
    }

    private static bool IsWord(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static string OneLine(string text) => text.TrimEnd('\n').Replace("\n", "\\n", StringComparison.Ordinal);
}
