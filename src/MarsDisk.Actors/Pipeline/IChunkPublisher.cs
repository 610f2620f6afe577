using MarsDisk.History.Columns;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Pipeline;

/// <summary>Brings one sealed chunk of one run to disk; blocking, used by one writer loop at a time.</summary>
public interface IChunkPublisher
{
    /// <summary>Encodes, syncs and names all files of the chunk (architecture.md §7.4, steps 1 to 6).</summary>
    /// <param name="buffer">The sealed buffer; read only.</param>
    /// <param name="state">State at its end.</param>
    /// <param name="cause">Why the chunk ends here.</param>
    /// <param name="hashing">Hashes the files while the next ones are encoded; null: everything on the calling thread.</param>
    /// <returns>What the journal is to say, or why nothing of the chunk counts.</returns>
    PublishResult Publish(ChunkBuffer buffer, ResumeState state, FlushCause cause, HashThread? hashing);

    /// <summary>Stores a copy of the state under <c>snapshots</c>.</summary>
    /// <param name="step">The border before this step.</param>
    /// <param name="label">As it was asked for; null for none.</param>
    /// <param name="state">The copy.</param>
    SnapshotResult PublishSnapshot(long step, string? label, RunState state);

    /// <summary>Stores a state and the rows before it, straight from the buffer.</summary>
    /// <param name="buffer">Holds the rows; more are appended meanwhile.</param>
    /// <param name="mark">State and number of rows at one border.</param>
    /// <param name="hashing">Hashes the file while it is written; null: on the calling thread.</param>
    HistoryResult PublishHistory(ChunkBuffer buffer, HistoryMark mark, HashThread? hashing);
}
