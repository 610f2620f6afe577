namespace MarsDisk.Parsing;

/// <summary>Gives a value without reading.</summary>
internal sealed class OkParser<T>(T constant) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        value = constant;
        return Reply.Ok(consumed: false);
    }
}

/// <summary>Fails without reading.</summary>
internal sealed class FailParser<T>(Expectation expectation) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        value = default!;
        state.Failures?.Expect(state.Cursor, expectation);
        return Reply.Err();
    }
}

/// <summary>Matches the end of the source.</summary>
internal sealed class EofParser : Parser<Nothing>
{
    private static readonly Expectation End = new(ExpectationKind.Eof, "the end of the source");

    public override Reply Parse(scoped ref ParseState state, out Nothing value)
    {
        value = default;
        if (state.Cursor == state.Input.Bytes.Length)
            return state.EndMayMove() ? Reply.NeedMore(1) : Reply.Ok(consumed: false);
        state.Examine(state.Cursor + 1);
        state.Failures?.Expect(state.Cursor, End);
        return Reply.Err();
    }
}

/// <summary>Commits to the branch that is being read.</summary>
internal sealed class CutHereParser : Parser<Nothing>
{
    public override Reply Parse(scoped ref ParseState state, out Nothing value)
    {
        value = default;
        state.Failures?.Cut();
        return Reply.Ok(consumed: false, committed: true);
    }
}

/// <summary>Gives the place of the cursor.</summary>
internal sealed class HereParser : Parser<Position>
{
    public override Reply Parse(scoped ref ParseState state, out Position value)
    {
        value = state.PositionAt(state.Cursor);
        return Reply.Ok(consumed: false);
    }
}
