using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>Parses a statement source that is complete and in memory. What it finds is what every streaming parse finds.</summary>
public static class StatementRunner
{
    /// <summary>Parses a source.</summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="grammar">The language.</param>
    /// <param name="source">All bytes.</param>
    /// <param name="sink">Receives the units. A batch parse cannot wait: its answer "pause" is passed over.</param>
    /// <param name="config">Settings.</param>
    public static ParseResult<StreamSummary> Run<TItem>(
        StatementGrammar<TItem> grammar, ReadOnlyMemory<byte> source, IStatementSink<TItem> sink, RunConfig? config = null)
        => Run(grammar, new ReadOnlySequence<byte>(source), sink, config);

    /// <summary>Parses a source in several segments.</summary>
    /// <typeparam name="TItem">What a statement becomes.</typeparam>
    /// <param name="grammar">The language.</param>
    /// <param name="source">All bytes.</param>
    /// <param name="sink">Receives the units. A batch parse cannot wait: its answer "pause" is passed over.</param>
    /// <param name="config">Settings.</param>
    public static ParseResult<StreamSummary> Run<TItem>(
        StatementGrammar<TItem> grammar, in ReadOnlySequence<byte> source, IStatementSink<TItem> sink, RunConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentNullException.ThrowIfNull(sink);
        config ??= new();
        using var parse = new StatementParse<TItem>(grammar, sink, config);
        if (ConfigCheck.Fault(config) is { } fault)
            parse.Emitter.End(fault);
        foreach (var remark in ConfigCheck.Remarks(config))
            parse.Emitter.Report(remark);

        parse.Append(source);
        parse.IsClosed = true;
        while (parse.Step(StepBudget.Unlimited) != StepEnd.Ended)
            parse.Emitter.Release();
        return StatementResult.Of(parse);
    }
}

/// <summary>The result of a parse that has ended.</summary>
internal static class StatementResult
{
    public static ParseResult<StreamSummary> Of<TItem>(StatementParse<TItem> parse)
    {
        var end = parse.Accepted;
        var summary = new StreamSummary(parse.Emitter.NextOrdinal, parse.Emitter.Rows, end.Offset, parse.Emitter.Digest);
        var span = SourceSpan.At(new(0, 1, 1)).To(SourceSpan.At(end));
        return new(summary, !parse.Emitter.HasEnded, span, parse.Errors.Shown, parse.Errors.Recoveries > 0);
    }
}
