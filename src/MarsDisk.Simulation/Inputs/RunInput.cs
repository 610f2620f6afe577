namespace MarsDisk.Simulation.Inputs;

/// <summary>
/// One unit that a scenario sends to a run, bound: keys are known, values are in the key's unit, times in seconds since the start.
/// Inputs of a run arrive in the order of their ordinals: rules, then what stands on the time line, then what stands at the end.
/// </summary>
/// <param name="Ordinal">Index in the source; the first of several for a block of rows. Units of other runs lie in between.</param>
/// <param name="Origin">Where it stands.</param>
public abstract record RunInput(long Ordinal, InputOrigin Origin)
{
    /// <summary>How many ordinals it takes.</summary>
    public virtual int Count => 1;

    /// <summary>The ordinal behind it.</summary>
    public long NextOrdinal => Ordinal + Count;

    /// <summary>The simulated time before which no later input of the time line acts, s; null if it says nothing about that.</summary>
    public virtual double? Horizon => null;
}

/// <summary>An action at a simulated time.</summary>
/// <param name="Ordinal">Index in the source.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Time">When, s; never below the time of an earlier input of the time line.</param>
/// <param name="Action">What.</param>
public sealed record TimedInput(long Ordinal, InputOrigin Origin, double Time, RunAction Action) : RunInput(Ordinal, Origin)
{
    /// <inheritdoc/>
    public override double? Horizon => Time;
}

/// <summary>An action at the end of the run, whenever that is.</summary>
/// <param name="Ordinal">Index in the source.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Action">What.</param>
public sealed record EndInput(long Ordinal, InputOrigin Origin, RunAction Action) : RunInput(Ordinal, Origin);

/// <summary>An action again and again.</summary>
/// <param name="Ordinal">Index in the source.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Period">
/// Distance of two occurrences, s; at least <see cref="PeriodMin"/>. Occurrences that fall on the same step border act once.
/// </param>
/// <param name="From">Time of the first occurrence, s; one period after 0 unless the source says otherwise.</param>
/// <param name="Until">No occurrence behind this time, s; infinite for the end of the run.</param>
/// <param name="Action">What.</param>
public sealed record RecurringInput(long Ordinal, InputOrigin Origin, double Period, double From, double Until, RunAction Action)
    : RunInput(Ordinal, Origin)
{
    /// <summary>Shortest period, s.</summary>
    public const double PeriodMin = 1e-3;
}

/// <summary>Something that has to be true.</summary>
/// <param name="Ordinal">Index in the source.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Claim">What, and when.</param>
public sealed record ExpectationInput(long Ordinal, InputOrigin Origin, Claim Claim) : RunInput(Ordinal, Origin);

/// <summary>Nothing more comes for this run: the horizon is infinite.</summary>
/// <param name="Ordinal">Index in the source.</param>
/// <param name="Origin">Where it stands.</param>
public sealed record RunClosedInput(long Ordinal, InputOrigin Origin) : RunInput(Ordinal, Origin)
{
    /// <inheritdoc/>
    public override double? Horizon => double.PositiveInfinity;
}
