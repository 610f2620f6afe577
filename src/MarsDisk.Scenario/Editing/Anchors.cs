using MarsDisk.Parsing;

namespace MarsDisk.Scenario.Editing;

/// <summary>
/// Places that the context of an open block refers to. A stored context has them as they were; they are put right from the
/// segment in which they stand now.
/// </summary>
internal readonly record struct Anchors(SourceSpan? Run, Position? Rule, Position? Event, SourceSpan? Table)
{
    /// <summary>How many there are of each.</summary>
    public AnchorCounts Counts => new(Run is null ? 0 : 1, Rule is null ? 0 : 1, Event is null ? 0 : 1, Table is null ? 0 : 1);

    /// <summary>Those of a context that stand at or behind an offset.</summary>
    public static Anchors Behind(long start, ScenarioContext context) => new(
        context.Run is { } run && run.Head.Start >= start ? run.Head : null,
        context.Run?.FirstRule is { } rule && rule.Offset >= start ? rule : null,
        context.Run?.FirstEvent is { } first && first.Offset >= start ? first : null,
        context.Table is { } table && table.Head.Start >= start ? table.Head : null);
}

/// <summary>Numbers of anchors.</summary>
internal readonly record struct AnchorCounts(int Runs, int Rules, int Events, int Tables) : IMeasure<AnchorCounts>
{
    public static AnchorCounts operator +(AnchorCounts first, AnchorCounts second)
        => new(first.Runs + second.Runs, first.Rules + second.Rules, first.Events + second.Events, first.Tables + second.Tables);
}
