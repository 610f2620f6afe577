namespace MarsDisk.Parsing;

/// <summary>What a parse has found. Always given, never thrown.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">The value; of a statement stream the totals, also those of a parse that ended early.</param>
/// <param name="HasValue">The whole source was accepted.</param>
/// <param name="Span">What was read: from the start to where the parse ended.</param>
/// <param name="Diagnostics">In the order of their appearance.</param>
/// <param name="Recovered">An error was passed over.</param>
/// <param name="Profile">Counters, if they were asked for.</param>
public sealed record ParseResult<T>(
    T? Value, bool HasValue, SourceSpan? Span,
    IReadOnlyList<Diagnostic> Diagnostics, bool Recovered, ParserProfile? Profile = null);

/// <summary>A result and where the rest begins.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Result">The result.</param>
/// <param name="RestOffset">Source offset of the first byte that was not used.</param>
public sealed record ParseResultWithRest<T>(ParseResult<T> Result, long RestOffset);

/// <summary>What a parse did.</summary>
/// <param name="PackratHits">Stored replies that were used.</param>
/// <param name="PackratMisses">Replies that were not stored yet.</param>
/// <param name="Backtracks">Alternatives that were given up.</param>
/// <param name="Recoveries">Errors that were passed over.</param>
/// <param name="MemoEntries">Stored replies at the end.</param>
public sealed record ParserProfile(
    long PackratHits, long PackratMisses, long Backtracks, long Recoveries, long MemoEntries)
{
    /// <summary>Memory of the stored replies at the end, bytes, by estimate.</summary>
    public long MemoBytes { get; init; }

    /// <summary>Stored replies that were dropped for the budget.</summary>
    public long MemoEvictions { get; init; }

    /// <summary>Stored replies that were dropped because the watermark passed them.</summary>
    public long MemoPruned { get; init; }

    /// <summary>Replies that were not stored because the budget had no room for them.</summary>
    public long MemoBudgetDrops { get; init; }
}
