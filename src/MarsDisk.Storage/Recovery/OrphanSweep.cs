using MarsDisk.Journal;
using MarsDisk.Journal.Records;
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
            DirectorySync.Sync(run.Series, run.Faults);
            DirectorySync.Sync(run.State, run.Faults);
        }
        return deleted;
    }

    private static void EmptyTmp(RunDirectory run, List<string> deleted)
    {
        foreach (var path in Directory.EnumerateFiles(run.Tmp).Order(StringComparer.Ordinal))
        {
            File.Delete(path);
            deleted.Add($"{RunDirectory.TmpFolder}/{Path.GetFileName(path)}");
        }
    }

    private static void SweepSeries(RunDirectory run, RunLedger ledger, List<string> deleted)
    {
        var named = ledger.TableFiles().Select(static file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(run.Series).Order(StringComparer.Ordinal))
        {
            var name = $"{RunDirectory.SeriesFolder}/{Path.GetFileName(path)}";
            if (!PublishedNames.IsChunk(Path.GetFileName(path)) || named.Contains(name))
                continue;
            File.Delete(path);
            deleted.Add(name);
        }
    }
}
