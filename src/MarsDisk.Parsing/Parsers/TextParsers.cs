using System.Text;

namespace MarsDisk.Parsing;

/// <summary>One given byte.</summary>
internal sealed class ByteParser(byte wanted) : Parser<byte>
{
    private readonly Expectation _expectation = new(ExpectationKind.Token, FoundText.Escape([wanted]));

    public override ParserInfo Info { get; } = TextParser.InfoOf(ParserInfoKind.Symbol, FoundText.Escape([wanted]));

    public override Reply Parse(scoped ref ParseState state, out byte value)
    {
        value = wanted;
        if (state.Cursor < state.Input.Bytes.Length)
        {
            state.Examine(state.Cursor + 1);
            if (state.Input.Bytes[state.Cursor] == wanted)
            {
                state.Cursor++;
                return Reply.Ok(consumed: true);
            }
        }
        else if (state.EndMayMove())
        {
            return Reply.NeedMore(1);
        }

        state.Failures?.Expect(state.Cursor, _expectation);
        return Reply.Err();
    }
}

/// <summary>Given text. Fails as soon as a byte that is there differs; else says how many are missing.</summary>
internal sealed class TextParser(byte[] wanted) : Parser<ByteRange>
{
    private readonly Expectation _expectation = new(ExpectationKind.Token, Encoding.UTF8.GetString(wanted));

    public override ParserInfo Info { get; } = InfoOf(ParserInfoKind.Symbol, Encoding.UTF8.GetString(wanted));

    public override Reply Parse(scoped ref ParseState state, out ByteRange value)
    {
        var start = state.Cursor;
        value = new(state.Input.BaseOffset + start, wanted.Length);
        var matching = state.Rest.CommonPrefixLength(wanted);
        if (matching == wanted.Length)
        {
            state.Cursor += matching;
            state.Examine(state.Cursor);
            return Reply.Ok(consumed: matching > 0);
        }

        if (start + matching == state.Input.Bytes.Length)
        {
            if (state.EndMayMove())
                return Reply.NeedMore(wanted.Length - matching);
        }
        else
        {
            state.Examine(start + matching + 1);
        }

        state.Failures?.Expect(start, _expectation);
        return Reply.Err();
    }

    internal static ParserInfo InfoOf(ParserInfoKind kind, string name)
        => new(ParserInfo.IdOf(name), kind, name, null, []);
}

/// <summary>A whole word: given text that no byte of a word follows.</summary>
internal sealed class KeywordParser(byte[] wanted, ByteSet word) : Parser<ByteRange>
{
    private readonly Expectation _expectation = new(ExpectationKind.Keyword, Encoding.UTF8.GetString(wanted));

    public override ParserInfo Info { get; }
        = TextParser.InfoOf(ParserInfoKind.Keyword, Encoding.UTF8.GetString(wanted));

    public override Reply Parse(scoped ref ParseState state, out ByteRange value)
    {
        var start = state.Cursor;
        var end = start + wanted.Length;
        value = new(state.Input.BaseOffset + start, wanted.Length);
        var bytes = state.Input.Bytes;
        var matching = state.Rest.CommonPrefixLength(wanted);
        var isWord = matching == wanted.Length && (end == bytes.Length || !word.Contains(bytes[end]));
        if (start + matching == bytes.Length)
        {
            // The word may go on, or one byte more is needed to see that it ends.
            if (state.EndMayMove())
                return Reply.NeedMore(Math.Max(1, wanted.Length - matching));
        }
        else
        {
            state.Examine(start + matching + 1);
        }

        if (isWord)
        {
            state.Cursor = end;
            return Reply.Ok(consumed: true);
        }

        state.Failures?.Expect(start, _expectation);
        return Reply.Err();
    }
}
