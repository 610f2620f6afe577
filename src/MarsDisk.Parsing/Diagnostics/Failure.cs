namespace MarsDisk.Parsing;

/// <summary>A rule that was open, and those around it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where it began, an index into the window.</param>
/// <param name="Outer">What it stands in.</param>
public sealed record FailureContext(string Name, int Start, FailureContext? Outer)
{
    /// <summary>How many there are, this one included.</summary>
    public int Depth { get; } = (Outer?.Depth ?? 0) + 1;

    /// <summary>The names, outermost first; at most so many of the innermost ones.</summary>
    public static IReadOnlyList<string> Names(FailureContext? innermost, int most = int.MaxValue)
    {
        var names = new List<string>();
        for (var context = innermost; context is not null && names.Count < most; context = context.Outer)
            names.Add(context.Name);
        names.Reverse();
        return names;
    }

    /// <summary>The innermost rule that two places have in common.</summary>
    internal static FailureContext? Common(FailureContext? left, FailureContext? right)
    {
        while (!ReferenceEquals(left, right))
        {
            if ((left?.Depth ?? 0) >= (right?.Depth ?? 0))
                left = left?.Outer;
            else
                right = right?.Outer;
        }

        return left;
    }
}

/// <summary>A remark to a failure.</summary>
/// <param name="At">Where.</param>
/// <param name="Text">What.</param>
/// <param name="Earlier">Remarks made before.</param>
public sealed record FailureNote(SourceSpan At, string Text, FailureNote? Earlier);

/// <summary>
/// The best failure so far: the furthest one, at equal places a committed one, else all of them together.
/// </summary>
public readonly record struct Failure
{
    /// <summary>No failure.</summary>
    public static readonly Failure None = new() { Offset = -1 };

    /// <summary>Where, an index into the window; -1 if nothing failed.</summary>
    public int Offset { get; internal init; }

    /// <summary>What would have been accepted there.</summary>
    public ExpectationSet Expected { get; internal init; }

    /// <summary>Expectations that found no number because the table was full.</summary>
    public int Unnumbered { get; internal init; }

    /// <summary>The innermost rule that was open.</summary>
    public FailureContext? Context { get; internal init; }

    /// <summary>The last remark, for example where what is missing was opened.</summary>
    public FailureNote? Notes { get; internal init; }

    /// <summary>It happened behind a cut.</summary>
    public bool Committed { get; internal init; }

    /// <summary>
    /// A cut has dropped what was gathered before; outer sets are dropped too when this one is merged into them.
    /// </summary>
    internal bool AfterCut { get; init; }

    /// <summary>
    /// What alternatives give: a cut drops, the further one wins, then the committed one, else the union.
    /// </summary>
    internal static Failure Either(in Failure earlier, in Failure later)
    {
        if (later.AfterCut)
            return later;
        if (earlier.Offset < 0)
            return later with { AfterCut = earlier.AfterCut };
        if (later.Offset < 0 || Prevails(earlier, later))
            return earlier;
        if (Prevails(later, earlier))
            return later with { AfterCut = earlier.AfterCut };
        return earlier with
        {
            Expected = earlier.Expected.Union(later.Expected),
            Unnumbered = earlier.Unnumbered + later.Unnumbered,
            Context = FailureContext.Common(earlier.Context, later.Context),
            Notes = later.Notes ?? earlier.Notes,
        };
    }

    /// <summary>
    /// What a sequence gives: as alternatives, but at the same place the later one replaces the earlier one.
    /// </summary>
    internal static Failure Sequence(in Failure earlier, in Failure later)
        => later.Offset >= earlier.Offset
            ? later with { AfterCut = later.AfterCut || earlier.AfterCut }
            : Either(earlier, later);

    private static bool Prevails(in Failure one, in Failure other)
        => one.Offset > other.Offset || (one.Offset == other.Offset && one.Committed && !other.Committed);
}
