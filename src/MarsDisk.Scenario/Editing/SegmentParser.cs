using System.Buffers;

using MarsDisk.Parsing;
using MarsDisk.Scenario.Blocks;

namespace MarsDisk.Scenario.Editing;

/// <summary>Parses a text from a safe point on and cuts what it reads into segments.</summary>
internal sealed class SegmentParser : IDisposable
{
    private readonly SourceText _text;
    private readonly SegmentSizes _sizes;
    private readonly SegmentSink _sink = new();
    private readonly StatementParse<ScenarioStatement> _parse;
    private readonly long _firstByte;
    private byte[] _entry;
    private Origin _start;
    private long _at;
    private long _rowsAtStart;
    private long _tableRowsAtStart;
    private bool _hadTable;

    public SegmentParser(ScenarioReading reading, SourceText text, Origin start, ScenarioContext context)
    {
        _text = text;
        _sizes = reading.Sizes;
        _parse = new(reading.Grammar, _sink, reading.Config);
        _parse.Reader.Restore(start.Bytes, start.Line, context);
        _start = start;
        _at = start.Bytes;
        _firstByte = start.Bytes;
        _entry = Store(context);
        LookAtTable();
    }

    /// <summary>What has been cut so far.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>What the end of the text brought.</summary>
    public IReadOnlyList<(Diagnostic Diagnostic, long Ordinal)> Tail { get; private set; } = [];

    /// <summary>The context at the present place.</summary>
    public ScenarioContext Context => (ScenarioContext)_parse.Reader.Context;

    /// <summary>An error has ended the parse: nothing behind it is looked at.</summary>
    public bool HasEnded => _parse.Emitter.HasEnded;

    /// <summary>Bytes read.</summary>
    public long BytesRead => _at - _firstByte;

    private bool IsAtBorder => !HasEnded && _parse.BufferedLength == 0 && _parse.Reader.At == _at && !_parse.SafePoints.IsInLine && Context.IsSafePoint;

    private int SegmentBytesMax => Context.Mode == FrameMode.Row ? _sizes.RowBytes : _sizes.StatementBytes;

    /// <summary>Reads up to an offset. True when a segment can begin there.</summary>
    public bool AdvanceTo(long offset, CancellationToken cancellation)
    {
        while (_at < offset && !HasEnded)
        {
            cancellation.ThrowIfCancellationRequested();
            Feed(Math.Min(offset, NextStop()));
            _parse.Step(StepBudget.Unlimited);
            if (_at < offset && IsAtBorder && _at - _start.Bytes >= SegmentBytesMax)
                Cut();
        }

        return IsAtBorder;
    }

    /// <summary>What was read since the last cut becomes a segment.</summary>
    public void Cut()
    {
        if (_at == _start.Bytes)
            return;
        Add(_parse.Emitter.NextOrdinal - _sink.FirstOrdinal);
        _start = new Origin(_at, _parse.Reader.Line);
        var entry = Store(Context);
        _entry = entry.AsSpan().SequenceEqual(_entry) ? _entry : entry;
        _sink.FirstOrdinal = _parse.Emitter.NextOrdinal;
        _rowsAtStart = _parse.Emitter.Rows;
        LookAtTable();
    }

    /// <summary>The text ends here: its last segment is cut, and the grammar says what is missing.</summary>
    public void Finish()
    {
        if (!HasEnded && IsAtBorder)
            Cut();
        _parse.IsClosed = true;
        _sink.IsAtEnd = () => _parse.Reader.At == _text.Length;
        if (!HasEnded)
            _parse.Step(StepBudget.Unlimited);
        Tail = _sink.TakeTail();
        _at = _text.Length;
        var missing = Tail.Count(found => found.Diagnostic.Severity == Severity.Error);
        if (_at > _start.Bytes)
            Add(_parse.Emitter.NextOrdinal - _sink.FirstOrdinal - missing);
    }

    /// <summary>What may follow the bytes read so far.</summary>
    public IReadOnlySet<Expectation> Expect(RunConfig config) => _parse.Expect(config, default);

    /// <inheritdoc/>
    public void Dispose() => _parse.Dispose();

    private static byte[] Store(ScenarioContext context) => ContextWriter.ToArray(context);

    // Where a segment of the usual size ends, at a line end; inside a block that cannot be cut, a little further.
    private long NextStop()
    {
        var planned = Math.Max(_start.Bytes + SegmentBytesMax, _at + _sizes.StepBytes);
        return planned >= _text.Length ? _text.Length : _text.LineStart(_text.LineOf(planned) + 1);
    }

    private void Feed(long end)
    {
        while (_at < end)
        {
            var window = _text.Window(_at, end);
            _parse.Append(new ReadOnlySequence<byte>(window));
            _at += window.Length;
        }
    }

    private void LookAtTable()
    {
        _hadTable = Context.Table is not null;
        _tableRowsAtStart = Context.Table?.Rows ?? 0;
    }

    private void Add(long units)
    {
        var (statements, diagnostics) = _sink.Take();
        var isTableNew = Context.Table is { } table && table.Head.Start >= _start.Bytes;
        var anchors = Anchors.Behind(_start.Bytes, Context);
        var measure = new SegmentMeasure
        {
            Bytes = _at - _start.Bytes,
            Lines = _parse.Reader.Line - _start.Line,
            Units = units,
            Rows = _parse.Emitter.Rows - _rowsAtStart,
            OpenRows = Context.Table is null ? 0 : Context.Table.Rows - (isTableNew ? 0 : _tableRowsAtStart),
            TableEnds = _hadTable && (Context.Table is null || isTableNew) ? 1 : 0,
            Outlooks = diagnostics.Any(found => LooksOut(found.Diagnostic)) ? 1 : 0,
            Anchors = anchors.Counts,
        };
        Segments.Add(new Segment(_entry, _start, measure, anchors, statements, diagnostics));
    }

    private bool LooksOut(Diagnostic diagnostic)
        => diagnostic.Notes.Any(note => note.At is { } at && at.Start < _start.Bytes)
            || diagnostic.FixIts.Any(fix => fix.At.Start < _start.Bytes)
            || diagnostic.Trace.Any(open => open.At.Start < _start.Bytes);
}
