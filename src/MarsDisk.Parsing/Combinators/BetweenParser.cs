namespace MarsDisk.Parsing;

/// <summary>
/// A parser between two others. Commits behind the opening part; a missing closing part is reported with a note at the
/// opening one.
/// </summary>
internal sealed class BetweenParser<TOpen, T, TClose>(
    Parser<TOpen> open, Parser<T> part, Parser<TClose> close) : Parser<T>
{
    private static readonly Reply Committed = Reply.Ok(consumed: false, committed: true);

    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        value = default!;
        var start = state.Cursor;
        var before = state.Failures?.Open();
        var reply = open.Parse(ref state, out _);
        if (reply.Kind == ReplyKind.Ok)
        {
            var end = state.Cursor;
            state.Failures?.Cut();
            reply = Sequence.Continue(ref state, reply.After(Committed), part, out value);
            if (reply.Kind == ReplyKind.Ok)
            {
                reply = Sequence.Continue(ref state, reply, close, out _);
                if (reply.Kind == ReplyKind.Err)
                    state.Failures?.Note(state.SpanOf(start, end), "opened here");
            }
        }

        if (before is { } failure)
            state.Failures!.Close(failure);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index)
    {
        index.Add(open);
        index.Add(part);
        index.Add(close);
    }
}
