using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Publishing;

/// <summary>Publishes the history of a run that keeps all of it in memory, while the run goes on.</summary>
public sealed class HistoryPublisher(RunDirectory run, ILease lease)
{
    /// <summary>Writes one history. Whatever fails, nothing partial has a final name.</summary>
    /// <param name="step">The border before this step.</param>
    /// <param name="timeSeconds">Simulated time behind the last row, s.</param>
    /// <param name="nextInputOrdinal">Every scenario input below it has been consumed before the border.</param>
    /// <param name="write">Writes the body <c>marsdisk.sim-state</c> with the rows.</param>
    /// <param name="hashing">Hashes the file beside the writing; null: everything on this thread.</param>
    /// <returns>The event to persist, or what kept the disk from taking the file.</returns>
    public HistoryResult Publish(long step, double timeSeconds, long nextInputOrdinal, Action<Stream> write, HashThread? hashing = null)
    {
        var name = HistoryFiles.NameOf(step);
        try
        {
            RefuseWhenLost(name);
            using var file = AtomicFile.Write(run, name, lease.Epoch, stream => StateFiles.Write(stream, run.Run, step, HistoryFiles.Marker, body =>
            {
                write(body);
                CrashPoints.Reach(CrashPoints.WhileWriting);
            }), hashing);
            var saved = new HistorySaved(step, timeSeconds, nextInputOrdinal, new StateFile(name, file.Bytes, file.Sha256));
            RefuseWhenLost(name);                  // writing it has taken a while
            file.Rename();
            run.Disk.SyncDirectory(run.State);
            CrashPoints.Reach(CrashPoints.AfterRename);
            return new HistoryResult(saved);
        }
        catch (Exception error) when (PublishError.IsOfTheWorld(error))
        {
            return new HistoryResult(Error: PublishError.From(error, run, name));
        }
    }

    private void RefuseWhenLost(string name)
    {
        if (!lease.IsHeld)
            throw new LeaseLostException($"The lease of run {run.Run} is lost: {name} was not published.");
    }
}

/// <summary>Exactly one of the two is set.</summary>
/// <param name="Saved">The event that names the published file.</param>
/// <param name="Error">Why there is none.</param>
public sealed record HistoryResult(HistorySaved? Saved = null, PublishError? Error = null);
