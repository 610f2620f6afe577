using MarsDisk.LanguageServer.Protocol;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Documents;

/// <summary>Between byte offsets of a text and positions of a client.</summary>
/// <param name="Text">The text.</param>
/// <param name="Encoding">How the client counts characters.</param>
internal sealed record PositionMapper(SourceText Text, PositionEncoding Encoding)
{
    /// <summary>The offset of a position. One behind the end of its line stands at the end, one behind the text as well.</summary>
    public long OffsetOf(TextPosition position)
    {
        if (position.Line < 0)
            return 0;
        if (position.Line >= Text.LineCount)
            return Text.Length;
        var line = Text.Line(position.Line).Span;
        return Text.LineStart(position.Line) + Encoding.BytesBefore(line, Math.Max(0, position.Character));
    }

    /// <summary>The position of an offset.</summary>
    public TextPosition PositionOf(long offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var line = Text.LineOf(offset);
        var start = Text.LineStart(line);
        return new TextPosition((int)line, Encoding.CharactersIn(Text.Slice(start, offset).Span));
    }

    /// <summary>The range between two offsets.</summary>
    public TextRange RangeOf(long start, long end)
    {
        var first = PositionOf(start);
        return new TextRange(first, end == start ? first : PositionOf(end));
    }

    /// <summary>The range of a span.</summary>
    public TextRange RangeOf(in SourceSpan span) => RangeOf(span.Start, span.End);
}
