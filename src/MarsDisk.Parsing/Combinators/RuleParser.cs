using System.Runtime.CompilerServices;

namespace MarsDisk.Parsing;

/// <summary>A parser with a name and a number of its own.</summary>
internal interface IRule
{
    uint Id { get; }

    string Name { get; }
}

/// <summary>
/// A named part of a grammar: the unit of stored replies, contexts and the check against left recursion.
/// </summary>
internal sealed class RuleParser<T>(string name, Parser<T> part, string? doc) : Parser<T>, IRule
{
    private ParserInfo? _info;

    public uint Id { get; } = ParserInfo.IdOf(name);

    public string Name => name;

    // Its parts are looked at late, because a grammar that contains itself is complete only then.
    public override ParserInfo Info
        => _info ??= new(Id, ParserInfoKind.Rule, name, doc, GrammarIndex.RulesDirectlyIn(part));

    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        // Stored replies know nothing of expectations, so the pass that gathers them reads everything again.
        if (state.Session.Memo is not { } memo || state.Failures is not null)
            return Read(ref state, out value);
        if (memo.TryReplay(ref state, this, Id, out var stored, out value))
            return stored;

        var start = state.Cursor;
        var examinedBefore = state.Examined;
        var recovered = state.Session.Recovered.Count;
        var allocated = memo.Allocated;
        state.Examined = start;
        var reply = Read(ref state, out value);
        if (state.Session.Recovered.Count == recovered && !state.HasFault)
            memo.Store(ref state, this, Id, start, reply, value, memo.Allocated - allocated);
        state.Examine(examinedBefore);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);

    private Reply Read(scoped ref ParseState state, out T value)
    {
        var session = state.Session;
        if (!session.TryEnter(this, state.Input.BaseOffset + state.Cursor))
        {
            value = default!;
            return session.Stop(new(
                "E4001",
                $"left recursion: {session.CycleOf(this)} begins with itself and reads nothing before; use ChainLeft1",
                state.SpanOf(state.Cursor, state.Cursor)));
        }

        state.Failures?.Push(name, state.Cursor);
        var reply = part.Parse(ref state, out value);
        state.Failures?.Pop();
        session.Leave();
        return reply;
    }
}

/// <summary>Says what a part is called where it is expected.</summary>
internal sealed class LabelParser<T>(string name, Parser<T> part) : Parser<T>
{
    private readonly Expectation _expectation = new(ExpectationKind.Rule, name);

    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        if (state.Failures is not { } failures)
            return part.Parse(ref state, out value);

        var start = state.Cursor;
        var before = failures.Open();
        failures.Push(name, start);
        var reply = part.Parse(ref state, out value);
        failures.Pop();

        // A failure further on, which a parser took back, says more than the name.
        if (reply is { Kind: ReplyKind.Err, Consumed: false } && failures.Best.Offset <= start)
            failures.Rename(start, _expectation);

        failures.Close(before);
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(part);
}

/// <summary>
/// A parser that is made when it is first needed, so that a grammar can contain itself. Counts the depth.
/// </summary>
internal sealed class DeferParser<T>(Func<Parser<T>> make) : Parser<T>
{
    private readonly Lazy<Parser<T>> _part = new(make);

    public override Reply Parse(scoped ref ParseState state, out T value)
    {
        // The second question is for settings far above the default: a stack that is used up ends the process.
        if (state.Depth >= state.Config.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            value = default!;
            return state.Session.Stop(new(
                "E4002",
                FormattableString.Invariant($"nested deeper than max_depth = {state.Config.MaxDepth}"),
                state.SpanOf(state.Cursor, state.Cursor)));
        }

        state.Depth++;
        var reply = _part.Value.Parse(ref state, out value);
        state.Depth--;
        return reply;
    }

    internal override void ShowParts(GrammarIndex index) => index.Add(_part.Value);
}
