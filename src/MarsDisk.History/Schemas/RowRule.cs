namespace MarsDisk.History.Schemas;

/// <summary>Which steps have a row in a table (runner §2.5 step 24).</summary>
/// <param name="Stride">Every so many steps; at least 1.</param>
/// <param name="LastStep">A step that has a row whatever the stride: the last one of the plan; null if there is none.</param>
public readonly record struct RowRule(int Stride, long? LastStep)
{
    /// <summary>Every step has a row.</summary>
    public static RowRule EveryStep => new(1, null);

    /// <summary>True if the step has a row.</summary>
    public bool Keeps(long step) => step % Stride == 0 || step == LastStep;

    /// <summary>Number of rows for the steps [first, end).</summary>
    public long Count(long first, long end)
    {
        if (end <= first)
            return 0;

        var regular = Regular(end) - Regular(first);
        var extra = LastStep is { } last && last >= first && last < end && last % Stride != 0 ? 1 : 0;

        return regular + extra;
    }

    // Multiples of the stride below the bound.
    private long Regular(long bound) => (bound + Stride - 1) / Stride;
}
