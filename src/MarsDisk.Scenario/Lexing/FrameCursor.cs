using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Lexing;

/// <summary>A place in a frame that a span can begin at.</summary>
/// <param name="Index">Index into the frame.</param>
/// <param name="LineStart">Index of the first byte of the physical line.</param>
/// <param name="Line">Physical lines of the frame before it.</param>
internal readonly record struct Mark(int Index, int LineStart, int Line);

/// <summary>
/// Walks over one frame. The first pass carries no <see cref="Failures"/>, so that a failure costs a return value; the second
/// pass over a frame that failed runs the same code with them.
/// </summary>
[SuppressMessage("Design", "CA1051", Justification = "Readers move the cursor at every byte; it lives on the stack of one frame.")]
internal ref struct FrameCursor
{
    public readonly ReadOnlySpan<byte> Bytes;
    public readonly ParseLimits Limits;
    public readonly ParseNames Names;
    public readonly Failures? Failures;
    public readonly int DepthMax;
    public int At;
    public int Depth;

    private readonly long _baseOffset;
    private readonly long _baseLine;
    private int _lineStart;
    private int _line;

    public FrameCursor(in Input input, RunConfig config, ParseNames names, Failures? failures)
    {
        Bytes = input.Bytes;
        Limits = config.Limits;
        DepthMax = config.MaxDepth;
        Names = names;
        Failures = failures;
        _baseOffset = input.BaseOffset;
        _baseLine = input.BaseLine;
    }

    public readonly bool IsAtEnd => At >= Bytes.Length;

    /// <summary>The byte at the cursor, 0 at the end: no frame contains a NUL.</summary>
    public readonly byte Peek
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)At < (uint)Bytes.Length ? Bytes[At] : (byte)0;
    }

    public readonly Mark Here => new(At, _lineStart, _line);

    public readonly bool IsProbe => Failures is { IsProbe: true };

    /// <summary>From a mark to the cursor.</summary>
    public readonly SourceSpan From(Mark start)
        => new(_baseOffset + start.Index, _baseOffset + At,
            _baseLine + start.Line, start.Index - start.LineStart + 1,
            _baseLine + _line, At - _lineStart + 1);

    /// <summary>A range of the frame that may lie anywhere. Counts lines: for diagnostics only.</summary>
    public readonly SourceSpan Range(int start, int end)
    {
        var (startLine, startColumn) = LineOf(start);
        var (endLine, endColumn) = LineOf(end);
        return new(_baseOffset + start, _baseOffset + end, startLine, startColumn, endLine, endColumn);
    }

    /// <summary>Passes blanks and joins of lines. Returns whether there was one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool SkipBlanks()
    {
        var b = Peek;
        return b is (byte)' ' or (byte)'\t' or (byte)'\\' && SkipSlowly();
    }

    /// <summary>At least one blank, which a word before it needs. At the end of the frame what follows fails by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Blank() => SkipBlanks() || IsAtEnd || Fail(Expected.Blank);

    /// <summary>A byte; the expectation is what a failure names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Symbol(byte symbol, Expected expected)
    {
        if (Peek != symbol)
            return Fail(expected);
        At++;
        return true;
    }

    /// <summary>A whole word.</summary>
    public bool Keyword(ReadOnlySpan<byte> word, Expected expected)
    {
        if (!IsKeyword(word))
            return Fail(expected);
        At += word.Length;
        return true;
    }

    /// <summary>Does this whole word stand here?</summary>
    public readonly bool IsKeyword(ReadOnlySpan<byte> word)
    {
        var rest = Bytes[At..];
        return rest.StartsWith(word) && (rest.Length == word.Length || !ByteClass.Is(rest[word.Length], ByteClass.Name));
    }

    /// <summary>The name at the cursor, which passes it; empty if there is none. Does not fail.</summary>
    public ReadOnlySpan<byte> TakeName()
    {
        var bytes = Bytes;
        var start = At;
        var end = start;
        if ((uint)end >= (uint)bytes.Length || !ByteClass.Is(bytes[end], ByteClass.Start))
            return default;
        do
        {
            end++;
        }
        while ((uint)end < (uint)bytes.Length && ByteClass.Is(bytes[end], ByteClass.Name));
        At = end;
        return bytes[start..end];
    }

    /// <summary>The end of a statement: blanks, a comment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Tail()
    {
        if (At >= Bytes.Length && Failures is null)
            return true;
        return SlowTail();
    }

    /// <summary>Notes what would have been accepted here. Always false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Fail(Expected expected)
    {
        Failures?.Expect(At, expected);
        return false;
    }

    /// <summary>As <see cref="Fail(Expected)"/>, with all that would have been accepted.</summary>
    public readonly bool FailAny(ImmutableArray<Expected> expected)
    {
        if (Failures is null)
            return false;
        foreach (var one in expected)
            Failures.Expect(At, one);
        return false;
    }

    /// <summary>Ends the frame with a finding. Always false.</summary>
    public readonly bool Report(Diagnostic finding)
    {
        Failures?.Report(finding);
        return false;
    }

    /// <summary>Goes back to a place it has passed.</summary>
    public void Return(Mark mark) => (At, _lineStart, _line) = (mark.Index, mark.LineStart, mark.Line);

    /// <summary>A string if one follows, behind a blank.</summary>
    public bool TryText(out bool hasText, out string text)
    {
        (hasText, text) = (false, "");
        var end = Here;
        if (!SkipBlanks())
            return true;
        if (Peek == '"')
        {
            hasText = true;
            return QuotedReader.Text(ref this, out text);
        }

        Fail(Expected.Text);
        Return(end);
        return true;
    }

    /// <summary>As <see cref="Fail(Expected)"/>, at another place.</summary>
    public readonly bool Fail(int at, Expected expected)
    {
        Failures?.Expect(at, expected);
        return false;
    }

    private bool SlowTail()
    {
        SkipBlanks();
        if (Peek == '#')
            At = Bytes.Length;
        if (At < Bytes.Length)
            return Fail(Expected.EndOfLine);
        if (!IsProbe)
            return true;
        return Fail(Expected.EndOfLine);
    }

    private bool SkipSlowly()
    {
        var start = At;
        while (At < Bytes.Length)
        {
            var b = Bytes[At];
            if (b is (byte)' ' or (byte)'\t')
                At++;
            else if (b != '\\' || !SkipJoin())
                break;
        }

        return At > start;
    }

    private bool SkipJoin()
    {
        var next = At + 1;
        if (next < Bytes.Length && Bytes[next] == '\r')
            next++;
        if (next >= Bytes.Length || Bytes[next] != '\n')
            return false;
        At = next + 1;
        _lineStart = At;
        _line++;
        return true;
    }

    private readonly (long Line, int Column) LineOf(int index)
    {
        var before = Bytes[..Math.Min(index, Bytes.Length)];
        return (_baseLine + before.Count((byte)'\n'), index - before.LastIndexOf((byte)'\n'));
    }
}
