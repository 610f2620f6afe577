namespace MarsDisk.Simulation.Inputs.Saved;

/// <summary>
/// Everything that inputs leave behind and that goes on acting. Part of the state of a run that is fed; together with
/// <see cref="States.RunState.NextInputOrdinal"/> it stands for all inputs below that ordinal.
/// </summary>
internal sealed class InputState
{
    /// <summary>Step borders that were left: their inputs have acted and their claims were looked at.</summary>
    public long BordersLeft { get; set; }

    /// <summary>Whether something of the time line was consumed; what follows it without a time belongs to the end.</summary>
    public bool IsTimelineBegun { get; set; }

    /// <summary>Whether nothing more comes.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether everything that belongs to the end has acted.</summary>
    public bool IsEndDone { get; set; }

    /// <summary>Keys that inputs changed, in the order in which they were changed first.</summary>
    public List<KeyCourse> Keys { get; } = [];

    /// <summary>The driver; null without one.</summary>
    public DriverCourse? Driver { get; set; }

    /// <summary>Recurring actions.</summary>
    public List<Recurrence> Recurrences { get; } = [];

    /// <summary>Claims.</summary>
    public List<ClaimTrack> Claims { get; } = [];

    /// <summary>What waits for the end of the run.</summary>
    public List<EndInput> EndActions { get; } = [];
}
