namespace MarsDisk.Parsing;

/// <summary>
/// One parse by a general parser. A batch parse gives it one window that is final, a streaming parse the same bytes in
/// growing windows: what it answers depends on the bytes alone.
/// </summary>
internal sealed class GeneralParse<T>
{
    private readonly Parser<T> _parser;
    private readonly RunConfig _config;
    private readonly bool _isPartial;
    private readonly ParseSession _session;
    private readonly RootLoop<T>? _loop;
    private Position _start = new(0, 1, 1);
    private int _recovered;

    /// <summary>A parse that has seen nothing.</summary>
    /// <param name="parser">What reads.</param>
    /// <param name="config">Settings.</param>
    /// <param name="isPartial">Input left over is no error, whatever the settings say.</param>
    public GeneralParse(Parser<T> parser, RunConfig config, bool isPartial = false)
    {
        _parser = parser;
        _config = config;
        _isPartial = isPartial;
        _session = new(config);
        _loop = parser.AsRootLoop();
        if (ConfigCheck.Fault(config) is { } fault)
            Stop(fault);
        else
            CheckGrammar();
    }

    /// <summary>No byte before this one is looked at again.</summary>
    public Position Watermark => _start;

    /// <summary>The result, once there is one.</summary>
    public ParseResult<T>? Found { get; private set; }

    /// <summary>Source offset of the first byte that was not used.</summary>
    public long RestOffset { get; private set; }

    /// <summary>At least so many bytes are missing.</summary>
    public int Missing { get; private set; } = 1;

    /// <summary>Bytes from the watermark on that the last call has looked at.</summary>
    public long Looked { get; private set; }

    /// <summary>Stored replies; null without packrat.</summary>
    public MemoTable? Memo => _session.Memo;

    /// <summary>Reads on.</summary>
    /// <param name="window">Everything from the watermark on.</param>
    /// <param name="isFinal">Nothing follows.</param>
    /// <returns>There is a result.</returns>
    public bool Advance(ReadOnlySpan<byte> window, bool isFinal)
    {
        var from = _start.Offset;
        var room = _config.Limits.MaxSourceBytes - from;
        if (window.Length <= room)
            return AdvanceWithin(window, isFinal);

        // What lies behind the limit is not looked at, so that the end is the same for every way to cut the source.
        if (!AdvanceWithin(window[..(int)room], isFinal: false))
        {
            var state = Begin(window[(int)(_start.Offset - from)..], isFinal: false, failures: null);
            var limit = state.PositionAt((int)(_config.Limits.MaxSourceBytes - _start.Offset));
            Stop(StreamFaults.SourceTooLong(_config.Limits.MaxSourceBytes, limit));
        }

        return true;
    }

    /// <summary>What may follow at the end of a window that is not complete. Changes nothing.</summary>
    public IReadOnlySet<Expectation> Expect(ReadOnlySpan<byte> window)
    {
        var failures = new FailureCollector(new ExpectationTable());
        var state = Begin(window, isFinal: true, failures);
        state.Session = new(_config with { Packrat = false });
        try
        {
            _ = Read(ref state, out _, out _);
        }
#pragma warning disable CA1031 // A defect is reported when the window is parsed, not when somebody looks ahead.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new HashSet<Expectation>();
        }

        return failures.Expected.ToHashSet();
    }

    /// <summary>Ends the parse from outside.</summary>
    public void Stop(Diagnostic diagnostic) => Complete(default, null, diagnostic);

    private bool AdvanceWithin(ReadOnlySpan<byte> window, bool isFinal)
    {
        var from = _start.Offset;
        Looked = 0;
        while (Found is null)
        {
            var passed = (int)(_start.Offset - from);
            var hasMoved = Step(window[passed..], isFinal, out var examined);
            Looked = Math.Max(Looked, passed + Math.Min(examined, window.Length - passed));
            if (!hasMoved)
                return false;
        }

        return true;
    }

    private void CheckGrammar()
    {
        try
        {
            GrammarIndex.Of(_parser);
        }
#pragma warning disable CA1031 // Deferred parts are made here by functions of the grammar, which may throw anything.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Stop(StreamFaults.Defect(error, SourceSpan.At(_start)));
        }
    }

    /// <summary>Reads one element, or the whole; false if bytes are missing.</summary>
    private bool Step(ReadOnlySpan<byte> window, bool isFinal, out int examined)
    {
        _session.Restart(_recovered);
        var state = Begin(window, isFinal, _session.Recovers ? new(new ExpectationTable()) : null);
        try
        {
            var reply = Read(ref state, out var isLast, out var value);
            examined = state.Examined;
            return Conclude(ref state, reply, isLast, value);
        }
#pragma warning disable CA1031 // The edge of the parse: what a parser throws becomes a diagnostic.
        catch (Exception error)
#pragma warning restore CA1031
        {
            examined = state.Examined;
            Stop(StreamFaults.Defect(error, state.SpanOf(0, window.Length)));
            return true;
        }
    }

    private ParseState Begin(ReadOnlySpan<byte> window, bool isFinal, FailureCollector? failures)
    {
        var state = new ParseState(new(window, _start.Offset, _start.Line, isFinal, default), _config)
        {
            Failures = failures,
            Session = _session,
        };
        if (_start.Offset > 0)
            state.StartInLine(_start.Column - 1);
        return state;
    }

    private Reply Read(scoped ref ParseState state, out bool isLast, out T value)
    {
        if (_loop is not null)
            return _loop.Next(ref state, out isLast, out value);
        isLast = true;
        return _parser.Parse(ref state, out value);
    }

    private bool Conclude(scoped ref ParseState state, in Reply reply, bool isLast, T value)
    {
        if (_session.Fault is { } fault)
        {
            Stop(new(fault.Code, Severity.Error, fault.Message, fault.At));
            return true;
        }

        switch (reply.Kind)
        {
            case ReplyKind.NeedMore when state.Input.IsFinal:
                throw new InvalidOperationException("A parser waits for more at the end of the source.");
            case ReplyKind.NeedMore:
                return Wait(Math.Max(1, reply.MoreBytes));
            case ReplyKind.Err:
                return Refuse(ref state);
            default:
                return isLast ? Accept(ref state, value) : Commit(ref state);
        }
    }

    private bool Wait(int missing)
    {
        Missing = missing;
        return false;
    }

    private bool Commit(scoped ref ParseState state)
    {
        _loop!.Keep();
        _start = state.PositionAt(state.Cursor);
        _recovered = _session.Recovered.Count;
        _session.Memo?.Prune(_start.Offset);
        return true;
    }

    private bool Accept(scoped ref ParseState state, T value)
    {
        var end = state.Cursor;
        var isLeftOver = end < state.Input.Bytes.Length;
        if (_config.RequireEof && !_isPartial && !(state.Input.IsFinal && !isLeftOver))
        {
            if (!ErrorReport.IsNotable(state.Input, end))
                return Wait(1);
            var failures = Again(ref state);
            Stop(ErrorReport.Trailing(ref state, failures, end));
            return true;
        }

        var last = state.PositionAt(end);
        RestOffset = last.Offset;
        Complete(value, SourceSpan.At(new(0, 1, 1)).To(SourceSpan.At(last)), error: null);
        return true;
    }

    private bool Refuse(scoped ref ParseState state)
    {
        var failures = Again(ref state);
        if (!ErrorReport.IsQuotable(state.Input, Math.Max(0, failures.Best.Offset)))
            return Wait(1);
        Stop(ErrorReport.Of(ref state, failures));
        return true;
    }

    /// <summary>Reads the window again and gathers expectations, unless the first pass has.</summary>
    private FailureCollector Again(scoped ref ParseState state)
    {
        if (state.Failures is { } gathered)
            return gathered;
        var failures = new FailureCollector(new ExpectationTable());
        _session.Restart(_recovered);
        var second = Begin(state.Input.Bytes, state.Input.IsFinal, failures);
        _ = Read(ref second, out _, out _);
        return failures;
    }

    private void Complete(T? value, SourceSpan? span, Diagnostic? error)
    {
        var ledger = _session.Ledger();
        if (error is not null)
            ledger.AddLast(error);
        Found = new(
            value, span is not null, span, ledger.Shown, ledger.Recoveries > 0,
            WantsProfile() ? _session.Profile() : null);
    }

    private bool WantsProfile()
        => _config.Extensions.TryGetValue("parse", out var map)
            && map.Values.TryGetValue("profile", out var wanted) && wanted is true;
}
