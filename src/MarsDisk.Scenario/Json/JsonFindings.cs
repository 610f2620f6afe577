using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Json;

/// <summary>What is wrong with a line of the twin, as diagnostics.</summary>
internal static class JsonFindings
{
    /// <summary>A byte that is no JSON.</summary>
    public static Diagnostic NoJson(ReadOnlySpan<byte> line, SourceSpan at)
    {
        var index = Math.Min((int)(at.StartColumn - 1), line.Length);
        return Expected([new Expectation(ExpectationKind.Rule, "one JSON object")], FoundText.At(line, index, "the end of the line"), at);
    }

    /// <summary>Something else than what is accepted.</summary>
    public static Diagnostic Expected(IEnumerable<Expectation> expected, string found, SourceSpan at)
    {
        var summary = ExpectationSummaries.Of(expected, found);
        return new Diagnostic("scn.syntax.expected", Severity.Error, summary.Humanized, at) { Expected = summary };
    }

    /// <summary>A part that is larger than a limit.</summary>
    public static Diagnostic Limit(string limit, string what, string setting, long most, long seen, SourceSpan at)
        => new($"scn.limit.{limit}", Severity.Error,
            FormattableString.Invariant($"a {what} has at most {most} ({setting}), found {seen} at byte {at.Start}"), at);
}
