namespace MarsDisk.Parsing;

/// <summary>Elements with something between them. Behind a separator an element must follow.</summary>
internal sealed class SeparatedParser<T, TSeparator>(Parser<T> part, Parser<TSeparator> separator, int least)
    : Parser<IReadOnlyList<T>>
{
    public override Reply Parse(scoped ref ParseState state, out IReadOnlyList<T> value)
    {
        value = [];
        var reply = part.Parse(ref state, out var first);
        if (reply.Kind != ReplyKind.Ok)
            return reply.IsOpenFailure && least == 0 ? Reply.Ok(consumed: false) : reply;

        var elements = new List<T> { first };
        while (true)
        {
            var start = state.Cursor;
            var before = state.Failures?.Open();
            var next = separator.Parse(ref state, out _);
            var isEnd = next.IsOpenFailure;
            if (next.Kind == ReplyKind.Ok)
                next = Sequence.Continue(ref state, next, part, out first);
            if (before is { } failure)
                state.Failures!.Close(failure);
            if (isEnd)
                break;
            if (next.Kind != ReplyKind.Ok)
                return Repetition.Fail(ref state, next, reply);
            if (state.Cursor == start)
                return Repetition.StopAtEmpty(ref state);
            reply = next.After(reply);
            elements.Add(first);
        }

        value = elements;
        return reply;
    }

    internal override void ShowParts(GrammarIndex index)
    {
        index.Add(part);
        index.Add(separator);
    }
}

/// <summary>Elements up to an end, which is read too. The end is looked for first.</summary>
internal sealed class ManyTillParser<T, TEnd>(Parser<T> part, Parser<TEnd> end) : Parser<IReadOnlyList<T>>
{
    public override Reply Parse(scoped ref ParseState state, out IReadOnlyList<T> value)
    {
        value = [];
        List<T>? elements = null;
        var reply = Reply.Ok(consumed: false);
        while (true)
        {
            var start = state.Cursor;
            var last = end.Parse(ref state, out _);
            if (last.Kind == ReplyKind.Ok)
            {
                value = elements ?? value;
                return last.After(reply);
            }

            if (!last.IsOpenFailure)
                return Repetition.Fail(ref state, last, reply);
            var element = part.Parse(ref state, out var item);
            if (element.Kind != ReplyKind.Ok)
                return Repetition.Fail(ref state, element, reply);
            if (state.Cursor == start)
                return Repetition.StopAtEmpty(ref state);
            reply = element.After(reply);
            (elements ??= []).Add(item);
        }
    }

    internal override void ShowParts(GrammarIndex index)
    {
        index.Add(part);
        index.Add(end);
    }
}
