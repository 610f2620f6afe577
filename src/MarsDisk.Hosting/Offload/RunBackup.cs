using MarsDisk.Actors.Offload;
using MarsDisk.History.Chunks;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Files;
using MarsDisk.Journal.Records;
using MarsDisk.Snapshots;
using MarsDisk.Snapshots.Diagnostics;
using MarsDisk.Snapshots.Sources;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Recovery;
using MarsDisk.Storage.State;

namespace MarsDisk.Hosting.Offload;

/// <summary>
/// Keeps all that a machine with an empty disk needs to go on with a run. The journal goes last: whatever it names is at the
/// target by then, as in the run directory itself.
/// </summary>
internal sealed class RunBackup(SnapshotDepot depot)
{
    public const string RunJson = "run.json";

    private const int LooksMax = 5;

    private readonly HashSet<(RunId Run, string Name, ContentHash Sha256)> _kept = [];

    /// <summary>Stores what is committed and not yet kept.</summary>
    public async ValueTask<SnapshotOutcome<bool>> KeepAsync(RunDirectory run, CancellationToken cancellation)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                return await KeepOnceAsync(run, cancellation);
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                // A newer state or a merged table took its place in between: the next look at the journal knows it.
                if (look == LooksMax)
                    return SnapshotOutcome.Failed<bool>(SnapshotStatus.Unavailable, SnapshotStage.Body, SnapshotCodes.BodyThrew, $"A file of the run went away: {error.Message}", isTransient: true, error);
            }
        }
    }

    private async ValueTask<SnapshotOutcome<bool>> KeepOnceAsync(RunDirectory run, CancellationToken cancellation)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"marsdisk-journal-{Guid.NewGuid():N}");
        try
        {
            // The journal grows meanwhile. A copy of it says what has to be there when the copy itself is read again.
            await CopyAsync(run, copy, cancellation);
            var ledger = JournalFile.Read(copy).ToLedger();
            var kept = await KeepStatesAsync(run, ledger, cancellation);       // the first that are deleted
            if (kept.IsSuccess && ledger.History is { } saved)
                kept = await KeepStateAsync(run, RunSeries.OfHistories(run.Run), saved.Step, HistoryFiles.Marker, saved.File, cancellation);
            foreach (var file in CommittedFiles.OfTables(ledger))
            {
                if (kept.IsSuccess)
                    kept = await KeepFileAsync(run, file, cancellation);
            }
            if (kept.IsSuccess)
                kept = await KeepDocumentAsync(run, cancellation);
            return kept.IsSuccess ? await KeepJournalAsync(run, copy, ledger.EndStep, cancellation) : kept;
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async ValueTask CopyAsync(RunDirectory run, string path, CancellationToken cancellation)
    {
        using var journal = run.Disk.OpenRead(run.JournalPath);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var copy = new FileStream(path, options);
        await journal.CopyToAsync(copy, cancellation);
    }

    private async ValueTask<SnapshotOutcome<bool>> KeepFileAsync(RunDirectory run, CommittedFile file, CancellationToken cancellation)
    {
        if (_kept.Contains((run.Run, file.Name, file.Sha256)))
            return SnapshotOutcome.Ok(true);
        var path = run.PathOf(file.Name);
        if (run.Disk.LengthOf(path) is null)
            throw new FileNotFoundException($"{file.Name} is missing from {run.Root}.", path);
        var series = RunSeries.OfFile(run.Run, file.Name);
        var position = new SnapshotPosition(0, 0, 0, file.Sha256.ToString());
        var found = await depot.States.SelectAsync(series, SnapshotSelection.Latest, cancellation);
        if (!found.IsSuccess)
            return found.As<bool>();
        if (found.Value?.Position.Marker != position.Marker)
        {
            var stored = await PersistAsync(series, position, FileOf(run.Disk, path, file.Bytes), SnapshotCodec.None, cancellation);
            if (!stored.IsSuccess)
                return stored;
        }
        _kept.Add((run.Run, file.Name, file.Sha256));
        return SnapshotOutcome.Ok(true);
    }

    // A state that a newer one overtook on its way here is still the second newest that the journal names.
    private async ValueTask<SnapshotOutcome<bool>> KeepStatesAsync(RunDirectory run, RunLedger ledger, CancellationToken cancellation)
    {
        foreach (var (steps, file) in ledger.LastStates())
        {
            var kept = await KeepStateAsync(run, RunSeries.OfStates(run.Run), steps.End, ChunkNames.Label(steps.First, steps.End), file, cancellation);
            if (!kept.IsSuccess)
                return kept;
        }
        return SnapshotOutcome.Ok(true);
    }

    private async ValueTask<SnapshotOutcome<bool>> KeepStateAsync(
        RunDirectory run, SnapshotSeries series, long step, string marker, StateFile file, CancellationToken cancellation)
    {
        var found = await depot.States.SelectAsync(series, new SnapshotSelection(MaxSequence: step, MinSequence: step), cancellation);
        if (!found.IsSuccess || found.Value is not null)
            return found.IsSuccess ? SnapshotOutcome.Ok(true) : found.As<bool>();
        using var open = run.Disk.OpenRead(run.PathOf(file.Name));
        return await PersistAsync(
            series, new SnapshotPosition(0, step, 0, marker), new StateFileSource(open, file.Bytes), codec: null, cancellation);
    }

    private async ValueTask<SnapshotOutcome<bool>> KeepDocumentAsync(RunDirectory run, CancellationToken cancellation)
    {
        if (_kept.Contains((run.Run, RunJson, default)))
            return SnapshotOutcome.Ok(true);
        var length = run.Disk.LengthOf(run.RunJsonPath) ?? throw new FileNotFoundException($"{RunJson} is missing from {run.Root}.");
        var stored = await PersistAsync(
            RunSeries.OfFile(run.Run, RunJson), new SnapshotPosition(0, 0, 0, ""), FileOf(run.Disk, run.RunJsonPath, length), codec: null, cancellation);
        if (stored.IsSuccess)
            _kept.Add((run.Run, RunJson, default));
        return stored;
    }

    private ValueTask<SnapshotOutcome<bool>> KeepJournalAsync(RunDirectory run, string copy, long step, CancellationToken cancellation) => PersistAsync(
        RunSeries.OfFile(run.Run, RunSeries.JournalName), new SnapshotPosition(0, step, 0, ""),
        FileOf(FileSystemDisk.Instance, copy, new FileInfo(copy).Length), codec: null, cancellation);

    private static FileSnapshotSource FileOf(IDisk disk, string path, long bytes) => new(() => disk.OpenRead(path), bytes, RunSeries.FileType);

    private async ValueTask<SnapshotOutcome<bool>> PersistAsync(
        SnapshotSeries series, SnapshotPosition position, ISnapshotSource source, SnapshotCodec? codec, CancellationToken cancellation)
    {
        var options = new SnapshotWriteOptions { Series = series, Position = position, PayloadType = source.PayloadType, Codec = codec };
        var stored = await depot.Offloader.PersistAsync(source, options, new SnapshotExpectation.None(), cancellation: cancellation);
        return stored.IsSuccess ? SnapshotOutcome.Ok(true) : stored.As<bool>();
    }
}
