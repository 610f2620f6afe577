using System.Buffers;
using System.Globalization;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Checks;

namespace MarsDisk.Scenario.Lexing;

/// <summary>Reads strings: escapes <c>\" \\ \n \t \u{…}</c>, no control character, at most <see cref="ParseLimits.MaxStringBytes"/>.</summary>
internal static class QuotedReader
{
    private const int HexDigitsMax = 6;

    /// <summary>A string for a person: any text.</summary>
    public static bool Text(scoped ref FrameCursor cursor, out string text)
    {
        text = "";
        var start = cursor.At;
        if (cursor.Peek != '"')
            return cursor.Fail(Expected.Text);
        var rest = cursor.Bytes[(start + 1)..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\', (byte)'\t');
        if (end < 0 || rest[end] != '"')
            return Slowly(ref cursor, out text);
        if (end > cursor.Limits.MaxStringBytes)
            return LimitFindings.StringBytes(ref cursor, start, start + end + 2, end);
        text = ParseNames.Text(rest[..end]);
        cursor.At = start + end + 2;
        return true;
    }

    /// <summary>A string that names a run, a sweep or a scenario: at most <see cref="ParseLimits.MaxNameBytes"/>.</summary>
    public static bool Id(scoped ref FrameCursor cursor, out string id)
    {
        var start = cursor.At;
        if (!Text(ref cursor, out id))
            return false;
        var bytes = cursor.At - start - 2;
        return bytes <= cursor.Limits.MaxNameBytes || LimitFindings.NameBytes(ref cursor, start, cursor.At, bytes);
    }

    private static bool Slowly(scoped ref FrameCursor cursor, out string text)
    {
        text = "";
        var start = cursor.At;
        var bytes = cursor.Bytes;
        var output = new ArrayBufferWriter<byte>(64);
        var at = start + 1;
        while (true)
        {
            if (at >= bytes.Length)
                return TextFindings.NotClosed(ref cursor, start);
            switch (bytes[at])
            {
                case (byte)'"':
                    cursor.At = at + 1;
                    if (output.WrittenCount > cursor.Limits.MaxStringBytes)
                        return LimitFindings.StringBytes(ref cursor, start, cursor.At, output.WrittenCount);
                    text = ParseNames.Text(output.WrittenSpan);
                    return true;
                case (byte)'\t':
                    return TextFindings.Tab(ref cursor, at);
                case (byte)'\\':
                    if (!Escape(bytes, ref at, output))
                        return TextFindings.BadEscape(ref cursor, at);
                    break;
                default:
                    output.Write(bytes.Slice(at++, 1));
                    break;
            }
        }
    }

    private static bool Escape(ReadOnlySpan<byte> bytes, ref int at, ArrayBufferWriter<byte> output)
    {
        if (at + 1 >= bytes.Length)
            return false;
        switch (bytes[at + 1])
        {
            case (byte)'"': output.Write("\""u8); break;
            case (byte)'\\': output.Write("\\"u8); break;
            case (byte)'n': output.Write("\n"u8); break;
            case (byte)'t': output.Write("\t"u8); break;
            case (byte)'u': return Scalar(bytes, ref at, output);
            default: return false;
        }

        at += 2;
        return true;
    }

    private static bool Scalar(ReadOnlySpan<byte> bytes, ref int at, ArrayBufferWriter<byte> output)
    {
        var rest = bytes[(at + 2)..];
        var close = rest.IndexOf((byte)'}');
        if (rest.IsEmpty || rest[0] != '{' || close is < 2 or > HexDigitsMax + 1)
            return false;
        foreach (var digit in rest[1..close])
        {
            if (!ByteClass.Is(digit, ByteClass.Hex))
                return false;
        }

        var value = int.Parse(rest[1..close], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!Rune.TryCreate(value, out var rune))
            return false;
        output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        at += 2 + close + 1;
        return true;
    }
}
