namespace MarsDisk.Parsing;

/// <summary>Asks whether a parser would match, and gives its value. Reads nothing; its cuts end with it.</summary>
internal sealed class LookaheadParser<T>(Parser<T> part) : Parser<T>
{
    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var start = state.Cursor;
        var recovered = state.Session.Recovered.Count;
        var before = state.Failures?.Open();
        var reply = part.Parse(ref state, out value);
        if (reply.Kind != ReplyKind.NeedMore && !state.HasFault)
        {
            state.Cursor = start;
            state.Session.ForgetRecoveriesFrom(recovered);
            state.Failures?.Uncommit();
            reply = reply.Kind == ReplyKind.Ok ? Reply.Ok(consumed: false) : Reply.Err();
        }

        if (before is { } failure)
        {
            // What a question that was answered with yes would have accepted further on is of no interest.
            if (reply.Kind == ReplyKind.Ok)
                state.Failures!.Replace(failure);
            else
                state.Failures!.Close(failure);
        }

        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}

/// <summary>Fails where a parser would match. Reads nothing.</summary>
internal sealed class NotFollowedByParser<T>(Parser<T> part, string name) : Parser<Nothing>
{
    private readonly Expectation _expectation = new(ExpectationKind.Not, name);

    public override Reply Parse(scoped ref ParseState state, out Nothing value)
    {
        value = default;
        var start = state.Cursor;
        var recovered = state.Session.Recovered.Count;
        var before = state.Failures?.Open();
        var reply = part.Parse(ref state, out _);
        if (before is { } failure)
            state.Failures!.Replace(failure);
        if (reply.Kind == ReplyKind.NeedMore || state.HasFault)
            return reply;

        state.Cursor = start;
        state.Session.ForgetRecoveriesFrom(recovered);
        if (reply.Kind == ReplyKind.Err)
            return Reply.Ok(consumed: false);
        state.Failures?.Expect(start, _expectation);
        return Reply.Err();
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}
