using MarsDisk.Parsing;

using Segments = MarsDisk.Scenario.Editing.MeasuredTree<MarsDisk.Scenario.Editing.Segment, MarsDisk.Scenario.Editing.SegmentMeasure>;

namespace MarsDisk.Scenario.Editing;

/// <summary>
/// A scenario that is being edited. After every edit its statements and diagnostics are those of a full parse in collect mode,
/// but only the segments that were touched are parsed again (streaming-parser.md §2.9). For one thread at a time; an edit that
/// is cancelled or fails leaves the document as it was.
/// </summary>
public sealed class ScenarioDocument
{
    private readonly ScenarioReading _reading;
    private Segments? _segments;
    private IReadOnlyList<(Diagnostic Diagnostic, long Ordinal)> _tail = [];

    /// <summary>Parses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="config">Settings of the parse; errors are collected whatever it says, and not bounded in number.</param>
    /// <param name="cancellation">Stops the parse with an exception.</param>
    public ScenarioDocument(SourceText text, RunConfig? config = null, CancellationToken cancellation = default)
        : this(text, ScenarioReading.ForEditing(config ?? new RunConfig()), cancellation)
    {
    }

    internal ScenarioDocument(SourceText text, ScenarioReading reading, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        _reading = reading;
        Text = text;
        using var parser = EntryContexts.ParserAt(null, 0, reading, text);
        parser.AdvanceTo(text.Length, cancellation);
        parser.Finish();
        _segments = Segments.Build([.. parser.Segments]);
        _tail = parser.Tail;
        ReparsedBytes = text.Length;
    }

    /// <summary>The text.</summary>
    public SourceText Text { get; private set; }

    /// <summary>Edits applied.</summary>
    public int ResumeCount { get; private set; }

    /// <summary>Bytes that the last edit made to be parsed again.</summary>
    public long ReparsedBytes { get; private set; }

    /// <summary>Statements, rows and errors.</summary>
    public long Units => Segments.TotalOf(_segments).Units + _tail.Count(found => found.Diagnostic.Severity == Severity.Error);

    /// <summary>Rows.</summary>
    public long Rows => Segments.TotalOf(_segments).Rows;

    /// <summary>Counts as of a parse that was resumed by each edit.</summary>
    public StreamMeta Meta => new() { ConsumedBytes = Text.Length, ChunksConsumed = 1, Units = Units, Rows = Rows, ResumeCount = ResumeCount };

    /// <summary>Applies edits, each on the text after the one before, and parses once after the last.</summary>
    /// <param name="edits">At least one.</param>
    /// <param name="cancellation">Stops with an exception; the document is then the one before the edits.</param>
    public void Apply(ReadOnlySpan<TextEdit> edits, CancellationToken cancellation = default)
    {
        if (edits.IsEmpty)
            return;
        var text = Text;
        foreach (var edit in edits)
            text = text.With(edit);

        var repair = new SegmentRepair(_reading, text, _segments, cancellation);
        repair.Apply(EditedRange.Of(edits));
        (Text, _segments, _tail) = (text, repair.Segments, repair.Tail);
        ReparsedBytes = repair.BytesRead;
        ResumeCount++;
    }

    /// <summary>The statements in their order.</summary>
    public IEnumerable<Committed<ScenarioStatement>> Statements() => Statements(0, long.MaxValue);

    /// <summary>The statements of all segments that touch the bytes [start, end): more than asked for, never less.</summary>
    public IEnumerable<Committed<ScenarioStatement>> Statements(long start, long end)
    {
        if (_segments is null)
            yield break;
        foreach (var (segment, before) in Segments.From(_segments, Segments.Find(_segments, new ToByte(start)).Index))
        {
            if (before.Bytes >= end)
                yield break;
            var moving = Moving.Between(segment.Origin, OriginBehind(before));
            foreach (var unit in segment.Statements)
                yield return new(before.Units + unit.FirstOrdinal, unit.Count, moving.Of(unit.Span), moving.Of(unit.Item));
        }
    }

    /// <summary>The diagnostics in their order, each with its ordinal, or that of the unit behind it.</summary>
    public IEnumerable<(Diagnostic Diagnostic, long Ordinal)> Diagnostics()
    {
        foreach (var (segment, before) in Segments.From(_segments))
        {
            if (segment.Diagnostics.Length == 0)
                continue;
            var moving = Moving.Between(segment.Origin, OriginBehind(before));
            foreach (var (diagnostic, ordinal) in segment.Diagnostics)
                yield return (moving.Of(diagnostic), before.Units + ordinal);
        }

        foreach (var (diagnostic, ordinal) in _tail)
            yield return (diagnostic, Segments.TotalOf(_segments).Units + ordinal);
    }

    /// <summary>What may stand at an offset, behind the text before it.</summary>
    public IReadOnlySet<Expectation> Expect(long offset)
    {
        using var parser = ParserBefore(offset);
        parser.AdvanceTo(offset, CancellationToken.None);
        return parser.Expect(_reading.Config);
    }

    /// <summary>The context of the line that holds an offset.</summary>
    internal ScenarioContext ContextAt(long offset)
    {
        using var parser = ParserBefore(offset);
        parser.AdvanceTo(Text.LineStart(Text.LineOf(offset)), CancellationToken.None);
        return parser.Context;
    }

    private static Origin OriginBehind(in SegmentMeasure before) => new(before.Bytes, before.Lines + 1);

    private SegmentParser ParserBefore(long offset)
        => EntryContexts.ParserAt(_segments, _segments is null ? 0 : Segments.Find(_segments, new ToByte(offset)).Index, _reading, Text);
}
