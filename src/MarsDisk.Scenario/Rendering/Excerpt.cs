using System.Text;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Rendering;

/// <summary>The line of a place as it is shown: shortened around the place, with the cells that carets stand under.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Column">Character of the place in the line, from 1, as a person counts.</param>
/// <param name="Text">The line, or the part around the place.</param>
/// <param name="CaretStart">Cells before the first caret.</param>
/// <param name="CaretCount">Carets, at least one.</param>
public sealed record Excerpt(long Line, int Column, string Text, int CaretStart, int CaretCount)
{
    private const int CellsMax = 100;
    private const int CellsBefore = 40;
    private const int LineBytesMax = 80 * 1024;

    /// <summary>Looks a place up.</summary>
    /// <param name="source">The source; where it keeps nothing, the column counts bytes and the text is empty.</param>
    /// <param name="at">The place. Of several lines the first is shown.</param>
    public static Excerpt Of(ISourceText source, in SourceSpan at)
    {
        ArgumentNullException.ThrowIfNull(source);
        var line = LineOf(source, at);
        if (line.Length == 0)
            return new Excerpt(at.StartLine, at.StartColumn, "", 0, 1);

        var glyphs = Glyph.Of(line);
        var first = Holding(glyphs, at.StartColumn - 1, line.Length);
        var last = at.EndLine > at.StartLine ? glyphs.Count : NotBefore(glyphs, at.EndColumn - 1);
        return Cut(at.StartLine, glyphs, first, Math.Max(last, first));
    }

    private static byte[] LineOf(ISourceText source, in SourceSpan at)
    {
        var bytes = new byte[LineBytesMax];
        var read = source.Read(at.Start - (at.StartColumn - 1), bytes);
        var end = bytes.AsSpan(0, read).IndexOf((byte)'\n');
        var length = end < 0 ? read : end;
        if (length > 0 && bytes[length - 1] == '\r')
            length--;
        return bytes[..length];
    }

    // The character that holds a byte; behind the line, the place behind its last character.
    private static int Holding(List<Glyph> glyphs, int index, int lineLength)
    {
        if (index >= lineLength)
            return glyphs.Count;
        var behind = glyphs.FindIndex(glyph => glyph.Start > index);
        return (behind < 0 ? glyphs.Count : behind) - 1;
    }

    private static int NotBefore(List<Glyph> glyphs, int index)
    {
        var found = glyphs.FindIndex(glyph => glyph.Start >= index);
        return found < 0 ? glyphs.Count : found;
    }

    private static Excerpt Cut(long line, List<Glyph> glyphs, int first, int last)
    {
        var from = 0;
        var to = glyphs.Count;
        if (glyphs.Sum(glyph => glyph.Cells) > CellsMax)
        {
            from = first;
            for (var cells = CellsBefore; from > 0 && (cells -= glyphs[from - 1].Cells) >= 0;)
                from--;
            to = from;
            for (var cells = CellsMax - 2; to < glyphs.Count && (cells -= glyphs[to].Cells) >= 0;)
                to++;
        }

        var text = new StringBuilder();
        if (from > 0)
            text.Append('…');
        for (var index = from; index < to; index++)
            text.Append(glyphs[index].Shown);
        if (to < glyphs.Count)
            text.Append('…');
        var before = Cells(glyphs, from, first) + (from > 0 ? 1 : 0);
        var under = Math.Max(1, Cells(glyphs, first, Math.Min(last, to)));
        return new Excerpt(line, first + 1, text.ToString(), before, under);
    }

    private static int Cells(List<Glyph> glyphs, int from, int to)
    {
        var cells = 0;
        for (var index = from; index < to; index++)
            cells += glyphs[index].Cells;
        return cells;
    }
}
