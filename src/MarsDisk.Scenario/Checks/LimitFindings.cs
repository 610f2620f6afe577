using System.Globalization;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Checks;

/// <summary>Limits that a frame exceeds. Messages name the limit, what was seen, the setting and the offset.</summary>
internal static class LimitFindings
{
    public static bool StringBytes(scoped ref FrameCursor cursor, int start, int end, int seen)
        => Exceeded(ref cursor, "string_bytes", "string", "bytes", cursor.Limits.MaxStringBytes, seen, start, end);

    public static bool NameBytes(scoped ref FrameCursor cursor, int start, int end, int seen)
        => Exceeded(ref cursor, "name_bytes", "name", "bytes", cursor.Limits.MaxNameBytes, seen, start, end);

    public static bool PathSegments(scoped ref FrameCursor cursor, int start, int end, int seen)
        => Exceeded(ref cursor, "path_segments", "key", "names", cursor.Limits.MaxPathSegments, seen, start, end);

    public static bool NumberBytes(scoped ref FrameCursor cursor, int start)
    {
        var end = start;
        while (end < cursor.Bytes.Length && (ByteClass.Is(cursor.Bytes[end], ByteClass.Number) || (cursor.Bytes[end] | 0x20) == 'e'))
            end++;
        return Exceeded(ref cursor, "number_bytes", "number", "bytes", cursor.Limits.MaxNumberBytes, end - start, start, end);
    }

    public static bool ListItems(scoped ref FrameCursor cursor, int start)
        => Exceeded(ref cursor, "list_items", "list", "values", cursor.Limits.MaxListItems, cursor.Limits.MaxListItems + 1, start, start + 1);

    public static bool Columns(scoped ref FrameCursor cursor, int start)
        => Exceeded(ref cursor, "columns", "table", "columns", cursor.Limits.MaxColumns, cursor.Limits.MaxColumns + 1, start, cursor.At);

    public static bool SweepPoints(scoped ref FrameCursor cursor, int start, long? points)
    {
        if (cursor.Failures is null)
            return false;
        var seen = points is { } known ? known.ToString(CultureInfo.InvariantCulture) : "more than 2^63";
        return Report(ref cursor, "sweep_points", "sweep", "runs", cursor.Limits.MaxSweepPoints, seen, start, cursor.At);
    }

    public static bool Depth(scoped ref FrameCursor cursor, int start)
        => Finding.Error(ref cursor, "E4002", start, start + 1, $"lists are nested deeper than {cursor.DepthMax} (MaxDepth)");

    private static bool Exceeded(
        scoped ref FrameCursor cursor, string limit, string what, string unit, long most, long seen, int start, int end)
        => cursor.Failures is not null
            && Report(ref cursor, limit, what, unit, most, seen.ToString(CultureInfo.InvariantCulture), start, end);

    private static bool Report(
        scoped ref FrameCursor cursor, string limit, string what, string unit, long most, string seen, int start, int end)
    {
        var at = cursor.Range(start, end);
        return cursor.Report(Finding.Of($"scn.limit.{limit}", at,
            $"a {what} has at most {most} {unit} ({Setting(limit)}), found {seen} at byte {at.Start}"));
    }

    private static string Setting(string limit) => limit switch
    {
        "string_bytes" => nameof(ParseLimits.MaxStringBytes),
        "name_bytes" => nameof(ParseLimits.MaxNameBytes),
        "path_segments" => nameof(ParseLimits.MaxPathSegments),
        "number_bytes" => nameof(ParseLimits.MaxNumberBytes),
        "list_items" => nameof(ParseLimits.MaxListItems),
        "columns" => nameof(ParseLimits.MaxColumns),
        _ => nameof(ParseLimits.MaxSweepPoints),
    };
}
