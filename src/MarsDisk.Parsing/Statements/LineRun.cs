namespace MarsDisk.Parsing;

/// <summary>Lines that a grammar reads in one go, each a frame and a unit of its own.</summary>
/// <param name="lines">From the start of a line on; need not end with one.</param>
/// <param name="at">Source offset of the first byte.</param>
/// <param name="line">Number of the first line.</param>
/// <param name="countMax">Lines that may be read.</param>
/// <param name="config">Settings of the parse.</param>
internal ref struct LineRun(ReadOnlySpan<byte> lines, long at, long line, int countMax, RunConfig config)
{
    /// <summary>Settings of the parse.</summary>
    public readonly RunConfig Config = config;

    /// <summary>From the start of the first line on.</summary>
    public readonly ReadOnlySpan<byte> Lines = lines;

    /// <summary>Lines that may be read.</summary>
    public readonly int CountMax = countMax;

    private readonly long _at = at;
    private readonly long _line = line;

    /// <summary>Lines read and committed.</summary>
    public int Count { get; private set; }

    /// <summary>Their bytes with the line ends.</summary>
    public int Bytes { get; private set; }

    /// <summary>The range of a statement on the next line, as indexes into that line.</summary>
    public readonly SourceSpan Span(int start, int end)
        => new(_at + Bytes + start, _at + Bytes + end, _line + Count, start + 1, _line + Count, end + 1);

    /// <summary>The next line has been committed.</summary>
    /// <param name="bytes">Its bytes with the line end.</param>
    public void Pass(int bytes)
    {
        Bytes += bytes;
        Count++;
    }
}
