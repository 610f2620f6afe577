using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace MarsDisk.Parsing;

/// <summary>
/// Cuts frames from received bytes and gives them to the reader. A frame in one segment goes over as it lies there, one that
/// straddles segments from the array of <see cref="PartialFrame"/>.
/// </summary>
internal sealed class FrameFeed<TItem>(FrameReader<TItem> reader, SafePointKeeper<TItem> safePoints, ParseLimits limits) : IDisposable
{
    // A segment may be a whole source. The loop over its frames is left now and then, because only a method that is called
    // often is compiled well.
    private const int BytesPerTurn = 256 * 1024;

    private readonly FrameCutter _cutter = new(limits);
    private readonly ChunkQueue _queue = new();
    private readonly PartialFrame _partial = new();
    private int _skippedBytes;
    private int _endColumn = 1;
    private bool _isSkippingLine;
    private bool _isMarkDecided;

    /// <summary>Received and not parsed.</summary>
    public long BufferedLength => _partial.Length + _queue.Length;

    /// <summary>Bytes that no frame has begun with.</summary>
    public bool HasUnseen => _queue.Length > 0;

    /// <summary>The frame that has begun has several lines already.</summary>
    public bool HasOpenLines => _partial.Progress.Lines > 0;

    /// <summary>Another encoding that the first bytes name.</summary>
    public string? ForeignEncoding { get; private set; }

    /// <summary>The end of the received bytes.</summary>
    public Position End
    {
        get
        {
            var column = _partial.Length > 0 ? 1 + _partial.Length - _partial.Progress.LineStart
                : _isSkippingLine ? 1 + _skippedBytes
                : _endColumn;
            return new(reader.At + _partial.Length, reader.Line + _partial.Progress.Lines, column);
        }
    }

    public void Append(in ReadOnlySequence<byte> bytes) => _queue.Append(bytes);

    /// <summary>The memory of the bytes added so far is taken back by its owner.</summary>
    public void Own() => _queue.Own();

    /// <summary>The bytes behind the watermark.</summary>
    public void CopyTo(Span<byte> destination)
    {
        _partial.Bytes.CopyTo(destination);
        _queue.CopyTo(destination[_partial.Length..]);
    }

    /// <summary>Decides about a byte order mark; false while that takes more bytes.</summary>
    public bool PassMark(bool isComplete)
    {
        if (_isMarkDecided || reader.At > 0)
            return true;
        Span<byte> first = stackalloc byte[(int)Math.Min(ByteOrderMark.BytesMax, _queue.Length)];
        _queue.CopyTo(first);
        var mark = ByteOrderMark.Read(first, isComplete);
        if (!mark.IsDecided)
            return false;

        _isMarkDecided = true;
        ForeignEncoding = mark.Foreign;
        safePoints.Pass(first[..mark.Length]);
        reader.PassMark(mark.Length);
        for (var left = mark.Length; left > 0;)
        {
            var part = Math.Min(left, _queue.Head.Length);
            _queue.Advance(part);
            left -= part;
        }

        return true;
    }

    /// <summary>Parses from the first segment: frames that lie in it, or the next piece of one that straddles segments.</summary>
    public void Advance(StepBudget budget)
    {
        if (_isSkippingLine)
            SkipLine();
        else if (_partial.Length > 0)
            ContinuePartial();
        else
            ReadSegment(budget);
    }

    /// <summary>The source is complete: what is left is a frame.</summary>
    public void ReadRest()
    {
        if (_partial.Length == 0)
            return;
        _endColumn = 1 + _partial.Length - _partial.Progress.LineStart;
        var cut = _cutter.EndSource(_partial.Bytes, reader.Mode, reader.UnitBytesBefore, ref _partial.Progress);
        EndPartial(cut, isLineEnded: false);
    }

    public void Dispose()
    {
        _queue.Clear();
        _partial.Dispose();
    }

    private void ReadSegment(StepBudget budget)
    {
        var segment = _queue.Head;
        var text = new TextCheck(segment);
        var start = 0;
        var passed = 0;
        for (var look = budget.FramesPerLook; start < segment.Length && !reader.MustStop;)
        {
            var rest = segment[start..];
            var mode = reader.Mode;
            if (ReadMany(rest, mode, ref look) is var taken && (taken > 0 || reader.HasEnded))
            {
                start += taken;
                if (IsTurnOver(start, budget, ref look))
                    break;
                continue;
            }

            FrameProgress progress = default;
            var lineEnd = rest.IndexOf((byte)'\n');
            var content = lineEnd < 0 ? default : rest[..FrameCutter.Content(rest[..lineEnd])];
            if (lineEnd >= 0 && !reader.HasOpenUnit && _cutter.IsPlain(content, mode))
                progress.Lines = 1;
            else
            {
                var cut = lineEnd < 0 ? FrameCut.Incomplete : Cut(rest, ref lineEnd, mode, ref progress);
                if (cut != FrameCut.Complete)
                {
                    safePoints.Pass(segment[passed..start]);
                    _queue.Advance(start);
                    BeginPartial(rest, lineEnd, cut, progress);
                    return;
                }

                content = rest[..progress.ContentEnd];
            }

            if (safePoints.IsMoment || (mode == FrameMode.Logical && safePoints.MayOpenUnit(mode, content)))
            {
                safePoints.Pass(segment[passed..start]);
                safePoints.Keep();
                passed = start;
            }

            if (text.IsText(start, start + content.Length))
                reader.Read(content, lineEnd + 1, progress.Lines);
            else
                reader.Refuse(content, lineEnd + 1, progress.Lines);
            if (reader.HasEnded)
                break;
            start += lineEnd + 1;
            look -= mode == FrameMode.Row ? 1 : StepBudget.RowsOfStatement;
            if (IsTurnOver(start, budget, ref look))
                break;
        }

        safePoints.Pass(segment[passed..start]);
        _queue.Advance(start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsTurnOver(int passed, StepBudget budget, ref int look)
    {
        if (look > 0)
            return false;
        look = budget.FramesPerLook;
        return passed >= BytesPerTurn || budget.IsSpent(reader.At);
    }

    // Lines that the grammar reads without a frame for each: nothing that concerns frames happens in them.
    private int ReadMany(ReadOnlySpan<byte> rest, FrameMode mode, ref int look)
    {
        if (mode == FrameMode.Row)
        {
            var rowBytes = reader.ReadRows(rest, look, out var rows);
            look -= rows;
            return rowBytes;
        }

        if (mode != FrameMode.Logical || reader.HasOpenUnit || safePoints.IsMoment)
            return 0;
        var bytes = reader.ReadLines(rest, 1 + (look - 1) / StepBudget.RowsOfStatement, out var lines);
        look -= lines * StepBudget.RowsOfStatement;
        return bytes;
    }

    private FrameCut Cut(ReadOnlySpan<byte> rest, ref int lineEnd, FrameMode mode, ref FrameProgress progress)
    {
        var unitBytesBefore = reader.UnitBytesBefore;
        while (true)
        {
            var cut = _cutter.EndLine(rest, lineEnd, mode, unitBytesBefore, ref progress);
            if (cut != FrameCut.Incomplete)
                return cut;
            var next = rest[progress.LineStart..].IndexOf((byte)'\n');
            if (next < 0)
                return FrameCut.Incomplete;
            lineEnd = progress.LineStart + next;
        }
    }

    // The frame does not end in this segment, or not well: from here on it is one that straddles segments. Of a line without
    // end no more is copied than shows that it is too long.
    private void BeginPartial(ReadOnlySpan<byte> rest, int lineEnd, FrameCut cut, FrameProgress progress)
    {
        var known = cut == FrameCut.Incomplete ? rest.Length : lineEnd + 1;
        var taken = Math.Min(known, progress.LineStart + _cutter.LineBytesMax(reader.Mode) + 2);
        _partial.Append(rest[..taken]);
        _partial.Progress = progress;
        _queue.Advance(taken);
        if (cut == FrameCut.Incomplete)
            EndPartial(_cutter.Wait(_partial.Bytes, reader.Mode, progress), isLineEnded: false);
        else
            EndPartial(cut, isLineEnded: taken == lineEnd + 1);
    }

    private void ContinuePartial()
    {
        ref var progress = ref _partial.Progress;
        var room = progress.LineStart + _cutter.LineBytesMax(reader.Mode) + 2 - _partial.Length;
        var piece = _queue.Head[..Math.Min(room, _queue.Head.Length)];
        var lineEnd = piece.IndexOf((byte)'\n');
        piece = lineEnd < 0 ? piece : piece[..(lineEnd + 1)];
        _partial.Append(piece);
        _queue.Advance(piece.Length);

        var frame = _partial.Bytes;
        var cut = lineEnd < 0
            ? _cutter.Wait(frame, reader.Mode, progress)
            : _cutter.EndLine(frame, frame.Length - 1, reader.Mode, reader.UnitBytesBefore, ref progress);
        EndPartial(cut, isLineEnded: lineEnd >= 0);
    }

    private void EndPartial(FrameCut cut, bool isLineEnded)
    {
        switch (cut)
        {
            case FrameCut.Complete:
                ReadPartial();
                break;
            case FrameCut.LineTooLong:
                SkipPartial(isLineEnded);
                break;
            case FrameCut.UnitTooLong:
                reader.RefuseUnit(_partial.Progress);
                break;
            default:
                break;
        }
    }

    private void ReadPartial()
    {
        var content = _partial.Bytes[.._partial.Progress.ContentEnd];
        if (safePoints.IsMoment || safePoints.MayOpenUnit(reader.Mode, content))
            safePoints.Keep();
        if (Utf8.IsValid(content))
            reader.Read(content, _partial.Length, _partial.Progress.Lines);
        else
            reader.Refuse(content, _partial.Length, _partial.Progress.Lines);
        PassPartial();
    }

    private void SkipPartial(bool isLineEnded)
    {
        reader.RefuseLine(_partial.Progress, _cutter.LineBytesMax(reader.Mode));
        if (reader.HasEnded)
            return;
        reader.Skip(_partial.Length, _partial.Progress.Lines + (isLineEnded ? 1 : 0));
        _isSkippingLine = !isLineEnded;
        safePoints.IsInLine = _isSkippingLine;
        _skippedBytes = _partial.Length - _partial.Progress.LineStart;
        PassPartial();
    }

    private void PassPartial()
    {
        if (reader.HasEnded)
            return;
        safePoints.Pass(_partial.Bytes);
        _partial.Clear();
    }

    private void SkipLine()
    {
        var segment = _queue.Head;
        var lineEnd = segment.IndexOf((byte)'\n');
        _isSkippingLine = lineEnd < 0;
        safePoints.IsInLine = _isSkippingLine;
        var taken = _isSkippingLine ? segment.Length : lineEnd + 1;
        _skippedBytes = (int)Math.Min(int.MaxValue - 1L, (long)_skippedBytes + taken);
        safePoints.Pass(segment[..taken]);
        reader.Skip(taken, _isSkippingLine ? 0 : 1);
        _queue.Advance(taken);
    }
}
