using MarsDisk.Journal;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Recovery;

/// <summary>Deletes what the journal does not name: everything in <c>tmp</c>, and chunk, state and history files. Nothing else.</summary>
public static class OrphanSweep
{
    /// <summary>Sweeps; only the holder of the lease may, and it is asked for before each deletion.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lease">Its lease.</param>
    /// <param name="ledger">What its journal says.</param>
    /// <returns>Names of the deleted files, relative to the run directory.</returns>
    /// <exception cref="LeaseLostException">Somebody else owns the run.</exception>
    public static IReadOnlyList<string> Run(RunDirectory run, ILease lease, RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(ledger);
        var deleted = new List<string>();
        EmptyTmp(run, lease, deleted);
        SweepSeries(run, lease, ledger, deleted);
        deleted.AddRange(StateFiles.DeleteAllButLastTwo(run, lease, ledger));
        deleted.AddRange(HistoryFiles.DeleteUnnamed(run, lease, ledger));
        if (deleted.Count > 0)
        {
            run.Disk.SyncDirectory(run.Series);
            run.Disk.SyncDirectory(run.State);
        }
        return deleted;
    }

    private static void EmptyTmp(RunDirectory run, ILease lease, List<string> deleted)
    {
        foreach (var fileName in run.FilesIn(run.Tmp))
        {
            var name = $"{RunDirectory.TmpFolder}/{fileName}";
            run.Delete(lease, name);
            deleted.Add(name);
        }
    }

    private static void SweepSeries(RunDirectory run, ILease lease, RunLedger ledger, List<string> deleted)
    {
        var named = ledger.TableFiles().Select(static file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var fileName in run.FilesIn(run.Series))
        {
            var name = $"{RunDirectory.SeriesFolder}/{fileName}";
            if (!PublishedNames.IsChunk(fileName) || named.Contains(name))
                continue;
            run.Delete(lease, name);
            deleted.Add(name);
        }
    }
}
