using System.Buffers;

namespace MarsDisk.Parsing;

/// <summary>Parses a source that is there as a whole. Always returns; what is wrong is part of the result.</summary>
public static class ParserRunner
{
    private static readonly RunConfig Defaults = new();

    /// <summary>Parses a source.</summary>
    /// <param name="parser">What reads.</param>
    /// <param name="source">The whole source.</param>
    /// <param name="config">Settings.</param>
    public static ParseResult<T> Run<T>(Parser<T> parser, ReadOnlyMemory<byte> source, RunConfig? config = null)
        => Parse(parser, source.Span, config, isPartial: false).Found!;

    /// <summary>Parses a source in several segments.</summary>
    /// <param name="parser">What reads.</param>
    /// <param name="source">The whole source. More than one segment is copied into one.</param>
    /// <param name="config">Settings.</param>
    public static ParseResult<T> Run<T>(Parser<T> parser, in ReadOnlySequence<byte> source, RunConfig? config = null)
    {
        var bytes = source.IsSingleSegment ? source.FirstSpan : source.ToArray();
        return Parse(parser, bytes, config, isPartial: false).Found!;
    }

    /// <summary>Parses the start of a source. Never complains about what is left over.</summary>
    /// <param name="parser">What reads.</param>
    /// <param name="source">The source.</param>
    /// <param name="config">Settings.</param>
    public static ParseResultWithRest<T> RunPartial<T>(
        Parser<T> parser, ReadOnlyMemory<byte> source, RunConfig? config = null)
    {
        var parse = Parse(parser, source.Span, config, isPartial: true);
        return new(parse.Found!, parse.RestOffset);
    }

    private static GeneralParse<T> Parse<T>(
        Parser<T> parser, ReadOnlySpan<byte> source, RunConfig? config, bool isPartial)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var parse = new GeneralParse<T>(parser, config ?? Defaults, isPartial);
        parse.Advance(source, isFinal: true);
        return parse;
    }
}
