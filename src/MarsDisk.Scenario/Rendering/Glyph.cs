using System.Globalization;
using System.Text;

namespace MarsDisk.Scenario.Rendering;

/// <summary>One character as a person sees it, with where it stands and what a terminal shows for it.</summary>
/// <param name="Start">Index of its first byte in the line.</param>
/// <param name="Shown">What is printed: controls and bytes that are no text are escaped.</param>
/// <param name="Cells">Places it takes in a line of a terminal.</param>
internal readonly record struct Glyph(int Start, string Shown, int Cells)
{
    private const int TabCells = 4;

    /// <summary>Cuts a line into its characters.</summary>
    /// <param name="line">UTF-8, perhaps not valid.</param>
    public static List<Glyph> Of(ReadOnlySpan<byte> line)
    {
        var glyphs = new List<Glyph>(line.Length);
        var cells = 0;
        for (var start = 0; start < line.Length;)
        {
            var glyph = Next(line, start, cells, out var length);
            glyphs.Add(glyph);
            cells += glyph.Cells;
            start += length;
        }

        return glyphs;
    }

    private static Glyph Next(ReadOnlySpan<byte> line, int start, int cells, out int length)
    {
        var status = Rune.DecodeFromUtf8(line[start..], out var first, out length);
        if (status != System.Buffers.OperationStatus.Done)
        {
            length = 1;
            return Escaped(start, $"\\x{line[start]:x2}");
        }

        if (first.Value == '\t')
        {
            var blanks = TabCells - (cells % TabCells);
            return new Glyph(start, new string(' ', blanks), blanks);
        }

        if (MustNotReachTheTerminal(first))
            return Escaped(start, $"\\u{first.Value:x4}");
        if (first.IsAscii && (start + 1 == line.Length || line[start + 1] < 0x80))
            return new Glyph(start, ((char)first.Value).ToString(), 1);

        var text = Cluster(line[start..], ref length);
        return new Glyph(start, text, IsWide(first.Value) ? 2 : 1);
    }

    // A base character with its marks. Sixteen characters of text are looked at: longer clusters are cut, nobody reads them.
    private static string Cluster(ReadOnlySpan<byte> rest, ref int length)
    {
        const int looked = 16;
        Span<char> text = stackalloc char[2 * looked];
        Span<int> bytes = stackalloc int[2 * looked];
        var count = 0;
        for (var at = 0; at < rest.Length && count < looked;)
        {
            if (Rune.DecodeFromUtf8(rest[at..], out var rune, out var size) != System.Buffers.OperationStatus.Done || MustNotReachTheTerminal(rune))
                break;
            at += size;
            var units = rune.EncodeToUtf16(text[count..]);
            bytes.Slice(count, units).Fill(at);
            count += units;
        }

        var taken = StringInfo.GetNextTextElementLength(text[..count]);
        length = bytes[taken - 1];
        return new string(text[..taken]);
    }

    private static Glyph Escaped(int start, string shown) => new(start, shown, shown.Length);

    // Controls could move the cursor, bidirectional ones could show a line other than it is.
    private static bool MustNotReachTheTerminal(Rune rune)
        => Rune.IsControl(rune) || rune.Value is (>= 0x200E and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0xFEFF;

    // The blocks of East Asian width "wide" and the pictures, Unicode 16, annex 11.
    private static bool IsWide(int rune)
        => rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF and not 0x303F) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
