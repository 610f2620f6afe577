namespace MarsDisk.Parsing;

/// <summary>
/// One contiguous window on a source. In a framed parse exactly one frame without its line end, and final; in a general parse
/// everything from the watermark on.
/// </summary>
/// <param name="bytes">The window.</param>
/// <param name="baseOffset">Source offset of its first byte.</param>
/// <param name="baseLine">Line of its first byte, from 1.</param>
/// <param name="isFinal">Nothing follows the window, ever.</param>
/// <param name="source">The source.</param>
public readonly ref struct Input(ReadOnlySpan<byte> bytes, long baseOffset, long baseLine, bool isFinal, SourceId source)
{
    /// <summary>The window.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Source offset of the first byte.</summary>
    public long BaseOffset { get; } = baseOffset;

    /// <summary>Line of the first byte, from 1.</summary>
    public long BaseLine { get; } = baseLine;

    /// <summary>True: nothing follows, ever. The only way to tell "no more" from "no more for now".</summary>
    public bool IsFinal { get; } = isFinal;

    /// <summary>The source.</summary>
    public SourceId Source { get; } = source;
}
