using MarsDisk.Actors.Pipeline;
using MarsDisk.History.Columns;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Actors.Runs;

/// <summary>
/// All blocking work that a run needs besides its journal; made by the composition, so that actors open no file. Called
/// on the file-work thread, but for <see cref="NewPublisher"/> and <see cref="PathOf"/>, which touch no disk.
/// </summary>
public interface IRunWork
{
    /// <summary>Takes the run's lease.</summary>
    /// <exception cref="RunUnusableException">Somebody else holds it.</exception>
    ILease TakeLease();

    /// <summary>Removes what no event names, checks what events name and loads the newest state.</summary>
    /// <param name="ledger">What is committed.</param>
    /// <returns>State to go on from; the initial one for a run without a commit.</returns>
    /// <exception cref="RunUnusableException">A committed file is missing or damaged.</exception>
    ResumeState Open(RunLedger ledger);

    /// <summary>
    /// Brings back the newest history that is whole, for a run that is not committed as far as that; says so where one is damaged.
    /// </summary>
    /// <param name="ledger">Names at least one.</param>
    /// <param name="buffer">Receives the rows; behind a null it holds none that count.</param>
    /// <returns>The state behind these rows; null: none is whole.</returns>
    ResumeState? TakeUpHistory(RunLedger ledger, ChunkBuffer buffer);

    /// <summary>A buffer for one chunk; called once for each buffer of the run.</summary>
    ChunkBuffer NewBuffer();

    /// <summary>The publisher for this ownership of the run.</summary>
    /// <param name="lease">Checked before each rename.</param>
    IChunkPublisher NewPublisher(ILease lease);

    /// <summary>Deletes state files older than the two that the ledger keeps, and histories that newer ones or a commit stand for.</summary>
    /// <param name="ledger">What is committed.</param>
    int DeleteOldStates(RunLedger ledger);

    /// <summary>Full path of a state file, for the offload.</summary>
    /// <param name="file">A committed state file.</param>
    string PathOf(StateFile file);

    /// <summary>What keeps a whole chunk from being written now, in words; null when nothing does.</summary>
    string? Obstacle();

    /// <summary>Hash over the values of all tables, equal for runs with equal rows whatever their chunks and names.</summary>
    /// <param name="ledger">A run that has all its rows.</param>
    string SeriesHash(RunLedger ledger);

    /// <summary>Writes the merged tables that the run asks for and lacks.</summary>
    /// <param name="ledger">A run that has ended and has all its rows.</param>
    /// <returns>Events to persist before their chunks may go; empty when there is nothing to persist.</returns>
    IReadOnlyList<ChunksMerged> Merge(RunLedger ledger);

    /// <summary>Deletes chunks that a merged table stands for, then writes every derived file that is missing; repeatable, same bytes each time.</summary>
    /// <param name="ledger">A run that has ended and has all its rows.</param>
    int Finish(RunLedger ledger);
}

/// <summary>The run cannot be worked on here and now.</summary>
/// <param name="message">One sentence: what, where, found and expected, what to do.</param>
/// <param name="exitCode">Code of experience.md §2.9.</param>
public sealed class RunUnusableException(string message, int exitCode) : Exception(message)
{
    /// <summary>Code of experience.md §2.9.</summary>
    public int ExitCode { get; } = exitCode;
}
