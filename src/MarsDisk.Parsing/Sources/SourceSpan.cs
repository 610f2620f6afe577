using System.Runtime.InteropServices;

namespace MarsDisk.Parsing;

/// <summary>Names one source; equal for all parts of it.</summary>
/// <param name="Value">Chosen by whoever opens the source; 0 where there is only one.</param>
public readonly record struct SourceId(ulong Value);

/// <summary>A place in a source.</summary>
/// <param name="Offset">Bytes from the start of the source, a byte order mark included.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-8 bytes; a byte order mark does not count.</param>
public readonly record struct Position(long Offset, long Line, int Column);

/// <summary>A half-open range of a source: [Start, End).</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">The byte behind the last one; never below <paramref name="Start"/>.</param>
/// <param name="StartLine">Line of the first byte, from 1.</param>
/// <param name="StartColumn">Column of the first byte, from 1, in UTF-8 bytes.</param>
/// <param name="EndLine">Line of the end, from 1.</param>
/// <param name="EndColumn">Column of the end, from 1, in UTF-8 bytes.</param>
[StructLayout(LayoutKind.Auto)]      // the two columns share a word: a statement carries one span, a sink gets another
public readonly record struct SourceSpan(
    long Start, long End, long StartLine, int StartColumn, long EndLine, int EndColumn)
{
    /// <summary>Bytes in the range.</summary>
    public long Length => End - Start;

    /// <summary>The empty range at a place.</summary>
    public static SourceSpan At(Position position)
        => new(position.Offset, position.Offset, position.Line, position.Column, position.Line, position.Column);

    /// <summary>From the start of this range to the end of a later one.</summary>
    public SourceSpan To(in SourceSpan last) => this with { End = last.End, EndLine = last.EndLine, EndColumn = last.EndColumn };
}
