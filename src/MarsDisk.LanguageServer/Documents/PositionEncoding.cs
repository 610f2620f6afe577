using System.Buffers;
using System.Text;

namespace MarsDisk.LanguageServer.Documents;

/// <summary>How the characters of a line are counted in positions.</summary>
internal enum PositionEncoding
{
    /// <summary>Bytes of UTF-8: no conversion is needed.</summary>
    Utf8,

    /// <summary>Units of UTF-16, what every client can do.</summary>
    Utf16,

    /// <summary>Code points.</summary>
    Utf32,
}

/// <summary>Conversions between bytes and counted characters of one line.</summary>
internal static class PositionEncodings
{
    /// <summary>The best of those that a client offers; UTF-16 when it says nothing.</summary>
    public static PositionEncoding Choose(IReadOnlyList<string>? offered)
    {
        if (offered is null)
            return PositionEncoding.Utf16;
        if (offered.Contains("utf-8", StringComparer.Ordinal))
            return PositionEncoding.Utf8;
        return offered.Contains("utf-16", StringComparer.Ordinal) || !offered.Contains("utf-32", StringComparer.Ordinal)
            ? PositionEncoding.Utf16
            : PositionEncoding.Utf32;
    }

    /// <summary>Its name in the protocol.</summary>
    public static string NameOf(PositionEncoding encoding) => encoding switch
    {
        PositionEncoding.Utf8 => "utf-8",
        PositionEncoding.Utf16 => "utf-16",
        _ => "utf-32",
    };

    /// <summary>Bytes before a character of a line; the length of the line when it has fewer characters.</summary>
    public static int BytesBefore(this PositionEncoding encoding, ReadOnlySpan<byte> line, int character)
    {
        if (encoding == PositionEncoding.Utf8)
            return Math.Min(character, line.Length);
        var bytes = 0;
        while (character > 0 && bytes < line.Length)
        {
            var width = WidthAt(encoding, line[bytes..], out var count);
            if (width > character)      // between the halves of a pair: before it
                break;
            character -= width;
            bytes += count;
        }

        return bytes;
    }

    /// <summary>Characters in the first bytes of a line.</summary>
    public static int CharactersIn(this PositionEncoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (encoding == PositionEncoding.Utf8)
            return bytes.Length;
        var characters = 0;
        while (!bytes.IsEmpty)
        {
            characters += WidthAt(encoding, bytes, out var count);
            bytes = bytes[count..];
        }

        return characters;
    }

    // A byte that is no UTF-8 counts as one character: what a client shows in its place.
    private static int WidthAt(PositionEncoding encoding, ReadOnlySpan<byte> bytes, out int count)
    {
        if (bytes[0] < 0x80)
        {
            count = 1;
            return 1;
        }

        var isValid = Rune.DecodeFromUtf8(bytes, out var rune, out count) == OperationStatus.Done;
        return isValid && encoding == PositionEncoding.Utf16 ? rune.Utf16SequenceLength : 1;
    }
}
