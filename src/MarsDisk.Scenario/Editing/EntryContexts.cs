using MarsDisk.Parsing;

using Segments = MarsDisk.Scenario.Editing.MeasuredTree<MarsDisk.Scenario.Editing.Segment, MarsDisk.Scenario.Editing.SegmentMeasure>;

namespace MarsDisk.Scenario.Editing;

/// <summary>
/// Contexts on entry of segments. A stored one has the places of its blocks, and the rows of its table, as they were when it
/// was stored; here they become those of now.
/// </summary>
internal static class EntryContexts
{
    public static ScenarioContext At(Segments segments, int index, StatementGrammar<ScenarioStatement> grammar)
    {
        var (segment, before) = Segments.At(segments, index);
        var context = (ScenarioContext)grammar.ReadContext(segment.Entry);
        if (context.Run is { } run)
        {
            run.Head = Find(segments, new ToRun(before.Anchors.Runs), static anchors => anchors.Run)!.Value;
            if (run.FirstRule is not null)
                run.FirstRule = FindPlace(segments, new ToRule(before.Anchors.Rules), static anchors => anchors.Rule);
            if (run.FirstEvent is not null)
                run.FirstEvent = FindPlace(segments, new ToEvent(before.Anchors.Events), static anchors => anchors.Event);
        }

        if (context.Table is { } table)
        {
            table.Head = Find(segments, new ToTable(before.Anchors.Tables), static anchors => anchors.Table)!.Value;
            var (_, _, beforeHead) = Segments.Find(segments, new ToTable(before.Anchors.Tables));
            table.Rows = before.OpenRows - beforeHead.OpenRows;
        }

        return context;
    }

    /// <summary>A parser that stands at the start of a segment of a text.</summary>
    public static SegmentParser ParserAt(Segments? segments, int index, ScenarioReading reading, SourceText text)
    {
        if (segments is null)
            return new SegmentParser(reading, text, new Origin(0, 1), (ScenarioContext)reading.Grammar.CreateContext());
        var (_, before) = Segments.At(segments, index);
        return new SegmentParser(reading, text, new Origin(before.Bytes, before.Lines + 1), At(segments, index, reading.Grammar));
    }

    private static SourceSpan? Find<TSeek>(Segments segments, TSeek seek, Func<Anchors, SourceSpan?> anchor)
        where TSeek : struct, ISeek<SegmentMeasure>
    {
        var (segment, _, before) = Segments.Find(segments, seek);
        return anchor(segment.Anchors) is { } span ? MovingOf(segment, before).Of(span) : null;
    }

    private static Position? FindPlace<TSeek>(Segments segments, TSeek seek, Func<Anchors, Position?> anchor)
        where TSeek : struct, ISeek<SegmentMeasure>
    {
        var (segment, _, before) = Segments.Find(segments, seek);
        return anchor(segment.Anchors) is { } place ? MovingOf(segment, before).Of(place) : null;
    }

    private static Moving MovingOf(Segment segment, in SegmentMeasure before)
        => Moving.Between(segment.Origin, new Origin(before.Bytes, before.Lines + 1));
}
