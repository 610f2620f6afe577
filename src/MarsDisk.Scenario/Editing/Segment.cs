using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Editing;

/// <summary>What a segment adds up to. The last four count places that a later context refers to.</summary>
internal readonly record struct SegmentMeasure : IMeasure<SegmentMeasure>
{
    public long Bytes { get; init; }

    public long Lines { get; init; }

    /// <summary>Statements, rows and errors.</summary>
    public long Units { get; init; }

    /// <summary>Rows.</summary>
    public long Rows { get; init; }

    /// <summary>Rows, as the head or the end of their table counts them, that belong to the table open at the end.</summary>
    public long OpenRows { get; init; }

    /// <summary>1 where a table that was open before ends.</summary>
    public int TableEnds { get; init; }

    /// <summary>1 where a diagnostic points to a place outside of its segment.</summary>
    public int Outlooks { get; init; }

    /// <summary>1 for each of the anchors of the open blocks that stands in the segment.</summary>
    public AnchorCounts Anchors { get; init; }

    public static SegmentMeasure operator +(SegmentMeasure first, SegmentMeasure second) => new()
    {
        Bytes = first.Bytes + second.Bytes,
        Lines = first.Lines + second.Lines,
        Units = first.Units + second.Units,
        Rows = first.Rows + second.Rows,
        OpenRows = first.OpenRows + second.OpenRows,
        TableEnds = first.TableEnds + second.TableEnds,
        Outlooks = first.Outlooks + second.Outlooks,
        Anchors = first.Anchors + second.Anchors,
    };
}

/// <summary>
/// A run of complete frames between two safe points: statements of up to 4 KiB, rows of up to 16 KiB, or one atomic block.
/// Spans are those of the moment in which it was parsed; <see cref="Origin"/> says where it stood then.
/// </summary>
internal sealed class Segment(
    byte[] entry, Origin origin, SegmentMeasure measure, Anchors anchors,
    Committed<ScenarioStatement>[] statements, (Diagnostic Diagnostic, long Ordinal)[] diagnostics) : IMeasured<SegmentMeasure>
{
    /// <summary>The context on entry, as stored.</summary>
    public byte[] Entry => entry;

    /// <summary>Where it stood when it was parsed.</summary>
    public Origin Origin => origin;

    /// <summary>Lengths and counts.</summary>
    public SegmentMeasure Measure => measure;

    /// <summary>Places in it that contexts behind it refer to.</summary>
    public Anchors Anchors => anchors;

    /// <summary>Its statements; ordinals count from its first unit.</summary>
    public Committed<ScenarioStatement>[] Statements => statements;

    /// <summary>Its diagnostics; ordinals count from its first unit.</summary>
    public (Diagnostic Diagnostic, long Ordinal)[] Diagnostics => diagnostics;
}

/// <summary>A place that something else is moved with.</summary>
/// <param name="Bytes">Its offset.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct Origin(long Bytes, long Line);
