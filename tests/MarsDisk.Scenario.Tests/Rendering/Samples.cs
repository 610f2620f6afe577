using System.Collections.Immutable;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;

namespace MarsDisk.Scenario.Tests.Rendering;

/// <summary>Sources with one mistake each, and the diagnostics that belong to them.</summary>
internal static class Samples
{
    public static readonly IReadOnlyList<string> Names =
        ["missing-unit", "unclosed-block", "wide-characters", "tabs", "controls", "long-line", "several-lines", "end-of-source", "no-text"];

    public static (byte[] Source, Diagnostic Diagnostic) Of(string name) => name switch
    {
        "missing-unit" => MissingUnit(),
        "unclosed-block" => UnclosedBlock(),
        "wide-characters" => Marked("log \"質量 e\u0301 🚀\" ‹until›", "unexpected word"),
        "tabs" => Marked("\tset\tx\t‹y›", "expected \"=\""),
        "controls" => Marked("log \"a\u001b[31m\u202e ‹b›\"", "not here"),
        "long-line" => Marked(new string('a', 300) + " ‹wrong› " + new string('b', 300), "too long to be shown whole"),
        "several-lines" => Marked("log ‹\"open\nclosed\"›", "a string ends in its line"),
        "end-of-source" => Marked("run \"a\" {\n‹›", "the source ends here"),
        _ => ([], Error("not kept", new SourceSpan(500, 503, 9, 4, 9, 7))),
    };

    public static string Human(string name)
    {
        var (source, diagnostic) = Of(name);
        var text = new StringWriter { NewLine = "\n" };
        HumanForm.Write(text, diagnostic, name + ".scenario", new MemoryText(source));
        return text.ToString();
    }

    public static (byte[] Source, Diagnostic Diagnostic) MissingUnit()
    {
        var source = Encoding.UTF8.GetBytes("scenario \"cooling\" version 1\nrun \"a\" {\n  at 0.5 set radiation.TM_K = 3500 K\n}\n");
        var at = new SourceSpan(48, 51, 3, 10, 3, 13);
        string[] units = ["d", "day", "h", "kyr", "min", "ms", "Myr", "orbit"];
        return (source, new Diagnostic("scn.syntax.expected", Severity.Error, "expected a unit of time after \"0.5\", found \"set\"", at)
        {
            Notes = [(null, "insert a unit, for example \"yr\"")],
            FixIts = [new FixIt.Insert(at, "yr ")],
            Trace = [("run \"a\"", new SourceSpan(29, 38, 2, 1, 2, 10)), ("at", new SourceSpan(41, 43, 3, 3, 3, 5))],
            Expected = new ExpectationSummary(
                "parse.expected", ["a unit of time", "set"], "expected a unit of time after \"0.5\", found \"set\"", "after \"0.5\"",
                [.. units.Select(unit => new Expectation(ExpectationKind.Keyword, unit))], 2),
        });
    }

    private static (byte[] Source, Diagnostic Diagnostic) UnclosedBlock()
    {
        var source = Encoding.UTF8.GetBytes("scenario \"a\" version 1\nconfig {\n  x = 1\n");
        var end = new SourceSpan(40, 40, 4, 1, 4, 1);
        return (source, new Diagnostic("scn.eof.unclosed_block", Severity.Error, "the source ends inside a block", end)
        {
            SeverityHint = SeverityHint.Rollback,
            Notes = [(new SourceSpan(23, 31, 2, 1, 2, 9), "opened here")],
            FixIts = [new FixIt.Insert(end, "}\n")],
            Extensions = ImmutableDictionary<string, object?>.Empty.Add("recover", new ExtensionMap(
                ImmutableDictionary<string, object?>.Empty.Add("action", "insert").Add("mode", "collect").Add("notes", true).Add("count", 1))),
        });
    }

    // The marks ‹ and › stand around the place and are taken out.
    private static (byte[] Source, Diagnostic Diagnostic) Marked(string marked, string message)
    {
        var from = PositionOf(marked[..marked.IndexOf('‹', StringComparison.Ordinal)]);
        var to = PositionOf(marked[..marked.IndexOf('›', StringComparison.Ordinal)].Replace("‹", "", StringComparison.Ordinal));
        var source = Encoding.UTF8.GetBytes(marked.Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal) + "\nnext\n");
        return (source, Error(message, SourceSpan.At(from).To(SourceSpan.At(to))));
    }

    private static Position PositionOf(string before)
    {
        var lines = before.Split('\n');
        return new Position(Encoding.UTF8.GetByteCount(before), lines.Length, 1 + Encoding.UTF8.GetByteCount(lines[^1]));
    }

    private static Diagnostic Error(string message, SourceSpan at) => new("scn.syntax.expected", Severity.Error, message, at);
}
