namespace MarsDisk.Parsing;

/// <summary>Makes a diagnostic of the best failure of a pass that gathered expectations.</summary>
internal static class ErrorReport
{
    public const string Expected = "scn.syntax.expected";
    public const string TrailingInput = "scn.syntax.trailing_input";

    private const string EndName = "the end of the source";

    /// <summary>
    /// Whether the text that the message quotes is there. Until then a message would depend on where the source was
    /// cut.
    /// </summary>
    /// <param name="input">The window.</param>
    /// <param name="at">Where the quotation begins.</param>
    public static bool IsQuotable(in Input input, int at)
        => input.IsFinal || input.Bytes.Length - at >= FoundText.MostBytes || FoundText.LengthAt(input.Bytes, at) is > 0
            and var length && at + length < input.Bytes.Length;

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

    /// <summary>Input is left over behind a value.</summary>
    /// <param name="rest">Where it begins.</param>
    /// <param name="text">Its first bytes.</param>
    public static Diagnostic Trailing(Position rest, ReadOnlySpan<byte> text)
        => new(
            TrailingInput, Severity.Error,
            $"expected {EndName}, found {FoundText.At(text, 0, EndName)}", SourceSpan.At(rest))
        {
            Notes = [(null, FoundText.Escape(text[..Math.Min(text.Length, FoundText.MostBytes)]))],
        };

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
