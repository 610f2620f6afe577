namespace MarsDisk.Scenario.Editing;

/// <summary>Replaces a range of a text.</summary>
/// <param name="Start">First byte of the range.</param>
/// <param name="Removed">Bytes of the range.</param>
/// <param name="Inserted">What stands there afterwards, UTF-8.</param>
public readonly record struct TextEdit(long Start, long Removed, ReadOnlyMemory<byte> Inserted)
{
    /// <summary>By how much everything behind the range moves, bytes.</summary>
    public long Shift => Inserted.Length - Removed;
}

/// <summary>
/// An immutable text of any length in pieces of at most 32 KiB: an edit copies one piece and shares the rest. Places are byte
/// offsets; lines count from 0 and end behind their LF.
/// </summary>
public sealed class SourceText
{
    private const int PieceBytesMax = 32 * 1024;

    private readonly MeasuredTree<Piece, Extent>? _pieces;

    private SourceText(MeasuredTree<Piece, Extent>? pieces)
    {
        _pieces = pieces;
    }

    /// <summary>Nothing.</summary>
    public static SourceText Empty { get; } = new(pieces: null);

    /// <summary>Bytes.</summary>
    public long Length => MeasuredTree<Piece, Extent>.TotalOf(_pieces).Bytes;

    /// <summary>Lines; what follows the last LF is one, even if it is empty.</summary>
    public long LineCount => MeasuredTree<Piece, Extent>.TotalOf(_pieces).LineEnds + 1;

    /// <summary>The text of some bytes, which are copied.</summary>
    public static SourceText From(ReadOnlySpan<byte> bytes)
        => new(MeasuredTree<Piece, Extent>.Build(Cut(bytes)));

    /// <summary>The text after an edit.</summary>
    /// <param name="edit">Its range lies in the text.</param>
    public SourceText With(in TextEdit edit)
    {
        if (edit.Start < 0 || edit.Removed < 0 || edit.Start + edit.Removed > Length)
            throw new ArgumentOutOfRangeException(nameof(edit), edit, $"The range lies outside the {Length} bytes of the text.");
        if (_pieces is null)
            return From(edit.Inserted.Span);

        var (first, firstIndex, before) = MeasuredTree<Piece, Extent>.Find(_pieces, new ToByte(edit.Start));
        var (last, lastIndex, lastBefore) = MeasuredTree<Piece, Extent>.Find(_pieces, new ToByte(edit.Start + edit.Removed));
        var head = first.Bytes.AsSpan(0, (int)(edit.Start - before.Bytes));
        var tail = last.Bytes.AsSpan((int)(edit.Start + edit.Removed - lastBefore.Bytes));
        byte[] changed = [.. head, .. edit.Inserted.Span, .. tail];
        return new(MeasuredTree<Piece, Extent>.Replace(_pieces, firstIndex, lastIndex + 1, Cut(changed)));
    }

    /// <summary>Offset of the first byte of a line; the length for a line behind the last one.</summary>
    public long LineStart(long line)
    {
        if (line <= 0 || _pieces is null)
            return 0;
        if (line >= LineCount)
            return Length;
        var (piece, _, before) = MeasuredTree<Piece, Extent>.Find(_pieces, new ToLine(line));
        return before.Bytes + piece.OffsetBehindLineEnd(line - before.LineEnds);
    }

    /// <summary>The line that holds an offset.</summary>
    public long LineOf(long offset)
    {
        if (offset <= 0 || _pieces is null)
            return 0;
        if (offset >= Length)
            return LineCount - 1;
        var (piece, _, before) = MeasuredTree<Piece, Extent>.Find(_pieces, new ToByte(offset));
        return before.LineEnds + piece.Bytes.AsSpan(0, (int)(offset - before.Bytes)).Count((byte)'\n');
    }

    /// <summary>
    /// Bytes that stand together in memory: from an offset to the end of its piece, or to a given end. Empty at the end.
    /// </summary>
    public ReadOnlyMemory<byte> Window(long start, long end = long.MaxValue)
    {
        if (_pieces is null || start >= Math.Min(end, Length))
            return default;
        var (piece, _, before) = MeasuredTree<Piece, Extent>.Find(_pieces, new ToByte(start));
        var first = (int)(start - before.Bytes);
        return piece.Bytes.AsMemory(first, (int)Math.Min(piece.Bytes.Length - first, end - start));
    }

    /// <summary>The bytes [start, end); copied only when they lie in several pieces.</summary>
    public ReadOnlyMemory<byte> Slice(long start, long end)
    {
        var window = Window(start, end);
        if (window.Length >= end - start)
            return window;
        var copy = new byte[end - start];
        for (var at = start; at < end; at += window.Length)
        {
            window = Window(at, end);
            window.Span.CopyTo(copy.AsSpan((int)(at - start)));
        }

        return copy;
    }

    /// <summary>One line without its line end.</summary>
    public ReadOnlyMemory<byte> Line(long line)
    {
        var bytes = Slice(LineStart(line), LineStart(line + 1));
        if (bytes.Span.EndsWith("\n"u8))
            bytes = bytes[..^1];
        return bytes.Span.EndsWith("\r"u8) ? bytes[..^1] : bytes;
    }

    private static ReadOnlySpan<Piece> Cut(ReadOnlySpan<byte> bytes)
    {
        // Equal pieces, so that no edit leaves a small one behind.
        var count = (bytes.Length + PieceBytesMax - 1) / PieceBytesMax;
        var pieces = new Piece[count];
        for (var i = 0; i < count; i++)
        {
            var first = (int)((long)bytes.Length * i / count);
            var end = (int)((long)bytes.Length * (i + 1) / count);
            pieces[i] = new Piece(bytes[first..end].ToArray());
        }

        return pieces;
    }

    private readonly record struct Extent(long Bytes, long LineEnds) : IMeasure<Extent>
    {
        public static Extent operator +(Extent first, Extent second)
            => new(first.Bytes + second.Bytes, first.LineEnds + second.LineEnds);
    }

    private readonly record struct ToByte(long Offset) : ISeek<Extent>
    {
        public bool EndsBefore(in Extent end) => end.Bytes <= Offset;
    }

    private readonly record struct ToLine(long Line) : ISeek<Extent>
    {
        public bool EndsBefore(in Extent end) => end.LineEnds < Line;
    }

    private sealed class Piece(byte[] bytes) : IMeasured<Extent>
    {
        public byte[] Bytes { get; } = bytes;

        public Extent Measure { get; } = new(bytes.Length, bytes.AsSpan().Count((byte)'\n'));

        public int OffsetBehindLineEnd(long count)
        {
            var at = 0;
            while (count-- > 0)
                at += Bytes.AsSpan(at).IndexOf((byte)'\n') + 1;
            return at;
        }
    }
}
