using System.Buffers;
using System.Globalization;
using System.Text;

namespace MarsDisk.Parsing;

/// <summary>Quotes pieces of a source in messages.</summary>
public static class FoundText
{
    /// <summary>Most bytes of the source in one quotation.</summary>
    public const int MostBytes = 32;

    /// <summary>
    /// What stands at a place: the word there in quotes, else the character, else the name of the end.
    /// </summary>
    /// <param name="window">The bytes that were parsed.</param>
    /// <param name="offset">The place.</param>
    /// <param name="endName">What stands behind the window, for example <c>the end of the line</c>.</param>
    public static string At(ReadOnlySpan<byte> window, int offset, string endName)
    {
        if (offset >= window.Length)
            return endName;
        return Quote(window.Slice(offset, LengthAt(window, offset)));
    }

    /// <summary>Bytes of the word at a place, at most 32, else of the character; 0 behind the window.</summary>
    /// <param name="window">The bytes that were parsed.</param>
    /// <param name="offset">The place.</param>
    public static int LengthAt(ReadOnlySpan<byte> window, int offset)
    {
        if (offset >= window.Length)
            return 0;
        var rest = window.Slice(offset, Math.Min(MostBytes, window.Length - offset));
        var length = 0;
        while (length < rest.Length && IsWordByte(rest[length]))
            length++;
        return length > 0 ? length : CharacterLength(rest);
    }

    /// <summary>
    /// What stands before a place, blanks left out: the word in quotes, else the character; null at the start.
    /// </summary>
    /// <param name="window">The bytes that were parsed.</param>
    /// <param name="offset">The place.</param>
    public static string? Before(ReadOnlySpan<byte> window, int offset)
    {
        var end = Math.Min(offset, window.Length);
        while (end > 0 && window[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            end--;
        if (end == 0)
            return null;
        var start = end;
        while (start > 0 && IsWordByte(window[start - 1]))
            start--;
        if (start == end)
        {
            start--;
            while (start > 0 && (window[start] & 0xC0) == 0x80)
                start--;
        }

        return Quote(window[start..end]);
    }

    /// <summary>Text in quotes: at most 32 bytes, cut at a character border, control characters escaped.</summary>
    public static string Quote(ReadOnlySpan<byte> text) => $"\"{Escape(text)}\"";

    /// <summary>As <see cref="Quote"/>, without the quotes around it.</summary>
    public static string Escape(ReadOnlySpan<byte> text)
    {
        var output = new StringBuilder();
        for (var taken = 0; taken < text.Length;)
        {
            var status = Rune.DecodeFromUtf8(text[taken..], out var rune, out var bytes);
            if (taken + bytes > MostBytes)
                break;
            if (status == OperationStatus.Done)
                AppendRune(output, rune);
            else
                AppendBytes(output, text.Slice(taken, bytes));
            taken += bytes;
        }

        return output.ToString();
    }

    private static void AppendRune(StringBuilder output, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n': output.Append("\\n"); break;
            case '\r': output.Append("\\r"); break;
            case '\t': output.Append("\\t"); break;
            case '"' or '\\': output.Append('\\').Append((char)rune.Value); break;
            default:
                // Format characters include the controls of writing direction, which must not act inside a message.
                if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                    output.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
                else
                    output.Append(rune.ToString());
                break;
        }
    }

    private static void AppendBytes(StringBuilder output, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            output.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
    }

    private static bool IsWordByte(byte value)
        => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'.' or (byte)'-';

    private static int CharacterLength(ReadOnlySpan<byte> text)
    {
        _ = Rune.DecodeFromUtf8(text, out _, out var length);
        return length;
    }
}
