using System.Globalization;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Snapshots.Container;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;

namespace MarsDisk.Storage.State;

/// <summary>
/// Files <c>state/history-*.bin</c>: a state and the rows before it, of a run that keeps its whole history in memory. One container
/// each, as state files are.
/// </summary>
public static class HistoryFiles
{
    /// <summary>What stands in the container where state files have the label of their chunk.</summary>
    public const string Marker = "history";

    /// <summary>Name of the history up to the border before a step, relative to the run directory.</summary>
    public static string NameOf(long step) =>
        string.Create(CultureInfo.InvariantCulture, $"{RunDirectory.StateFolder}/history-{step:D9}.bin");

    /// <summary>Whether a name, relative to the run directory, is that of a history.</summary>
    public static bool Owns(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Path.GetDirectoryName(name) == RunDirectory.StateFolder && PublishedNames.IsHistory(Path.GetFileName(name));
    }

    /// <summary>Reads a history back, once and forward only, and compares it with what the journal says of it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="saved">What the journal says.</param>
    /// <param name="read">Reads the body; what it built is thrown away if this method throws.</param>
    /// <exception cref="ContainerException">The file is damaged, or not the one that was saved.</exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    public static T Read<T>(RunDirectory run, HistorySaved saved, Func<Stream, T> read)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(read);
        using var file = run.Disk.OpenRead(run.PathOf(saved.File.Name));
        using var body = new ContainerReadStream(file);
        StateFiles.RequireOwn(body.Header, run, saved.File.Name);
        var history = read(body);
        body.ReadToEnd();
        return ContentHash.Parse(body.Checksum.Hex) == saved.File.Sha256
            ? history
            : throw new ContainerException(ContainerFault.Corrupt, $"{saved.File.Name} has the hash {body.Checksum.Hex}, but {saved.File.Sha256} was saved.");
    }

    /// <summary>
    /// Deletes histories that a run does not go on from any more: all up to the last commit, and of those behind it all that the
    /// ledger names but the newest. One that no event names yet stays: the writer may be publishing it.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="ledger">What is committed.</param>
    /// <param name="kept">Histories that stay behind the last commit; 0: all.</param>
    /// <returns>Names of the deleted files.</returns>
    public static IReadOnlyList<string> DeleteOld(RunDirectory run, RunLedger ledger, int kept)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(ledger);
        var newest = ledger.Histories.TakeLast(kept == 0 ? int.MaxValue : kept).Select(saved => saved.File.Name).ToHashSet(StringComparer.Ordinal);
        var old = ledger.Histories.Select(saved => saved.File.Name).Where(name => !newest.Contains(name)).ToHashSet(StringComparer.Ordinal);
        var deleted = DeleteWhere(run, name => old.Contains(name) || StepOf(name) <= ledger.EndStep, name => run.Disk.Delete(run.PathOf(name)));
        if (deleted.Count > 0)
            CrashPoints.Reach(CrashPoints.AfterDelete);
        return deleted;
    }

    /// <summary>Deletes every history that the ledger does not name. For recovery, when nobody is writing.</summary>
    internal static IReadOnlyList<string> DeleteUnnamed(RunDirectory run, ILease lease, RunLedger ledger)
    {
        var named = ledger.Histories.Select(saved => saved.File.Name).ToHashSet(StringComparer.Ordinal);
        return DeleteWhere(run, name => !named.Contains(name), name => run.Delete(lease, name));
    }

    private static long StepOf(string name) =>
        long.Parse(Path.GetFileNameWithoutExtension(name).AsSpan("history-".Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static List<string> DeleteWhere(RunDirectory run, Func<string, bool> isToGo, Action<string> delete)
    {
        var deleted = run.FilesIn(run.State).Where(PublishedNames.IsHistory)
            .Select(fileName => $"{RunDirectory.StateFolder}/{fileName}").Where(isToGo).ToList();
        deleted.ForEach(delete);
        return deleted;
    }
}
