namespace MarsDisk.Parsing;

/// <summary>How the failures of two parsers in a row are put together.</summary>
internal static class Sequence
{
    /// <summary>Reads the second part behind the first one.</summary>
    /// <param name="state">The state.</param>
    /// <param name="first">What the first part answered: a success.</param>
    /// <param name="part">The second part.</param>
    /// <param name="value">Its value.</param>
    public static Reply Continue<T>(scoped ref ParseState state, in Reply first, Parser<T> part, out T value)
    {
        if (state.Failures is not { } failures)
            return part.Parse(ref state, out value).After(first);

        var earlier = failures.Open();
        var reply = part.Parse(ref state, out value).After(first);
        if (reply.Kind == ReplyKind.Err)
        {
            if (reply.Committed)
                failures.Commit();
            failures.Replace(Failure.Sequence(earlier, failures.Best));
        }
        else
        {
            failures.Close(earlier);
        }

        return reply;
    }
}

/// <summary>One parser, then another.</summary>
internal sealed class ThenParser<TFirst, TSecond, T>(
    Parser<TFirst> first, Parser<TSecond> second, Func<TFirst, TSecond, T> combine) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var before = state.Failures?.Open();
        var reply = first.Parse(ref state, out var left);
        value = default!;
        if (reply.Kind == ReplyKind.Ok)
        {
            reply = Sequence.Continue(ref state, reply, second, out var right);
            if (reply.Kind == ReplyKind.Ok)
                value = combine(left, right);
        }

        if (before is { } failure)
            state.Failures!.Close(failure);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index)
    {
        index.Add(first);
        index.Add(second);
    }
}

/// <summary>One parser, then another that is chosen by the value of the first.</summary>
internal sealed class SelectManyParser<TFirst, T>(Parser<TFirst> first, Func<TFirst, Parser<T>> choose) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var before = state.Failures?.Open();
        var reply = first.Parse(ref state, out var left);
        value = default!;
        if (reply.Kind == ReplyKind.Ok)
            reply = Sequence.Continue(ref state, reply, choose(left), out value);
        if (before is { } failure)
            state.Failures!.Close(failure);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(first);
}

/// <summary>The value of a parser, changed.</summary>
internal sealed class MapParser<TFirst, T>(Parser<TFirst> part, Func<TFirst, T> change) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var reply = part.Parse(ref state, out var first);
        value = reply.Kind == ReplyKind.Ok ? change(first) : default!;
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}
