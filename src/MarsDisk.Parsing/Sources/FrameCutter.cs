using System.Runtime.CompilerServices;

namespace MarsDisk.Parsing;

/// <summary>What is known of a frame whose end is not found yet. Indexes count from the start of the frame.</summary>
internal struct FrameProgress
{
    /// <summary>Start of the present physical line.</summary>
    public int LineStart;

    /// <summary>Line ends before it.</summary>
    public int Lines;

    /// <summary>End of the content of the line before; of use if the source ends right here.</summary>
    public int ContentEnd;
}

/// <summary>What a line end means to its frame.</summary>
internal enum FrameCut : byte
{
    /// <summary>The frame ends here.</summary>
    Complete,

    /// <summary>The frame goes on.</summary>
    Incomplete,

    /// <summary>The physical line is longer than allowed.</summary>
    LineTooLong,

    /// <summary>The unit is longer than allowed.</summary>
    UnitTooLong,
}

/// <summary>
/// Where frames end. Looks at line ends, carriage returns and trailing backslashes only, all of them single bytes, so that no
/// border of a chunk can change a decision.
/// </summary>
internal readonly struct FrameCutter(ParseLimits limits)
{
    private readonly int _lineBytesMax = limits.MaxLineBytes;
    private readonly int _rowBytesMax = limits.MaxRowBytes;
    private readonly int _statementBytesMax = limits.MaxStatementBytes;

    /// <summary>Content bytes that a physical line may have.</summary>
    public int LineBytesMax(FrameMode mode) => mode == FrameMode.Row ? _rowBytesMax : _lineBytesMax;

    /// <summary>Bytes before the end of the line without its carriage return.</summary>
    public static int Content(ReadOnlySpan<byte> line) => line.Length > 0 && line[^1] == '\r' ? line.Length - 1 : line.Length;

    /// <summary>
    /// Whether a line is a whole frame that no further rule concerns: not too long, not joined to the next one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsPlain(ReadOnlySpan<byte> content, FrameMode mode)
        => mode == FrameMode.Row
            ? content.Length <= _rowBytesMax
            : content.Length <= _lineBytesMax && (content.Length == 0 || content[^1] != '\\');

    /// <summary>A line end has come.</summary>
    /// <param name="frame">From the start of the frame.</param>
    /// <param name="lineEnd">Index of the line end.</param>
    /// <param name="mode">How the frame is cut.</param>
    /// <param name="unitBytesBefore">Bytes of the open unit before the frame.</param>
    /// <param name="progress">What is known of the frame.</param>
    public FrameCut EndLine(
        ReadOnlySpan<byte> frame, int lineEnd, FrameMode mode, long unitBytesBefore, ref FrameProgress progress)
    {
        var line = frame[progress.LineStart..lineEnd];
        var content = Content(line);
        if (content > LineBytesMax(mode))
            return FrameCut.LineTooLong;

        progress.ContentEnd = progress.LineStart + content;
        if (IsUnitTooLong(mode, unitBytesBefore + progress.ContentEnd))
            return FrameCut.UnitTooLong;
        progress.Lines++;
        if (mode != FrameMode.Logical || content == 0 || line[content - 1] != '\\')
            return FrameCut.Complete;
        progress.LineStart = lineEnd + 1;
        return FrameCut.Incomplete;
    }

    /// <summary>
    /// No line end in sight. One byte above the limit may be a carriage return that is no content, two cannot.
    /// </summary>
    public FrameCut Wait(ReadOnlySpan<byte> frame, FrameMode mode, FrameProgress progress)
    {
        var above = frame.Length - progress.LineStart - LineBytesMax(mode);
        return above > 1 || (above == 1 && frame[^1] != '\r') ? FrameCut.LineTooLong : FrameCut.Incomplete;
    }

    /// <summary>The source ends with the frame.</summary>
    public FrameCut EndSource(ReadOnlySpan<byte> frame, FrameMode mode, long unitBytesBefore, ref FrameProgress progress)
    {
        if (frame.Length == progress.LineStart)
            return FrameCut.Complete;      // a backslash before the last line end joins nothing
        var cut = EndLine(frame, frame.Length, mode, unitBytesBefore, ref progress);
        if (cut is FrameCut.Complete or FrameCut.Incomplete)
            progress.Lines--;              // it had no line end
        return cut == FrameCut.Incomplete ? FrameCut.Complete : cut;
    }

    /// <summary>Rows are units of their own and skipped lines belong to none.</summary>
    public bool IsUnitTooLong(FrameMode mode, long unitBytes) => mode == FrameMode.Logical && unitBytes > _statementBytesMax;
}
