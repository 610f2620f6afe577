using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Lexing;
using MarsDisk.Scenario.Units;

namespace MarsDisk.Scenario.Checks;

/// <summary>What is wrong with values.</summary>
internal static class ValueFindings
{
    public static bool NotFinite(scoped ref FrameCursor cursor, int start, int end)
        => cursor.Failures is not null
            && Finding.Error(ref cursor, "scn.key.range", start, end, $"{Finding.Quote(ref cursor, start, end)} is too large for a 64-bit number");

    public static bool NoDuration(scoped ref FrameCursor cursor)
    {
        if (cursor.Failures is not { } failures)
            return false;
        failures.Remark = "durations are weeks (P2W), or years, days, hours, minutes and seconds (P1Y2DT3H4M5S); months have no certain length";
        return cursor.Fail(Expected.Duration);
    }

    public static bool MixedList(scoped ref FrameCursor cursor, int start)
        => cursor.Failures is not null && Finding.Error(ref cursor, "scn.key.type", start, cursor.At,
            $"the values of a list are of one kind, {Finding.Quote(ref cursor, start, cursor.At)} is of another");

    /// <summary>A word directly behind a number: it was meant as a unit, or the whole as text.</summary>
    public static bool UnknownUnit(scoped ref FrameCursor cursor, int start)
    {
        if (cursor.Failures is null)
            return false;
        var finding = Unknown(ref cursor, cursor.At, out var end);
        var quoted = $"\"{Encoding.UTF8.GetString(cursor.Bytes[start..end])}\"";
        return cursor.Report(finding with
        {
            Notes = [(null, $"text is written in quotes, {quoted}")],
            FixIts = [.. finding.FixIts, new FixIt.Replace(cursor.Range(start, end), quoted)],
        });
    }

    public static bool UnknownColumnUnit(scoped ref FrameCursor cursor)
        => cursor.Failures is not null && cursor.Report(Unknown(ref cursor, cursor.At, out _));

    public static bool FaultKind(scoped ref FrameCursor cursor, int start)
    {
        if (cursor.Failures is null)
            return false;
        var word = Encoding.UTF8.GetString(cursor.Bytes[start..cursor.At]);
        var at = cursor.Range(start, cursor.At);
        var kinds = Expectations.FaultKinds[1..].Select(Expectations.Text).ToArray();
        return cursor.Report(Finding.Of("scn.fault.kind", at, $"\"{word}\" is no kind of fault") with
        {
            Notes = [(null, $"kinds are {string.Join(", ", kinds)}")],
            FixIts = DidYouMean.FixIts(at, word, kinds),
        });
    }

    /// <summary>The first atom that is no unit of the language.</summary>
    public static Diagnostic Unknown(scoped ref FrameCursor cursor, int start, out int end)
    {
        end = start + Math.Max(UnitReader.Length(cursor.Bytes[start..]), 1);
        var (first, last) = UnitReader.Unknown(cursor.Bytes[start..end]);
        var at = cursor.Range(start + first, start + last);
        var word = Encoding.UTF8.GetString(cursor.Bytes.Slice(start + first, last - first));
        return Finding.Of("scn.unit.unknown", at, $"{FoundText.Quote(cursor.Bytes.Slice(start + first, last - first))} is no unit") with
        {
            FixIts = DidYouMean.FixIts(at, word, Near(word)),
        };
    }

    // Of one letter every other one is near, so only its other case counts.
    private static IEnumerable<string> Near(string word)
        => word.Length > 1 ? UnitTable.Names : UnitTable.Names.Where(name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
}
