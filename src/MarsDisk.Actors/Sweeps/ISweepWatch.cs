using MarsDisk.Actors.Messages;

namespace MarsDisk.Actors.Sweeps;

/// <summary>The blocking side of watching over a sweep; made by the composition, so that actors open no file.</summary>
public interface ISweepWatch : IDisposable
{
    /// <summary>
    /// Takes the sweep's lease if nobody has it, looks at the journals of all runs, and writes the collected table when
    /// all of them have ended. Disposing gives the lease back.
    /// </summary>
    SweepStatus Look();

    /// <summary>Time until it is worth looking again; asked after a look.</summary>
    TimeSpan Pause { get; }
}

/// <summary>Runs of a sweep by state (experience.md §10.2).</summary>
/// <param name="Planned">Not begun.</param>
/// <param name="Running">Held by a living process.</param>
/// <param name="Waiting">Begun, and held by nobody.</param>
/// <param name="Completed">Finished, with every derived file.</param>
/// <param name="Failed">Failed, or not to be worked on here.</param>
public sealed record SweepCounts(int Planned, int Running, int Waiting, int Completed, int Failed)
{
    /// <summary>All runs.</summary>
    public int Runs => Planned + Running + Waiting + Completed + Failed;

    /// <summary>Whether no run will change by itself any more.</summary>
    public bool AllEnded => Completed + Failed == Runs;
}
