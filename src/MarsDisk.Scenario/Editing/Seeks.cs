namespace MarsDisk.Scenario.Editing;

/// <summary>The segment that holds a byte.</summary>
internal readonly record struct ToByte(long Offset) : ISeek<SegmentMeasure>
{
    public bool EndsBefore(in SegmentMeasure end) => end.Bytes <= Offset;
}

/// <summary>The segment with the so-manieth head of a run.</summary>
internal readonly record struct ToRun(int Count) : ISeek<SegmentMeasure>
{
    public bool EndsBefore(in SegmentMeasure end) => end.Anchors.Runs < Count;
}

/// <summary>The segment with the so-manieth first rule of a run.</summary>
internal readonly record struct ToRule(int Count) : ISeek<SegmentMeasure>
{
    public bool EndsBefore(in SegmentMeasure end) => end.Anchors.Rules < Count;
}

/// <summary>The segment with the so-manieth first event of a run.</summary>
internal readonly record struct ToEvent(int Count) : ISeek<SegmentMeasure>
{
    public bool EndsBefore(in SegmentMeasure end) => end.Anchors.Events < Count;
}

/// <summary>The segment with the so-manieth head of a table.</summary>
internal readonly record struct ToTable(int Count) : ISeek<SegmentMeasure>
{
    public bool EndsBefore(in SegmentMeasure end) => end.Anchors.Tables < Count;
}

/// <summary>The segment in which a table ends, after so many that ended before.</summary>
internal readonly record struct ToTableEnd(int Count) : ISeek<SegmentMeasure>
{
    public bool EndsBefore(in SegmentMeasure end) => end.TableEnds <= Count;
}

/// <summary>The segment whose diagnostics point out of it, after so many of the kind.</summary>
internal readonly record struct ToOutlook(int Count) : ISeek<SegmentMeasure>
{
    public bool EndsBefore(in SegmentMeasure end) => end.Outlooks <= Count;
}
