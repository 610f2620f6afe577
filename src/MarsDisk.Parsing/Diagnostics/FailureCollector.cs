namespace MarsDisk.Parsing;

/// <summary>
/// Gathers what was expected at the furthest failure. Used only where somebody asks: the second pass over what
/// failed, probes
/// for expected tokens, editors. For one parse on one thread.
/// </summary>
/// <param name="table">Numbers of the expectations.</param>
/// <param name="outer">Rules that are open around the window, for example the block of a statement.</param>
public sealed class FailureCollector(ExpectationTable table, FailureContext? outer = null)
{
    /// <summary>How many of the open rules are shown.</summary>
    public const int ContextsShown = 3;

    private readonly FailureContext? _outer = outer;
    private Failure _best = Failure.None;
    private FailureContext? _context = outer;

    /// <summary>Numbers of the expectations.</summary>
    public ExpectationTable Table => table;

    /// <summary>The best failure so far.</summary>
    public Failure Best => _best;

    /// <summary>The innermost open rule.</summary>
    public FailureContext? Context => _context;

    /// <summary>What would have been accepted at the best failure.</summary>
    public IReadOnlyList<Expectation> Expected => table.Of(_best.Expected);

    /// <summary>The three innermost rules that were open at the best failure, outermost first.</summary>
    public IReadOnlyList<string> ContextNames => FailureContext.Names(_best.Context, ContextsShown);

    /// <summary>Something was expected and not found.</summary>
    /// <param name="offset">Where, an index into the window.</param>
    /// <param name="id">Its number.</param>
    public void Expect(int offset, int id)
    {
        if (!Reaches(offset))
            return;
        _best = _best with { Expected = _best.Expected.With(id) };
    }

    /// <summary>As <see cref="Expect(int, int)"/>, for an expectation without a number of its own.</summary>
    /// <param name="offset">Where, an index into the window.</param>
    /// <param name="expectation">What would have been accepted.</param>
    public void Expect(int offset, Expectation expectation)
    {
        if (!Reaches(offset))
            return;
        _best = table.TryAdd(expectation, -1, out var id)
            ? _best with { Expected = _best.Expected.With(id) }
            : _best with { Unnumbered = _best.Unnumbered + 1 };
    }

    /// <summary>Adds a remark to the best failure.</summary>
    /// <param name="at">Where.</param>
    /// <param name="text">What, for example <c>opened here</c>.</param>
    public void Note(SourceSpan at, string text) => _best = _best with { Notes = new(at, text, _best.Notes) };

    /// <summary>A cut was passed: what was gathered before is dropped.</summary>
    public void Cut() => _best = Failure.None with { AfterCut = true };

    /// <summary>A rule begins.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="start">Where, an index into the window.</param>
    public void Push(string name, int start) => _context = new(name, start, _context);

    /// <summary>The innermost rule ends.</summary>
    public void Pop() => _context = _context?.Outer;

    /// <summary>Forgets the failure and closes all rules, for the next window.</summary>
    public void Clear()
    {
        _best = Failure.None;
        _context = _outer;
    }

    /// <summary>Starts a set of its own and gives back the one that was open.</summary>
    internal Failure Open()
    {
        var open = _best;
        _best = Failure.None;
        return open;
    }

    /// <summary>Puts a set in the place of the one that is open.</summary>
    internal void Replace(in Failure failure) => _best = failure;

    /// <summary>Ends the set that is open as an alternative of the one that was open before.</summary>
    internal void Close(in Failure before) => _best = Failure.Either(before, _best);

    /// <summary>The failure that is open lies behind a cut.</summary>
    internal void Commit() => _best = _best with { Committed = true };

    /// <summary>One name takes the place of everything that was expected.</summary>
    internal void Rename(int offset, Expectation name)
    {
        var (committed, afterCut) = (_best.Committed, _best.AfterCut);
        _best = Failure.None with { AfterCut = afterCut };
        Expect(offset, name);
        _best = _best with { Committed = committed };
    }

    /// <summary>The failure that is open is taken back by a backtracking parser: its cuts never happened.</summary>
    internal void Uncommit() => _best = _best with { Committed = false, AfterCut = false };

    private bool Reaches(int offset)
    {
        if (offset < _best.Offset)
            return false;
        if (offset > _best.Offset)
            _best = new() { Offset = offset, Context = _context, AfterCut = _best.AfterCut };
        else if (!ReferenceEquals(_best.Context, _context))
            _best = _best with { Context = FailureContext.Common(_best.Context, _context) };
        return true;
    }
}
