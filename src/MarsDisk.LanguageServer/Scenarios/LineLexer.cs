using System.Text;

using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>
/// The pieces of a stretch of scenario text, for what an editor paints and points at. Reads every text: whether it is right is
/// for the parser to say.
/// </summary>
internal sealed class LineLexer
{
    private readonly byte[] _bytes;
    private readonly long _start;
    private readonly List<Token> _tokens = [];
    private int _at;

    private LineLexer(ReadOnlySpan<byte> bytes, long start)
    {
        _bytes = bytes.ToArray();
        _start = start;
    }

    private byte Here => _at < _bytes.Length ? _bytes[_at] : (byte)0;

    /// <summary>The pieces of the bytes [start, end) of a text.</summary>
    public static IReadOnlyList<Token> Read(SourceText text, long start, long end)
    {
        var lexer = new LineLexer(text.Slice(start, end).Span, start);
        while (lexer._at < lexer._bytes.Length)
            lexer.ReadToken();
        return lexer._tokens;
    }

    /// <summary>The characters of a token.</summary>
    public static string TextOf(SourceText text, Token token) => Encoding.UTF8.GetString(text.Slice(token.Start, token.End).Span);

    private void ReadToken()
    {
        var here = Here;
        if (here is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\\')
            _at++;
        else if (here == (byte)'#')
            Add(TokenKind.Comment, LengthUntil((byte)'\n'));
        else if (here == (byte)'"')
            Add(TokenKind.Text, TextLength());
        else if (StartsNumber())
            AddQuantity();
        else if (IsWordStart(here))
            Add(TokenKind.Word, Count(IsWordPart));
        else if (here == (byte)'%')
            Add(TokenKind.Unit, 1);
        else
            Add(TokenKind.Sign, SignLength());
    }

    // A number, and the unit that it is written with, one blank between them at most.
    private void AddQuantity()
    {
        Add(TokenKind.Number, NumberLength());
        var blanks = Count(static here => here is (byte)' ' or (byte)'\t');
        var unit = _at + blanks;
        if (unit >= _bytes.Length || !(IsWordStart(_bytes[unit]) || _bytes[unit] == (byte)'%'))
            return;
        var before = _at;
        _at = unit;
        var length = Count(static here => IsWordPart(here) && here != (byte)'.' || here is (byte)'/' or (byte)'*' or (byte)'^' or (byte)'%');
        if (IsUnit(_bytes.AsSpan(unit, length)))
            Add(TokenKind.Unit, length);
        else
            _at = before;
    }

    private static bool IsUnit(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny("*/^"u8);
        return MarsDisk.Scenario.UnitTable.Find(Encoding.UTF8.GetString(end < 0 ? text : text[..end])) is not null;
    }

    private bool StartsNumber()
    {
        var next = _at + (Here is (byte)'+' or (byte)'-' ? 1 : 0);
        if (next < _bytes.Length && _bytes[next] == (byte)'.')
            next++;
        return next < _bytes.Length && char.IsAsciiDigit((char)_bytes[next]);
    }

    private int NumberLength()
    {
        var length = 1;
        while (_at + length < _bytes.Length)
        {
            var here = _bytes[_at + length];
            var isExponent = here is (byte)'e' or (byte)'E' && _at + length + 1 < _bytes.Length
                && (char.IsAsciiDigit((char)_bytes[_at + length + 1]) || _bytes[_at + length + 1] is (byte)'+' or (byte)'-');
            var isSign = here is (byte)'+' or (byte)'-' && _bytes[_at + length - 1] is (byte)'e' or (byte)'E';
            if (!isExponent && !isSign && !char.IsAsciiDigit((char)here) && here != (byte)'.')
                break;
            length++;
        }

        return length;
    }

    private int TextLength()
    {
        var length = 1;
        while (_at + length < _bytes.Length && _bytes[_at + length] is not ((byte)'"' or (byte)'\n'))
            length += _bytes[_at + length] == (byte)'\\' && _at + length + 1 < _bytes.Length ? 2 : 1;
        return Math.Min(_at + length < _bytes.Length && _bytes[_at + length] == (byte)'"' ? length + 1 : length, _bytes.Length - _at);
    }

    private int SignLength()
    {
        var two = _bytes.AsSpan(_at, Math.Min(2, _bytes.Length - _at));
        return two.SequenceEqual("=="u8) || two.SequenceEqual("!="u8) || two.SequenceEqual("<="u8) || two.SequenceEqual(">="u8)
            || two.SequenceEqual("~="u8) || two.SequenceEqual("+-"u8) ? 2 : 1;
    }

    private int LengthUntil(byte end)
    {
        var length = _bytes.AsSpan(_at).IndexOf(end);
        return length < 0 ? _bytes.Length - _at : length;
    }

    private int Count(Predicate<byte> isPart)
    {
        var length = 0;
        while (_at + length < _bytes.Length && isPart(_bytes[_at + length]))
            length++;
        return length;
    }

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _start + _at, _start + _at + length));
        _at += Math.Max(1, length);
    }

    // Bytes above ASCII are letters of a unit such as µm, or a mistake that the parser names.
    private static bool IsWordStart(byte here) => char.IsAsciiLetter((char)here) || here == (byte)'_' || here >= 0x80;

    private static bool IsWordPart(byte here) => IsWordStart(here) || char.IsAsciiDigit((char)here) || here is (byte)'.' or (byte)'-';
}
