namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>A recurring action and how often it has acted.</summary>
/// <param name="rule">The rule.</param>
/// <param name="done">Occurrences behind.</param>
/// <exception cref="ArgumentException">The period is too short.</exception>
internal sealed class Recurrence(RecurringInput rule, long done)
{
    /// <summary>The rule.</summary>
    public RecurringInput Rule { get; } = rule.Period >= RecurringInput.PeriodMin
        ? rule
        : throw new ArgumentException($"A recurring action has a period of {rule.Period} s, at least {RecurringInput.PeriodMin} s are needed.", nameof(rule));

    /// <summary>Occurrences behind.</summary>
    public long Done { get; set; } = done;

    /// <summary>Time of the next occurrence, s; infinite behind the last. A product, so that no error adds up.</summary>
    public double Next
    {
        get
        {
            var time = Rule.From + (Done * Rule.Period);
            return time <= Rule.Until ? time : double.PositiveInfinity;
        }
    }

    /// <summary>Acts at the border at <paramref name="now"/> (s): once, for every occurrence that falls on it.</summary>
    /// <returns>Time of the first of them, s.</returns>
    public double Pass(double now)
    {
        var first = Next;
        var behind = (long)Math.Min((now - Rule.From) / Rule.Period, long.MaxValue / 2);
        Done = Math.Max(Done + 1, behind);
        while (Next <= now)
            Done++;
        return first;
    }
}
