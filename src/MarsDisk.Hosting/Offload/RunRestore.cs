using MarsDisk.Actors.Offload;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;
using MarsDisk.Snapshots;
using MarsDisk.Storage.Recovery;

namespace MarsDisk.Hosting.Offload;

/// <summary>What was brought back.</summary>
/// <param name="Files">Files that were written.</param>
/// <param name="Bytes">Their length.</param>
/// <param name="Steps">Steps that need not be computed again.</param>
public sealed record RestoredRun(int Files, long Bytes, long Steps);

/// <summary>
/// Brings a run back from a target into a directory that does not exist yet, every file with the hash that the journal has
/// committed. <c>run.json</c> is written last: a directory without it holds no run.
/// </summary>
/// <param name="depot">The target.</param>
/// <param name="run">The run.</param>
public sealed class RunRestore(SnapshotDepot depot, RunId run)
{
    private int _files;
    private long _bytes;

    /// <summary>Writes the directory.</summary>
    /// <param name="directory">Missing, empty, or left over from a killed attempt.</param>
    /// <param name="cancellation">Ends it; the same call begins again.</param>
    /// <exception cref="SnapshotRefusedException">The target has not all of it, or something is damaged.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task<RestoredRun> IntoAsync(string directory, CancellationToken cancellation)
    {
        Refuse(directory);
        foreach (var folder in (string[])["journal", "series", "state", "snapshots", "tmp"])
            Directory.CreateDirectory(Path.Combine(directory, folder));
        var journals = await JournalsAsync(cancellation);
        return journals.Count > 0
            ? await SnapshotFiles.WithNewestAsync(depot, journals, journal => WriteRunAsync(directory, journal, cancellation))
            : throw new SnapshotRefusedException($"the target keeps no whole run {run}; marsdisk snapshots list {run} shows what there is.", ExitCodes.Unusable);
    }

    private static void Refuse(string directory)
    {
        if (File.Exists(directory))
            throw new SnapshotRefusedException($"{directory} is a file; name a directory that does not exist.", ExitCodes.Usage);
        if (!Directory.Exists(directory))
            return;
        var names = Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        if (names.Count > 0 && (names.Contains(RunBackup.RunJson) || !names.IsSubsetOf(["journal", "series", "state", "snapshots", "tmp"])))
            throw new SnapshotRefusedException($"{directory} is not empty; nothing was changed there. Name a directory that does not exist.", ExitCodes.Usage);
    }

    // The newest, and as many older ones as may be used: the run behind an older one is computed again.
    private async Task<List<SnapshotStateRecord>> JournalsAsync(CancellationToken cancellation)
    {
        var journals = new List<SnapshotStateRecord>();
        while (journals.Count <= depot.Services.Options.Restore.FallbackDepth
            && await FindAsync(RunSeries.OfFile(run, RunSeries.JournalName), SnapshotSelection.Latest with { Skip = journals.Count }, cancellation) is { } journal)
            journals.Add(journal);
        return journals;
    }

    private async Task<RestoredRun> WriteRunAsync(string directory, SnapshotStateRecord journal, CancellationToken cancellation)
    {
        (_files, _bytes) = (0, 0);
        await WriteAsync(journal, Path.Combine(directory, RunSeries.JournalName), expected: null, cancellation);
        var ledger = JournalFile.Read(Path.Combine(directory, RunSeries.JournalName)).ToLedger();

        await SnapshotFiles.AtOnceAsync(
            depot, CommittedFiles.OfTables(ledger),
            async (table, token) => await WriteAsync(
                await NeedAsync(RunSeries.OfFile(run, table.Name), SnapshotSelection.Latest, table.Name, token), Path.Combine(directory, table.Name), table.Sha256, token),
            cancellation);
        await WriteStatesAsync(directory, ledger, cancellation);
        await WriteHistoryAsync(directory, ledger, cancellation);
        foreach (var taken in ledger.Snapshots)
        {
            if (await FindAsync(RunSeries.OfSnapshot(run, taken.File.Name), SnapshotSelection.Latest, cancellation) is { } kept)
                await WriteAsync(kept, Path.Combine(directory, taken.File.Name), taken.File.Sha256, cancellation);
        }
        var document = await NeedAsync(RunSeries.OfFile(run, RunBackup.RunJson), SnapshotSelection.Latest, RunBackup.RunJson, cancellation);
        await WriteAsync(document, Path.Combine(directory, RunBackup.RunJson), expected: null, cancellation);
        return new RestoredRun(_files, _bytes, ledger.ResumeStep);
    }

    private async Task WriteStatesAsync(string directory, RunLedger ledger, CancellationToken cancellation)
    {
        foreach (var (steps, file) in ledger.LastStates())
        {
            var record = await NeedAsync(RunSeries.OfStates(run), new SnapshotSelection(MaxSequence: steps.End, MinSequence: steps.End), file.Name, cancellation);
            await WriteAsync(record, Path.Combine(directory, file.Name), file.Sha256, cancellation);
        }
    }

    // Without it the run can still start over, and it says so.
    private async Task WriteHistoryAsync(string directory, RunLedger ledger, CancellationToken cancellation)
    {
        if (ledger.History is { } saved
            && await FindAsync(RunSeries.OfHistories(run), new SnapshotSelection(MaxSequence: saved.Step, MinSequence: saved.Step), cancellation) is { } record)
            await WriteAsync(record, Path.Combine(directory, saved.File.Name), saved.File.Sha256, cancellation);
    }

    private async ValueTask<SnapshotStateRecord> NeedAsync(SnapshotSeries series, SnapshotSelection selection, string name, CancellationToken cancellation) =>
        await FindAsync(series, selection, cancellation)
        ?? throw new SnapshotRefusedException($"the target does not keep {name} of run {run}.", ExitCodes.CannotGoOn) { IsDamage = true };

    private async ValueTask<SnapshotStateRecord?> FindAsync(SnapshotSeries series, SnapshotSelection selection, CancellationToken cancellation)
    {
        var found = await depot.States.SelectAsync(series, selection, cancellation);
        return found.IsSuccess ? found.Value : throw SnapshotRefusedException.Of(found.Status, found.Error);
    }

    private async Task WriteAsync(SnapshotStateRecord record, string path, ContentHash? expected, CancellationToken cancellation)
    {
        var (bytes, found) = await SnapshotFiles.WriteAsync(depot, record, path, cancellation);
        if (expected is { } hash && hash != found)
            throw new SnapshotRefusedException($"{path} has the hash {found}, but {hash} was committed.", ExitCodes.CannotGoOn) { IsDamage = true };
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, bytes);
    }
}
