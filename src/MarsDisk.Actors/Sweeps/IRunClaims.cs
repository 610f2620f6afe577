using MarsDisk.Actors.Messages;
using MarsDisk.Actors.Runs;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Actors.Sweeps;

/// <summary>Finds runs that somebody has to work on; made by the composition, so that actors open no file.</summary>
public interface IRunClaims
{
    /// <summary>Takes the lease of the next run that has none; null when there is none to take now. Blocks.</summary>
    ClaimedRun? Next();

    /// <summary>A run that this node had claimed is over; from here on it may be claimed again. Does not block.</summary>
    /// <param name="ended">The run and how it ended.</param>
    void Note(RunEnded ended);
}

/// <summary>A run with its lease.</summary>
/// <param name="Setup">What to run.</param>
/// <param name="Lease">Held; disposed by the actor of the run.</param>
public sealed record ClaimedRun(RunSetup Setup, ILease Lease);

/// <summary>How a node takes runs.</summary>
/// <param name="Slots">Runs that compute at once.</param>
/// <param name="Interval">At most one run is taken in it.</param>
public sealed record ClaimSettings(int Slots, TimeSpan Interval);
