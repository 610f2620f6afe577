namespace MarsDisk.Parsing;

/// <summary>The first of several parsers that does not fail at once.</summary>
internal sealed class ChoiceParser<T>(Parser<T>[] alternatives) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        value = default!;
        foreach (var alternative in alternatives)
        {
            var reply = alternative.Parse(ref state, out value);
            if (!reply.IsOpenFailure)
                return reply;
        }

        return Reply.Err();
    }

    internal override void ShowParts(GrammarIndex index)
    {
        foreach (var alternative in alternatives)
            index.Add(alternative);
    }
}

/// <summary>Takes a failure back: as if nothing had been read.</summary>
internal sealed class AttemptParser<T>(Parser<T> part) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var start = state.Cursor;
        var recovered = state.Session.Recovered.Count;
        var before = state.Failures?.Open();
        var reply = part.Parse(ref state, out value);
        if (reply.Kind == ReplyKind.Err && !state.HasFault)
        {
            if (reply.Consumed)
                state.Session.Backtracks++;
            state.Session.ForgetRecoveriesFrom(recovered);
            state.Failures?.Uncommit();
            state.Cursor = start;
            reply = Reply.Err();
        }

        if (before is { } failure)
            state.Failures!.Close(failure);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}

/// <summary>A parser, or a given value where it fails at once.</summary>
internal sealed class OptParser<T>(Parser<T> part, T otherwise) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var reply = part.Parse(ref state, out value);
        if (!reply.IsOpenFailure)
            return reply;
        value = otherwise;
        return Reply.Ok(consumed: false);
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}

/// <summary>Commits to a parser before it begins.</summary>
internal sealed class CutParser<T>(Parser<T> part) : Parser<T>
{
    private static readonly Reply Committed = Reply.Ok(consumed: false, committed: true);

    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        state.Failures?.Cut();
        var reply = part.Parse(ref state, out value).After(Committed);
        if (reply.Kind == ReplyKind.Err)
            state.Failures?.Commit();
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}
