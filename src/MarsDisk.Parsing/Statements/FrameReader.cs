using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MarsDisk.Parsing;

/// <summary>Gives complete frames to the grammar and knows where the parse stands.</summary>
internal sealed class FrameReader<TItem>(
    StatementGrammar<TItem> grammar, StatementEmitter<TItem> emitter, ErrorLedger errors, RunConfig config, SourceId source)
{
    private readonly int _statementBytesMax = config.Limits.MaxStatementBytes;
    private SourceSpan? _openUnit;
    private long _skippedBytes;

    /// <summary>All that the grammar remembers.</summary>
    public GrammarContext Context { get; private set; } = grammar.CreateContext();

    /// <summary>How the next frame is cut.</summary>
    public FrameMode Mode { get; private set; }

    /// <summary>Source offset of the next frame.</summary>
    public long At { get; private set; }

    /// <summary>Its line.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>No further frame now.</summary>
    public bool MustStop => emitter.IsPaused || emitter.HasEnded;

    /// <summary>An error has ended the parse; the reader stands before it.</summary>
    public bool HasEnded => emitter.HasEnded;

    /// <summary>A unit of several frames is open.</summary>
    public bool HasOpenUnit => _openUnit.HasValue;

    /// <summary>Bytes of the open unit before the next frame.</summary>
    public long UnitBytesBefore => _openUnit is { } unit ? At - unit.Start : 0;

    /// <summary>Where the parse has ended with an error, or stands: the start of the unit that is not complete.</summary>
    public Position UnitStart => _openUnit is { } unit ? new(unit.Start, unit.StartLine, unit.StartColumn) : new(At, Line, 1);

    /// <summary>Goes on at a stored place.</summary>
    public void Restore(long at, long line, GrammarContext context)
    {
        (At, Line, Context) = (at, line, context);
        LookAtContext();
    }

    /// <summary>Passes a byte order mark.</summary>
    public void PassMark(int bytes) => At += bytes;

    /// <summary>One frame without its line end.</summary>
    /// <param name="content">The frame.</param>
    /// <param name="bytes">Its bytes with the line end.</param>
    /// <param name="lines">Its line ends.</param>
    [SuppressMessage("Design", "CA1031", Justification = "A grammar that throws is a defect, which is reported with its place.")]
    [MethodImpl(MethodImplOptions.NoInlining)]      // its guard against exceptions costs the caller's loop all registers
    public void Read(ReadOnlySpan<byte> content, int bytes, int lines)
    {
        try
        {
            var state = new ParseState(new(content, At, Line, isFinal: true, source), config);
            grammar.ParseFrame(ref state, Context, emitter);
        }
        catch (Exception defect) when (!emitter.IsInSink)
        {
            emitter.End(StreamFaults.Defect(defect, SpanOf(content, 0, content.Length)));
        }

        if (!emitter.HasEnded)
            Pass(bytes, lines);
    }

    /// <summary>As many rows as the grammar reads in one go, possibly none.</summary>
    /// <param name="lines">From the start of a line on.</param>
    /// <param name="rowsMax">Rows to read at most.</param>
    /// <param name="rows">Rows read.</param>
    /// <returns>Their bytes.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "As for a frame.")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int ReadRows(ReadOnlySpan<byte> lines, int rowsMax, out int rows)
    {
        RowRun run = default;
        try
        {
            run = grammar.ReadRows(lines, rowsMax, Context, emitter);
        }
        catch (Exception defect)
        {
            emitter.End(StreamFaults.Defect(defect, SourceSpan.At(new(At, Line, 1))));
        }

        rows = run.Count;
        if (rows == 0)
            return 0;
        emitter.Commit(run, At, Line);
        Skip(run.Bytes, rows);
        return run.Bytes;
    }

    /// <summary>As many lines as the grammar reads in one go, possibly none.</summary>
    /// <param name="lines">From the start of a line on.</param>
    /// <param name="countMax">Lines to read at most.</param>
    /// <param name="count">Lines read.</param>
    /// <returns>Their bytes.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "As for a frame.")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int ReadLines(ReadOnlySpan<byte> lines, int countMax, out int count)
    {
        var run = new LineRun(lines, At, Line, countMax, config);
        try
        {
            grammar.ReadLines(ref run, Context, emitter);
        }
        catch (Exception defect) when (!emitter.IsInSink)
        {
            emitter.End(StreamFaults.Defect(defect, run.Span(0, 0)));
        }
        finally
        {
            Skip(run.Bytes, run.Count);
        }

        count = run.Count;
        return run.Bytes;
    }

    /// <summary>A frame that is no UTF-8.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Refuse(ReadOnlySpan<byte> content, int bytes, int lines)
    {
        var fault = TextCheck.FirstFault(content);
        if (Mode != FrameMode.Discard)
            Refuse(StreamFaults.InvalidUtf8(content[fault], PositionOf(content, fault)));
        if (!emitter.HasEnded)
            Pass(bytes, lines);
    }

    /// <summary>The physical line that starts at an index of the frame is too long.</summary>
    public void RefuseLine(FrameProgress progress, int limit)
    {
        if (Mode != FrameMode.Discard)
            Refuse(StreamFaults.LineTooLong(Mode, limit, new(At + progress.LineStart + limit, Line + progress.Lines, limit + 1)));
    }

    /// <summary>The unit has grown too long with the present line: nothing can be made of it, whatever the treatment of errors.</summary>
    public void RefuseUnit(FrameProgress progress)
    {
        var start = At + progress.LineStart;
        var end = At + progress.ContentEnd;
        var line = Line + progress.Lines;
        emitter.End(StreamFaults.UnitTooLong(UnitBytesBefore + progress.ContentEnd, _statementBytesMax,
            new(start, end, line, 1, line, 1 + progress.ContentEnd - progress.LineStart)));
    }

    /// <summary>Bytes that no grammar sees.</summary>
    public void Skip(long bytes, int lines)
    {
        At += bytes;
        Line += lines;
    }

    /// <summary>The source is complete.</summary>
    /// <param name="end">Its end.</param>
    [SuppressMessage("Design", "CA1031", Justification = "As for a frame.")]
    public void Finish(Position end)
    {
        try
        {
            grammar.Finish(end, Context, emitter);
        }
        catch (Exception defect) when (!emitter.IsInSink)
        {
            emitter.End(StreamFaults.Defect(defect, SourceSpan.At(end)));
        }
    }

    private void Refuse(Diagnostic error)
    {
        emitter.Report(error);
        if (!emitter.HasEnded)
            grammar.SkipFrame(Context);
    }

    private void Pass(int bytes, int lines)
    {
        var before = Mode;
        Skip(bytes, lines);
        Mode = Context.Mode;
        if (Mode == FrameMode.Row && before == FrameMode.Row)
            return;
        LookAtContext();
        LookAtSkippedBlock(before, bytes);
    }

    private void LookAtContext()
    {
        Mode = Context.Mode;
        _openUnit = Mode == FrameMode.Row ? null : Context.OpenUnit;
    }

    private void LookAtSkippedBlock(FrameMode before, int bytes)
    {
        if (Mode != FrameMode.Discard)
            _skippedBytes = 0;
        else if (before == FrameMode.Discard && (_skippedBytes += bytes) > errors.ResyncBytesMax)
            emitter.End(errors.LongSkip(SourceSpan.At(new(At, Line, 1))));
    }

    private SourceSpan SpanOf(ReadOnlySpan<byte> content, int start, int end)
        => SourceSpan.At(PositionOf(content, start)).To(SourceSpan.At(PositionOf(content, end)));

    private Position PositionOf(ReadOnlySpan<byte> content, int index)
    {
        var before = content[..index];
        return new(At + index, Line + before.Count((byte)'\n'), index - before.LastIndexOf((byte)'\n'));
    }
}
