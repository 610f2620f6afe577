using MarsDisk.Parsing;

using Tree = MarsDisk.Scenario.Editing.MeasuredTree<MarsDisk.Scenario.Editing.Segment, MarsDisk.Scenario.Editing.SegmentMeasure>;

namespace MarsDisk.Scenario.Editing;

/// <summary>
/// Brings the segments of a text up to date after an edit. Parses from the touched segment on until an old segment begins at
/// the present place with the present context; what lies behind it is kept. Kept segments that depend on more than their
/// context are parsed again one by one: the end of a table that has another number of rows now, diagnostics that point to
/// the head of their block, and the last segment, behind which the grammar says what is missing.
/// </summary>
internal sealed class SegmentRepair(ScenarioReading reading, SourceText text, Tree? segments, CancellationToken cancellation)
{
    private Tree? _segments = segments;

    public Tree? Segments => _segments;

    /// <summary>What the end of the text brought.</summary>
    public IReadOnlyList<(Diagnostic Diagnostic, long Ordinal)> Tail { get; private set; } = [];

    /// <summary>Bytes that were parsed.</summary>
    public long BytesRead { get; private set; }

    public void Apply(in EditedRange edited)
    {
        var first = _segments is null ? 0 : Tree.Find(_segments, new ToByte(edited.Start)).Index;
        using var parser = ParserAt(first);
        var border = FirstBehind(first, edited.OldEnd);
        ScenarioContext? met = null;
        for (; border < Tree.CountOf(_segments) && !parser.HasEnded; border++)
        {
            if (!parser.AdvanceTo(StartOf(border) + edited.Shift, cancellation))
                continue;
            met = EntryContexts.At(_segments!, border, reading.Grammar);
            if (parser.Context.Agrees(met))
                break;
            met = null;
        }

        if (met is null)
        {
            border = Tree.CountOf(_segments);
            Finish(parser);
        }
        else
        {
            parser.Cut();
        }

        var rowsHaveChanged = met?.Table is { } table && table.Rows != parser.Context.Table!.Rows;
        BytesRead += parser.BytesRead;
        _segments = Tree.Replace(_segments, first, border, [.. parser.Segments]);
        if (met is not null)
            RepairBehind(first + parser.Segments.Count, rowsHaveChanged);
    }

    private void RepairBehind(int index, bool rowsHaveChanged)
    {
        var last = Tree.CountOf(_segments) - 1;
        if (rowsHaveChanged)
        {
            var tableEnd = Tree.Find(_segments!, new ToTableEnd(BeforeOf(index).TableEnds)).Index;
            if (tableEnd < last)
                Renew(tableEnd);
        }

        RenewOutlooks(index);
        last = Tree.CountOf(_segments) - 1;
        using var parser = ParserAt(last);
        Finish(parser);
        BytesRead += parser.BytesRead;
        _segments = Tree.Replace(_segments, last, last + 1, [.. parser.Segments]);
    }

    // Diagnostics can point to the head of their block, whose distance has changed; those of later runs cannot.
    private void RenewOutlooks(int index)
    {
        var run = BeforeOf(index).Anchors.Runs;
        for (var seen = BeforeOf(index).Outlooks; seen < Tree.TotalOf(_segments).Outlooks; seen++)
        {
            var (_, found, before) = Tree.Find(_segments!, new ToOutlook(seen));
            if (before.Anchors.Runs > run || found >= Tree.CountOf(_segments) - 1)
                return;
            Renew(found);
        }
    }

    private void Renew(int index)
    {
        using var parser = ParserAt(index);
        parser.AdvanceTo(StartOf(index + 1), cancellation);
        parser.Cut();
        BytesRead += parser.BytesRead;
        _segments = Tree.Replace(_segments, index, index + 1, [.. parser.Segments]);
    }

    private void Finish(SegmentParser parser)
    {
        parser.AdvanceTo(text.Length, cancellation);
        parser.Finish();
        Tail = parser.Tail;
    }

    private SegmentParser ParserAt(int index) => EntryContexts.ParserAt(_segments, index, reading, text);

    // The first segment that begins behind the old text of the edit. The touched one can be it: text was inserted before it.
    private int FirstBehind(int index, long oldEnd)
    {
        while (index < Tree.CountOf(_segments) && StartOf(index) < oldEnd)
            index++;
        return index;
    }

    private SegmentMeasure BeforeOf(int index) => Tree.At(_segments!, index).Before;

    private long StartOf(int index) => index < Tree.CountOf(_segments) ? BeforeOf(index).Bytes : Tree.TotalOf(_segments).Bytes;
}
