namespace MarsDisk.Parsing;

/// <summary>What all repetitions have in common: elements that add up, and none that is empty.</summary>
internal static class Repetition
{
    /// <summary>An element succeeded without consuming: the repetition would not end.</summary>
    public static Reply StopAtEmpty(scoped ref ParseState state)
        => state.Session.Stop(new(
            "E3001",
            "a repeated parser succeeded without reading anything, so the repetition would never end; "
                + "make its element read at least one byte",
            state.SpanOf(state.Cursor, state.Cursor)));

    /// <summary>The answer of an element that is not optional, behind earlier ones.</summary>
    public static Reply Fail(scoped ref ParseState state, in Reply element, in Reply earlier)
    {
        var reply = element.After(earlier);
        if (reply is { Kind: ReplyKind.Err, Committed: true })
            state.Failures?.Commit();
        return reply;
    }
}

/// <summary>A parser again and again, from a least to a greatest number of times.</summary>
internal sealed class RepeatParser<T>(Parser<T> part, int least, int most) : Parser<IReadOnlyList<T>>
{
    public override Reply Parse(scoped ref ParseState state, out IReadOnlyList<T> value)
    {
        value = [];
        List<T>? elements = null;
        var reply = Reply.Ok(consumed: false);
        for (var count = 0; count < most; count++)
        {
            var start = state.Cursor;
            var element = part.Parse(ref state, out var item);
            if (element.IsOpenFailure && count >= least)
                break;
            if (element.Kind != ReplyKind.Ok)
                return Repetition.Fail(ref state, element, reply);
            if (state.Cursor == start)
                return Repetition.StopAtEmpty(ref state);
            reply = element.After(reply);
            (elements ??= []).Add(item);
        }

        value = elements ?? value;
        return reply;
    }

    internal override RootLoop<IReadOnlyList<T>> AsRootLoop() => new RepeatLoop<T>(part, least, most);

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}

/// <summary>A parser again and again, without keeping the values; gives how often.</summary>
internal sealed class SkipManyParser<T>(Parser<T> part) : Parser<int>
{
    public override Reply Parse(scoped ref ParseState state, out int value)
    {
        value = 0;
        var reply = Reply.Ok(consumed: false);
        while (true)
        {
            var start = state.Cursor;
            var element = part.Parse(ref state, out _);
            if (element.IsOpenFailure)
                return reply;
            if (element.Kind != ReplyKind.Ok)
                return Repetition.Fail(ref state, element, reply);
            if (state.Cursor == start)
                return Repetition.StopAtEmpty(ref state);
            reply = element.After(reply);
            value++;
        }
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}
