using MarsDisk.Actors.Offload;
using MarsDisk.History.Chunks;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Snapshots;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Hosting.Offload;

/// <summary>Keeps the states of runs in the stores of the settings, and with them what another machine needs to go on.</summary>
public sealed class SnapshotTarget(SnapshotDepot depot) : IOffloadTarget, IDisposable
{
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(5);

    private readonly RunBackup _backup = new(depot);
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _idle = new(1);

    /// <inheritdoc/>
    public string Name => depot.Name;

    /// <inheritdoc/>
    public SnapshotOutcome<OffloadReceipt> Persist(OffloadTask task, Action<SnapshotProgressKind> passed, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _end.Token);
        _idle.Wait(either.Token);
        try
        {
            return PersistAsync(task, passed, either.Token).AsTask().GetAwaiter().GetResult();
        }
        finally
        {
            _idle.Release();
        }
    }

    /// <summary>Gives up what runs; nothing that is not at its place yet gets there.</summary>
    public void GiveUp() => _end.Cancel();

    /// <summary>Gives up what runs, waits a while for its scratch to be given back, and closes the stores.</summary>
    public void Dispose()
    {
        GiveUp();
        _idle.Wait(PatienceAtTheEnd);
        depot.Dispose();
    }

    private async ValueTask<SnapshotOutcome<OffloadReceipt>> PersistAsync(
        OffloadTask task, Action<SnapshotProgressKind> passed, CancellationToken cancellation)
    {
        var ready = await depot.EnsureAsync(cancellation);
        if (!ready.IsSuccess)
            return ready.As<OffloadReceipt>();
        var (run, file, source) = (task.File.Run, task.File.File, task.File.Source);
        using var open = Open(source);
        if (open is null)                                  // deleted, because two newer states are committed
            return SnapshotOutcome.Failed<OffloadReceipt>(SnapshotStatus.Superseded, SnapshotStage.Body, "", $"{file.Name} is not there any more.");

        var options = new SnapshotWriteOptions
        {
            Series = task.Series,
            Position = task.Position,
            PayloadType = RunSeries.StateType,
            WriteId = task.WriteId,
        };
        var progress = new Borders(passed);
        var outcome = await depot.Offloader.PersistAsync(
            new StateFileSource(open, file.Bytes), options, new SnapshotExpectation.None(), progress, cancellation);
        if (!outcome.TryGet(out var commit))
            return outcome.As<OffloadReceipt>();

        if (depot.KeepsWholeRuns && task.File.Marker is not null)
        {
            var kept = await _backup.KeepAsync(new RunDirectory(source[..^(file.Name.Length + 1)], run, TestHooks.Disk), cancellation);
            if (!kept.IsSuccess)
                return kept.As<OffloadReceipt>();
        }

        await RetireHistoriesAsync(run, task, cancellation);
        var record = commit.Record;
        return SnapshotOutcome.Ok(new OffloadReceipt(Name, ContentHash.Parse(record.Payload.Checksum.Hex), record.Revision));
    }

    // The newest history counts until the run is committed, which it is in one chunk from step 0 on. What cannot be deleted now is
    // deleted with the next one, or stays until somebody clears it away.
    private async ValueTask RetireHistoriesAsync(RunId run, OffloadTask task, CancellationToken cancellation)
    {
        var series = RunSeries.OfHistories(run);
        var step = task.Position.Sequence;
        if (task.Series == series)
        {
            await depot.States.DeleteAsync(series, new SnapshotSelection(MaxSequence: step - 1), null, cancellation);
            await depot.States.DeleteAsync(series, new SnapshotSelection(MinSequence: step + 1), null, cancellation);
        }
        else if (task.File.Marker == ChunkNames.Label(0, step))
        {
            await depot.States.DeleteAsync(series, new SnapshotSelection(MaxSequence: step), null, cancellation);
        }
    }

    private static Stream? Open(string path)
    {
        try
        {
            return TestHooks.Disk.OpenRead(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private sealed class Borders(Action<SnapshotProgressKind> passed) : IProgress<SnapshotProgress>
    {
        public void Report(SnapshotProgress value)
        {
            if (value.Kind == SnapshotProgressKind.Placed)
                CrashPoints.Reach(CrashPoints.DuringOffload);
            passed(value.Kind);
        }
    }
}
