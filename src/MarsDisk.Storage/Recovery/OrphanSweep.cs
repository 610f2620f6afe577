using MarsDisk.Journal;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.State;

namespace MarsDisk.Storage.Recovery;

/// <summary>Deletes what the journal does not name: everything in <c>tmp</c>, and chunk and state files. Nothing else.</summary>
public static class OrphanSweep
{
    /// <summary>Sweeps; only the holder of the lease may.</summary>
    /// <returns>Names of the deleted files, relative to the run directory.</returns>
    public static IReadOnlyList<string> Run(RunDirectory run, RunLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(ledger);
        var deleted = new List<string>();
        EmptyTmp(run, deleted);
        SweepSeries(run, ledger, deleted);
        deleted.AddRange(StateFiles.DeleteAllButLastTwo(run, ledger));
        if (deleted.Count > 0)
        {
            run.Disk.SyncDirectory(run.Series);
            run.Disk.SyncDirectory(run.State);
        }
        return deleted;
    }

    private static void EmptyTmp(RunDirectory run, List<string> deleted)
    {
        foreach (var fileName in run.FilesIn(run.Tmp))
        {
            run.Disk.Delete(Path.Combine(run.Tmp, fileName));
            deleted.Add($"{RunDirectory.TmpFolder}/{fileName}");
        }
    }

    private static void SweepSeries(RunDirectory run, RunLedger ledger, List<string> deleted)
    {
        var named = ledger.TableFiles().Select(static file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var fileName in run.FilesIn(run.Series))
        {
            var name = $"{RunDirectory.SeriesFolder}/{fileName}";
            if (!PublishedNames.IsChunk(fileName) || named.Contains(name))
                continue;
            run.Disk.Delete(Path.Combine(run.Series, fileName));
            deleted.Add(name);
        }
    }
}
