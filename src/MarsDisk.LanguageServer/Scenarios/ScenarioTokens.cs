using MarsDisk.LanguageServer.Documents;
using MarsDisk.LanguageServer.Protocol;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>Semantic tokens of a stretch of lines, in the numbers of the protocol.</summary>
internal static class ScenarioTokens
{
    private const int Keyword = 0;
    private const int Property = 1;
    private const int Text = 2;
    private const int Number = 3;
    private const int Unit = 4;
    private const int Comment = 5;
    private const int Operator = 6;
    private const int Choice = 7;
    private const int Variable = 8;

    /// <summary>The tokens of all lines that touch the bytes [start, end).</summary>
    public static IReadOnlyList<int> Between(PositionMapper map, long start, long end)
    {
        var data = new List<int>();
        var last = default(TextPosition);
        var lastLine = map.Text.LineOf(Math.Max(start, end - 1));
        for (var line = map.Text.LineOf(start); line <= lastLine; line++)
        {
            var lineStart = map.Text.LineStart(line);
            var bytes = map.Text.Line(line);
            var tokens = LineLexer.Read(map.Text, lineStart, lineStart + bytes.Length);
            for (var i = 0; i < tokens.Count; i++)
            {
                var (first, length) = Characters(map, lineStart, bytes.Span, tokens[i]);
                var isSameLine = line == last.Line && data.Count > 0;
                data.AddRange([(int)line - last.Line, isSameLine ? first - last.Character : first, length, TypeOf(map, tokens, i), 0]);
                last = new TextPosition((int)line, first);
            }
        }

        return data;
    }

    private static (int First, int Length) Characters(PositionMapper map, long lineStart, ReadOnlySpan<byte> line, Token token)
    {
        var first = map.Encoding.CharactersIn(line[..(int)(token.Start - lineStart)]);
        return (first, map.Encoding.CharactersIn(line[(int)(token.Start - lineStart)..(int)(token.End - lineStart)]));
    }

    private static int TypeOf(PositionMapper map, IReadOnlyList<Token> tokens, int index) => tokens[index].Kind switch
    {
        TokenKind.Text => Text,
        TokenKind.Number => Number,
        TokenKind.Unit => Unit,
        TokenKind.Comment => Comment,
        TokenKind.Sign => Operator,
        _ => TypeOfWord(map, tokens, index),
    };

    // Words are not reserved, so the place decides: before "=" a word is a key, behind it a choice.
    private static int TypeOfWord(PositionMapper map, IReadOnlyList<Token> tokens, int index)
    {
        var word = LineLexer.TextOf(map.Text, tokens[index]);
        var before = index > 0 ? LineLexer.TextOf(map.Text, tokens[index - 1]) : "";
        var behind = index + 1 < tokens.Count ? LineLexer.TextOf(map.Text, tokens[index + 1]) : "";
        if (behind == "=" || behind == ":" || word.Contains('.', StringComparison.Ordinal) || before is "ramp" or "vary")
            return Property;
        if (before == "table")
            return Variable;
        if (before == ":")
            return Unit;
        return before == "=" && word is not ("table" or "run") || !WordMeanings.IsKeyword(word) ? Choice : Keyword;
    }
}
