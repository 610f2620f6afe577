namespace MarsDisk.Parsing;

/// <summary>
/// Operands with operators between them, put together from the left or from the right. Commits behind an operator.
/// </summary>
internal sealed class ChainParser<T>(Parser<T> operand, Parser<Func<T, T, T>> operation, bool fromRight) : Parser<T>
{
    private static readonly Reply Committed = Reply.Ok(consumed: false, committed: true);

    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        var reply = operand.Parse(ref state, out value);
        if (reply.Kind != ReplyKind.Ok)
            return reply;

        List<(T Left, Func<T, T, T> Combine)>? waiting = null;
        while (true)
        {
            var start = state.Cursor;
            var next = operation.Parse(ref state, out var combine);
            if (next.IsOpenFailure)
                break;
            if (next.Kind != ReplyKind.Ok)
                return Repetition.Fail(ref state, next, reply);
            state.Failures?.Cut();
            next = Sequence.Continue(ref state, next.After(Committed), operand, out var right);
            if (next.Kind != ReplyKind.Ok)
                return Repetition.Fail(ref state, next, reply);
            if (state.Cursor == start)
                return Repetition.StopAtEmpty(ref state);
            reply = next.After(reply);
            if (fromRight)
                (waiting ??= []).Add((value, combine));
            value = fromRight ? right : combine(value, right);
        }

        for (var last = (waiting?.Count ?? 0) - 1; last >= 0; last--)
            value = waiting![last].Combine(waiting[last].Left, value);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index)
    {
        index.Add(operand);
        index.Add(operation);
    }
}
