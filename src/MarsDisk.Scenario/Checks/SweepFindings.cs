using MarsDisk.Scenario.Blocks;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Checks;

/// <summary>What is wrong with a sweep: ranges, number of runs, places in templates.</summary>
internal static class SweepFindings
{
    public static bool Range(scoped ref FrameCursor cursor, int start, int end, FormattableString message)
        => Finding.Error(ref cursor, "scn.sweep.range", start, end, message);

    /// <summary>The number of runs with one more axis; false and a finding beyond the limit. Nothing is expanded.</summary>
    public static bool Points(scoped ref FrameCursor cursor, SweepScope sweep, long values, int start, out long points)
    {
        points = 0;
        var product = (Int128)sweep.Points * values;
        if (product > cursor.Limits.MaxSweepPoints)
            return LimitFindings.SweepPoints(ref cursor, start, product <= long.MaxValue ? (long)product : null);
        points = (long)product;
        return true;
    }

    /// <summary>Every place in a text names something that differs from run to run.</summary>
    /// <param name="cursor">Stands in the frame of the text.</param>
    /// <param name="sweep">Knows what is varied.</param>
    /// <param name="text">The text, escapes resolved.</param>
    /// <param name="isName">The name of the run itself, which cannot contain itself.</param>
    /// <param name="start">Where the text stands.</param>
    /// <param name="end">Its end.</param>
    public static bool Template(scoped ref FrameCursor cursor, SweepScope sweep, string text, bool isName, int start, int end)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '}' && at + 1 < text.Length && text[at + 1] == '}')
            {
                at++;
                continue;
            }

            if (text[at] != '{')
                continue;
            if (at + 1 < text.Length && text[at + 1] == '{')
            {
                at++;
                continue;
            }

            var close = text.IndexOf('}', at);
            var place = close < 0 ? text[(at + 1)..] : text[(at + 1)..close];
            if (close < 0 || !IsKnown(sweep, place, isName))
                return Unknown(ref cursor, sweep, place, close < 0, start, end);
            at = close;
        }

        return true;
    }

    private static bool IsKnown(SweepScope sweep, string place, bool isName)
        => place is "sweep" or "index" || (place is "run" && !isName) || sweep.Varied.ContainsKey(place);

    private static bool Unknown(scoped ref FrameCursor cursor, SweepScope sweep, string place, bool isOpen, int start, int end)
    {
        if (cursor.Failures is null)
            return false;
        var known = string.Join(", ", sweep.Varied.Keys.Append("index").Append("sweep").Append("run"));
        return cursor.Report(Finding.Of("scn.sweep.template", cursor.Range(start, end), isOpen
            ? (FormattableString)$"the place \"{{{place}\" has no closing brace"
            : $"\"{{{place}}}\" is no place of this sweep") with
        {
            Notes = [(null, $"places are {known}; a brace is written twice")],
        });
    }
}
