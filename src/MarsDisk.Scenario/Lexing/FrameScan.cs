using System.Buffers;

namespace MarsDisk.Scenario.Lexing;

/// <summary>Looks at a whole frame at once: for bytes that are not plain, for its comment, for its last token.</summary>
internal static class FrameScan
{
    private static readonly SearchValues<byte> Unusual = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Where(value => value is < 32 and not '\t' or > 127).Select(value => (byte)value)]);

    /// <summary>Nothing but printable ASCII and tabs: the usual case, decided without looking at single bytes.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> frame) => frame.IndexOfAny(Unusual) < 0;

    /// <summary>The first control character that is not allowed, or -1. Joins of lines are allowed.</summary>
    public static int Control(ReadOnlySpan<byte> frame)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            if (frame[i] >= 32 || frame[i] == '\t')
                continue;
            var isJoin = frame[i] switch
            {
                (byte)'\n' => i > 0 && (frame[i - 1] == '\\' || (i > 1 && frame[i - 1] == '\r' && frame[i - 2] == '\\')),
                (byte)'\r' => i > 0 && frame[i - 1] == '\\' && i + 1 < frame.Length && frame[i + 1] == '\n',
                _ => false,
            };
            if (!isJoin)
                return i;
        }

        return -1;
    }

    /// <summary>The first control of writing direction from a place on, or -1.</summary>
    public static int Direction(ReadOnlySpan<byte> frame, int from)
    {
        for (var i = from; i < frame.Length; i++)
        {
            if (DirectionLength(frame[i..]) > 0)
                return i;
        }

        return -1;
    }

    /// <summary>
    /// Bytes of the control of writing direction at the start, 0 if there is none: U+061C, U+200E, U+200F, U+202A…U+202E,
    /// U+2066…U+2069 (Unicode Standard Annex 9).
    /// </summary>
    public static int DirectionLength(ReadOnlySpan<byte> text) => text switch
    {
        [0xD8, 0x9C, ..] => 2,
        [0xE2, 0x80, 0x8E or 0x8F or (>= 0xAA and <= 0xAE), ..] => 3,
        [0xE2, 0x81, >= 0xA6 and <= 0xA9, ..] => 3,
        _ => 0,
    };

    /// <summary>Where the comment begins, or the length of the frame. Knows strings.</summary>
    public static int Comment(ReadOnlySpan<byte> frame)
    {
        var isQuoted = false;
        for (var i = 0; i < frame.Length; i++)
        {
            switch (frame[i])
            {
                case (byte)'"':
                    isQuoted = !isQuoted;
                    break;
                case (byte)'\\' when isQuoted:
                    i++;
                    break;
                case (byte)'#' when !isQuoted:
                    return i;
            }
        }

        return frame.Length;
    }

    /// <summary>What stands before the comment, without blanks around it.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> frame) => frame[..Comment(frame)].Trim(" \t\\\r\n"u8);

    /// <summary>
    /// Its last token opens a block. A string that was never closed may have swallowed the brace, so the last byte counts too.
    /// </summary>
    public static bool OpensBlock(ReadOnlySpan<byte> frame)
        => Content(frame).EndsWith((byte)'{') || frame.TrimEnd(" \t"u8).EndsWith((byte)'{');

    /// <summary>It holds only the closing brace.</summary>
    public static bool ClosesBlock(ReadOnlySpan<byte> frame) => Content(frame).SequenceEqual("}"u8);
}
