using System.Collections.Immutable;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Publishing;

/// <summary>
/// Brings all tables of one step range and the state behind it under their final names. The commit is the journal's:
/// until an event names these files, they do not exist.
/// </summary>
public sealed class ChunkPublisher(RunDirectory run, ILease lease)
{
    /// <summary>Publishes one chunk. Whatever fails, nothing partial has a final name and the sources may be read again.</summary>
    /// <param name="chunk">What to publish.</param>
    /// <param name="hashing">Hashes the files while the next ones are encoded; null: everything on this thread.</param>
    /// <returns>The event to persist, or what kept the disk from taking the chunk.</returns>
    public PublishResult Publish(ChunkSource chunk, HashThread? hashing = null)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var written = new List<AtomicFile>(chunk.Tables.Count + 1);
        var current = StateFiles.NameOf(chunk.Steps.End);
        try
        {
            RefuseWhenLost(current);
            foreach (var table in chunk.Tables)
            {
                current = NameOf(table);
                written.Add(AtomicFile.Write(run, current, lease.Epoch, table.Write, hashing));
                CrashPoints.Reach(CrashPoints.WhileWriting);
            }
            current = StateFiles.NameOf(chunk.Steps.End);
            written.Add(AtomicFile.Write(
                run, current, lease.Epoch, stream => StateFiles.WriteState(stream, run.Run, chunk), hashing));
            // All hashes are known before the first file has its name: a chunk that cannot be described leaves no file.
            var committed = Event(chunk, written);
            foreach (var file in written)
            {
                current = file.Name;
                RefuseWhenLost(current);
                file.Rename();
                if (file != written[^1])
                    CrashPoints.Reach(CrashPoints.BetweenRenames);
            }
            run.Disk.SyncDirectory(run.Series);
            run.Disk.SyncDirectory(run.State);
            CrashPoints.Reach(CrashPoints.AfterRename);
            return new PublishResult(committed);
        }
        catch (Exception error) when (PublishError.IsOfTheWorld(error))
        {
            return new PublishResult(Error: PublishError.From(error, run, current));
        }
        finally
        {
            written.ForEach(static file => file.Dispose());
        }
    }

    private static string NameOf(TableSource table) => $"{RunDirectory.SeriesFolder}/{table.FileName}";

    private void RefuseWhenLost(string name)
    {
        if (!lease.IsHeld)
            throw new LeaseLostException($"The lease of run {run.Run} is lost: {name} was not published.");
    }

    private static ChunkCommitted Event(ChunkSource chunk, List<AtomicFile> written)
    {
        var tables = ImmutableArray.CreateBuilder<TableFile>(chunk.Tables.Count);
        for (var i = 0; i < chunk.Tables.Count; i++)
            tables.Add(new TableFile(written[i].Name, written[i].Bytes, chunk.Tables[i].Rows, written[i].Sha256));
        var state = written[^1];
        return new ChunkCommitted(
            chunk.Steps,
            chunk.Time,
            tables.MoveToImmutable(),
            new StateFile(state.Name, state.Bytes, state.Sha256),
            chunk.NextInputOrdinal,
            chunk.Cause);
    }
}
