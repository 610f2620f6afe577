using MarsDisk.Simulation.Inputs.Keys;

namespace MarsDisk.Simulation.Inputs;

/// <summary>What an input does to its run.</summary>
public abstract record RunAction
{
    private RunAction() { }

    /// <summary>The key has this value from now on.</summary>
    /// <param name="Key">Which key.</param>
    /// <param name="Value">In the key's unit.</param>
    public sealed record SetKey(LiveKey Key, LiveValue Value) : RunAction;

    /// <summary>Linear in simulated time from the value at the action's time; a later set or ramp of the key replaces the rest.</summary>
    /// <param name="Key">Which key.</param>
    /// <param name="To">Last value, in the key's unit.</param>
    /// <param name="Over">How long, s; positive.</param>
    public sealed record RampKey(LiveKey Key, double To, double Over) : RunAction;

    /// <summary>A state snapshot.</summary>
    /// <param name="Label">Its label; null for none.</param>
    public sealed record Snapshot(string? Label) : RunAction;

    /// <summary>The chunk ends at this step border.</summary>
    public sealed record Flush : RunAction;

    /// <summary>The clock is held.</summary>
    /// <param name="WallSeconds">For so long on the wall clock, s; null: until a resume.</param>
    public sealed record Pause(double? WallSeconds) : RunAction;

    /// <summary>The clock goes on.</summary>
    public sealed record Resume : RunAction;

    /// <summary>The run ends here, regularly.</summary>
    /// <param name="Reason">Why, in words; null if nobody said.</param>
    public sealed record Stop(string? Reason) : RunAction;

    /// <summary>A line of the run's log.</summary>
    /// <param name="Text">What it says.</param>
    public sealed record Log(string Text) : RunAction;

    /// <summary>Something breaks on purpose. Sent only to a run whose host permits it.</summary>
    /// <param name="Kind">How it breaks.</param>
    /// <param name="Stage">Name of the stage, for example <c>parquet-writer</c>.</param>
    /// <param name="Arguments">How long and how often.</param>
    public sealed record Fault(FaultKind Kind, string Stage, FaultArguments Arguments) : RunAction;
}

/// <summary>How something breaks on purpose.</summary>
public enum FaultKind
{
    /// <summary>The stage throws.</summary>
    Crash,

    /// <summary>The stage does nothing for a while.</summary>
    Stall,

    /// <summary>Messages of the stage come late.</summary>
    Delay,

    /// <summary>A message to the stage is lost.</summary>
    Drop,

    /// <summary>A message to the stage comes twice.</summary>
    Duplicate,

    /// <summary>A message to the stage is damaged.</summary>
    Corrupt,

    /// <summary>The disk has no room.</summary>
    DiskFull,

    /// <summary>The disk is slow.</summary>
    SlowDisk,

    /// <summary>A node dies.</summary>
    KillNode,

    /// <summary>A node cannot be reached.</summary>
    Partition,
}

/// <summary>How long and how often something breaks. What is not given has the kind's own default.</summary>
/// <param name="ForSeconds">Wall time, s.</param>
/// <param name="BySeconds">Delay of one message or write, s.</param>
/// <param name="Count">How many messages.</param>
/// <param name="Rate">Share of the messages, 0 to 1.</param>
public sealed record FaultArguments(double? ForSeconds, double? BySeconds, int? Count, double? Rate);
