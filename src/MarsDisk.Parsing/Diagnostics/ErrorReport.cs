namespace MarsDisk.Parsing;

/// <summary>Makes a diagnostic of the best failure of a pass that gathered expectations.</summary>
internal static class ErrorReport
{
    public const string Expected = "scn.syntax.expected";
    public const string TrailingInput = "scn.syntax.trailing_input";

    private const int CharacterBytesMost = 4;
    private const string EndName = "the end of the source";

    /// <summary>
    /// Whether the text that the message quotes is there. Until then a message would depend on where the source was
    /// cut.
    /// </summary>
    /// <param name="input">The window.</param>
    /// <param name="at">Where the quotation begins.</param>
    public static bool IsQuotable(in Input input, int at)
    {
        var found = FoundText.LengthAt(input.Bytes, at);
        return input.IsFinal || found >= FoundText.MostBytes || (found > 0 && at + found < input.Bytes.Length);
    }

    /// <summary>The facts.</summary>
    public static ParseError Facts(scoped ref ParseState state, FailureCollector failures, int start)
    {
        var best = failures.Best;
        var at = Math.Max(0, best.Offset);
        var end = Math.Min(at + FoundText.LengthAt(state.Input.Bytes, at), state.Input.Bytes.Length);
        return new(
            state.SpanOf(at, end), failures.Expected.ToHashSet(), failures.ContextNames, best.Committed,
            FarConsumed: at > start, Hints: [], Secondaries: []);
    }

    /// <summary>The diagnostic.</summary>
    public static Diagnostic Of(scoped ref ParseState state, FailureCollector failures)
    {
        var summary = ExpectationSummaries.Of(failures, state.Input.Bytes, EndName);
        var facts = Facts(ref state, failures, start: 0);
        var notes = new List<(SourceSpan? At, string Text)>();
        for (var note = failures.Best.Notes; note is not null; note = note.Earlier)
            notes.Add((note.At, note.Text));
        return new(Expected, Severity.Error, summary.Humanized, facts.At)
        {
            Expected = summary,
            Notes = notes,
            Trace = TraceOf(ref state, failures.Best),
        };
    }

    /// <summary>
    /// Whether the bytes that a note about left-over input quotes are there, the last character complete.
    /// </summary>
    /// <param name="input">The window.</param>
    /// <param name="at">Where the rest begins.</param>
    public static bool IsNotable(in Input input, int at)
        => input.IsFinal || input.Bytes.Length - at >= FoundText.MostBytes + CharacterBytesMost - 1;

    /// <summary>Input is left over behind a value.</summary>
    /// <param name="state">A state on the window.</param>
    /// <param name="failures">What the pass over the value expected.</param>
    /// <param name="at">Where the rest begins, an index into the window.</param>
    public static Diagnostic Trailing(scoped ref ParseState state, FailureCollector failures, int at)
    {
        if (failures.Best.Offset != at)
            failures.Replace(Failure.None);
        failures.Expect(at, new Expectation(ExpectationKind.Eof, EndName));
        var window = state.Input.Bytes;
        var summary = ExpectationSummaries.Of(failures, window, EndName);
        var end = at + FoundText.LengthAt(window, at);
        return new(TrailingInput, Severity.Error, summary.Humanized, state.SpanOf(at, end))
        {
            Expected = summary,
            Notes = [(null, FoundText.Escape(window[at..]))],
        };
    }

    private static List<(string Label, SourceSpan At)> TraceOf(scoped ref ParseState state, in Failure failure)
    {
        var most = state.Config.Trace ? int.MaxValue : FailureCollector.ContextsShown;
        var trace = new List<(string, SourceSpan)>();
        for (var context = failure.Context; context is not null && trace.Count < most; context = context.Outer)
            trace.Add((context.Name, state.SpanOf(context.Start, Math.Max(context.Start, failure.Offset))));
        trace.Reverse();
        return trace;
    }
}
