namespace MarsDisk.Parsing;

/// <summary>Bytes of a class, as many as there are, at least a given number (0 or 1).</summary>
internal sealed class TakeWhileParser(ByteSet set, int least) : Parser<ByteRange>
{
    public override ParserInfo Info { get; } = TextParser.InfoOf(ParserInfoKind.Token, set.Name);

    public override Reply Parse(scoped ref ParseState state, out ByteRange value)
    {
        var start = state.Cursor;
        var length = set.LengthOf(state.Rest);
        value = new(state.Input.BaseOffset + start, length);
        if (start + length == state.Input.Bytes.Length)
        {
            if (state.EndMayMove())
                return Reply.NeedMore(1);
        }
        else
        {
            state.Examine(start + length + 1);
        }

        state.Failures?.Expect(start + length, set.Expectation);
        if (length < least)
            return Reply.Err();
        state.Cursor += length;
        return Reply.Ok(consumed: length > 0);
    }
}

/// <summary>A given number of bytes.</summary>
internal sealed class TakeParser(int count) : Parser<ByteRange>
{
    private readonly Expectation _expectation
        = new(ExpectationKind.Class, FormattableString.Invariant($"{count} bytes"));

    public override Reply Parse(scoped ref ParseState state, out ByteRange value)
    {
        value = new(state.Input.BaseOffset + state.Cursor, count);
        var missing = count - state.Rest.Length;
        if (missing <= 0)
        {
            state.Cursor += count;
            state.Examine(state.Cursor);
            return Reply.Ok(consumed: count > 0);
        }

        if (state.EndMayMove())
            return Reply.NeedMore(missing);
        state.Failures?.Expect(state.Cursor, _expectation);
        return Reply.Err();
    }
}

/// <summary>All bytes before given text, which must begin within so many bytes and stays unread.</summary>
internal sealed class TakeUntilParser(byte[] end, int most) : Parser<ByteRange>
{
    private readonly Expectation _expectation = new(ExpectationKind.Token, FoundText.Escape(end));

    public override Reply Parse(scoped ref ParseState state, out ByteRange value)
    {
        var start = state.Cursor;
        var reach = Math.Min((long)most + end.Length, state.Rest.Length);
        var window = state.Rest[..(int)reach];
        var length = window.IndexOf(end);
        value = new(state.Input.BaseOffset + start, Math.Max(0, length));
        if (length >= 0)
        {
            state.Cursor += length;
            state.Examine(state.Cursor + end.Length);
            return Reply.Ok(consumed: length > 0);
        }

        state.Examine(start + window.Length);
        if (window.Length < (long)most + end.Length && state.EndMayMove())
            return Reply.NeedMore(MissingAfter(window));
        state.Failures?.Expect(start + window.Length, _expectation);
        return Reply.Err();
    }

    /// <summary>
    /// Bytes that are missing at least: the rest of the text whose beginning may stand at the end, or what is left of
    /// the
    /// reach.
    /// </summary>
    private int MissingAfter(ReadOnlySpan<byte> window)
    {
        var reach = (int)Math.Min(end.Length, (long)most + end.Length - window.Length);
        for (var begun = Math.Min(end.Length - 1, window.Length); begun > 0; begun--)
        {
            if (window.EndsWith(end.AsSpan(0, begun)))
                return Math.Min(reach, end.Length - begun);
        }

        return reach;
    }
}
