using System.Globalization;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Checks;

/// <summary>Reports what is wrong with a part of a frame. In the first pass it is only known that something is.</summary>
internal static class Finding
{
    /// <summary>Ends the frame with an error. Always false.</summary>
    public static bool Error(
        scoped ref FrameCursor cursor, string code, int start, int end, FormattableString message, params ReadOnlySpan<FixIt> fixIts)
    {
        if (cursor.Failures is null)
            return false;
        return cursor.Report(Of(code, cursor.Range(start, end), message) with { FixIts = fixIts.ToArray() });
    }

    /// <summary>An error at a place.</summary>
    public static Diagnostic Of(string code, SourceSpan at, FormattableString message)
        => new(code, Severity.Error, message.ToString(CultureInfo.InvariantCulture), at);

    /// <summary>Something behind the last statement.</summary>
    public static Diagnostic AfterEnd(SourceSpan at, string found)
        => Of("scn.syntax.after_end", at, $"the scenario is complete: only blank lines and comments follow \"end\"") with
        {
            Expected = ExpectationSummaries.Of([new Expectation(ExpectationKind.Eof, "")], found),
        };

    /// <summary>The text of a range, quoted.</summary>
    public static string Quote(scoped ref FrameCursor cursor, int start, int end) => FoundText.Quote(cursor.Bytes[start..end]);

    /// <summary>A time as it is written in canonical form.</summary>
    public static string Show(in Quantity time) => string.Create(CultureInfo.InvariantCulture, $"{time.Value:R} {time.Unit.Text}");
}
