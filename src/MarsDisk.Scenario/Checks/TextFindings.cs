using MarsDisk.Parsing;
using MarsDisk.Scenario.Lexing;

namespace MarsDisk.Scenario.Checks;

/// <summary>What is wrong with strings and with single characters.</summary>
internal static class TextFindings
{
    /// <summary>A string without its closing quote. The quote belongs before a brace that opens a block, else at the end.</summary>
    public static bool NotClosed(scoped ref FrameCursor cursor, int start)
    {
        if (cursor.Failures is null)
            return false;
        var content = cursor.Bytes.TrimEnd(" \t"u8);
        if (content.EndsWith((byte)'{') && content.Length - 1 > start)
            content = content[..^1].TrimEnd(" \t"u8);
        var end = Math.Max(content.Length, start + 1);
        return Finding.Error(ref cursor, "scn.lex.bad_string", start, end,
            $"the string {FoundText.Quote(cursor.Bytes[start..end])} is not closed", new FixIt.Insert(cursor.Range(end, end), "\""));
    }

    public static bool Tab(scoped ref FrameCursor cursor, int at)
        => cursor.Failures is not null && Finding.Error(ref cursor, "scn.lex.bad_string", at, at + 1,
            $"a tab inside a string is written \\t", new FixIt.Replace(cursor.Range(at, at + 1), "\\t"));

    public static bool BadEscape(scoped ref FrameCursor cursor, int at)
    {
        if (cursor.Failures is null)
            return false;
        var end = Math.Min(at + 2, cursor.Bytes.Length);
        if (cursor.Bytes[at..].StartsWith("\\u{"u8))
        {
            end++;
            while (end < cursor.Bytes.Length && ByteClass.Is(cursor.Bytes[end], ByteClass.Hex))
                end++;
            if (end < cursor.Bytes.Length && cursor.Bytes[end] == '}')
                end++;
        }

        while (end < cursor.Bytes.Length && (cursor.Bytes[end] & 0xC0) == 0x80)
            end++;
        return Finding.Error(ref cursor, "scn.lex.bad_escape", at, end,
            $"{Finding.Quote(ref cursor, at, end)} is no escape: there are \\\", \\\\, \\n, \\t and \\u{{…}} with the number of a character");
    }

    public static bool Control(scoped ref FrameCursor cursor, int at)
    {
        if (cursor.Failures is null)
            return false;
        var value = cursor.Bytes[at];
        return Finding.Error(ref cursor, "scn.lex.control_char", at, at + 1,
            $"the control character U+{value:X4} is not allowed", new FixIt.Delete(cursor.Range(at, at + 1)));
    }

    /// <summary>A control of writing direction: an error where it could act on the text of the language, else a warning.</summary>
    public static Diagnostic Direction(scoped ref FrameCursor cursor, int at, Severity severity)
    {
        var end = at + FrameScan.DirectionLength(cursor.Bytes[at..]);
        var range = cursor.Range(at, end);
        return Finding.Of("scn.lex.bidi", range, $"an invisible control of writing direction makes text look different from what it is") with
        {
            Severity = severity,
            FixIts = [new FixIt.Delete(range)],
        };
    }

    /// <summary>A comment that joins the next line to itself.</summary>
    public static Diagnostic CommentContinues(scoped ref FrameCursor cursor, int comment)
    {
        var slash = comment + cursor.Bytes[comment..].IndexOf((byte)'\\');
        return Finding.Of("scn.lex.comment_continues", cursor.Range(slash, slash + 1), $"the comment ends in \\, so the next line belongs to it") with
        {
            Severity = Severity.Warning,
            FixIts = [new FixIt.Delete(cursor.Range(slash, slash + 1))],
        };
    }
}
