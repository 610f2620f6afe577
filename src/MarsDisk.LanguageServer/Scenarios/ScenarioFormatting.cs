using System.Text;

using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>The edits that put lines into canonical form. A scenario with an error is left as it is.</summary>
internal static class ScenarioFormatting
{
    /// <summary>Edits of the lines [first, last], both included.</summary>
    public static IReadOnlyList<RangeEdit> Between(PositionMapper map, long first, long last)
    {
        var formatted = ScenarioFormatter.Format(map.Text.Slice(0, map.Text.Length));
        if (formatted.HasErrors)
            return [];
        var now = SourceText.From(formatted.Text);
        var isWhole = first == 0 && last == map.Text.LineCount - 1;
        if (now.LineCount != map.Text.LineCount)
            return isWhole ? [Replacement(map, now)] : [];

        var edits = new List<RangeEdit>();
        for (var line = first; line <= last; line++)
        {
            var old = map.Text.Line(line).Span;
            var changed = now.Line(line).Span;
            if (!old.SequenceEqual(changed))
                edits.Add(new RangeEdit(map.RangeOf(map.Text.LineStart(line), map.Text.LineStart(line) + old.Length), Encoding.UTF8.GetString(changed)));
        }

        return edits;
    }

    // Lines were joined or parted: one edit from the first line that differs to the last one.
    private static RangeEdit Replacement(PositionMapper map, SourceText now)
    {
        var old = map.Text;
        var shorter = Math.Min(old.LineCount, now.LineCount) - 1;
        long same = 0;
        while (same < shorter && old.Line(same).Span.SequenceEqual(now.Line(same).Span))
            same++;
        long tail = 0;
        while (tail < shorter - same && old.Line(old.LineCount - 1 - tail).Span.SequenceEqual(now.Line(now.LineCount - 1 - tail).Span))
            tail++;
        var (start, nowStart) = (old.LineStart(same), now.LineStart(same));
        return new RangeEdit(
            map.RangeOf(start, old.LineStart(old.LineCount - tail)),
            Encoding.UTF8.GetString(now.Slice(nowStart, now.LineStart(now.LineCount - tail)).Span));
    }
}
