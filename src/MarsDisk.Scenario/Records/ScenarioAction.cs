using System.Collections.Immutable;

namespace MarsDisk.Scenario;

/// <summary>What happens at a time of a run.</summary>
public abstract record ScenarioAction
{
    /// <summary>The key has this value from now on.</summary>
    public sealed record SetKey(string Key, ScenarioValue Value) : ScenarioAction;

    /// <summary>Linear from the present value; a later change of the same key replaces the rest.</summary>
    public sealed record Ramp(string Key, ScenarioValue To, Quantity Over) : ScenarioAction;

    /// <summary>A state snapshot.</summary>
    public sealed record Snapshot(string? Label) : ScenarioAction;

    /// <summary>The chunk ends at the next step border.</summary>
    public sealed record Flush : ScenarioAction;

    /// <summary>Something breaks on purpose.</summary>
    public sealed record Fault(string Kind, string Target, ImmutableArray<Assignment> Arguments) : ScenarioAction;

    /// <summary>The clock of the run is held: for so long on the wall clock, or until a resume.</summary>
    public sealed record Pause(Quantity? WallTime) : ScenarioAction;

    /// <summary>The clock goes on.</summary>
    public sealed record Resume : ScenarioAction;

    /// <summary>The run ends here, regularly.</summary>
    public sealed record Stop(string? Reason) : ScenarioAction;

    /// <summary>A line of the run's log.</summary>
    public sealed record Log(string Text) : ScenarioAction;
}
