using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Runs;
using MarsDisk.History.Columns;
using MarsDisk.History.Reading;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Derived;
using MarsDisk.Hosting.Identity;
using MarsDisk.Hosting.Records;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Faults;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Recovery;
using MarsDisk.Storage.State;

namespace MarsDisk.Hosting.Running;

/// <summary>The blocking work of one run, over its directory. Used on the file-work thread.</summary>
internal sealed class RunWork : IRunWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly PreparedRun _prepared;
    private readonly RunDirectory _directory;
    private readonly OpenRuns _runs;
    private readonly TimeProvider _clock;
    private readonly Action<string> _say;
    private readonly Action<ILease> _writeStart;
    private ILease? _lease;

    /// <summary>Takes what the work is done on; touches nothing.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="runs">Learns of the run once its lease is taken.</param>
    /// <param name="clock">Time for people and for patience.</param>
    /// <param name="say">Receives one line for people.</param>
    /// <param name="writeStart">Makes the directory and what a start leaves in it; null: as the product does.</param>
    public RunWork(
        PreparedRun prepared, RunDirectory directory, OpenRuns runs, TimeProvider clock, Action<string> say,
        Action<ILease>? writeStart = null)
    {
        _prepared = prepared;
        _directory = directory;
        _runs = runs;
        _clock = clock;
        _say = say;
        _writeStart = writeStart ?? WriteStart;
    }

    public ILease TakeLease() => TryTakeLease(Patience)
        ?? throw new RunUnusableException($"{_directory.Root} is held by another process.", ExitCodes.Unusable);

    /// <summary>Takes the lease at once or not at all; for a node that finds other runs meanwhile.</summary>
    public ILease? TryTakeLease() => TryTakeLease(TimeSpan.Zero);

    private ILease? TryTakeLease(TimeSpan patience)
    {
        var leases = new FileLeases(_ => _directory);
        if (leases.TryTakeAsync(_directory.Run, patience, _clock, CancellationToken.None).GetAwaiter().GetResult() is not { } lease)
            return null;

        _lease = _runs.Add(_directory, PhysicsFingerprint.Value, lease);
        try
        {
            _writeStart(_lease);
            return _lease;
        }
        catch
        {
            _lease.Dispose();                       // else this process would keep others from the run
            throw;
        }
    }

    public ResumeState Open(RunLedger ledger)
    {
        try
        {
            var recovered = RunRecovery.Restore(_directory, _lease!, ledger);
            if (recovered.State is not { } file)
                return StartOver(recovered, ledger);

            var state = StateFiles.Read(_directory, file.Name, ResumeState.ReadFrom);
            return recovered.IsStateDamaged ? Recompute(state, ledger) : state;
        }
        catch (RunDamagedException damaged)
        {
            throw new RunUnusableException($"{damaged.Message}\n  nothing was changed; put the file back from a copy, or start anew with --new.", ExitCodes.CannotGoOn);
        }
    }

    public ResumeState? TakeUpHistory(RunLedger ledger, ChunkBuffer buffer) =>
        new HistoryTakeUp(_directory, _say).Newest(ledger, buffer);

    public ChunkBuffer NewBuffer() => new(_prepared.Schemas, _prepared.Policy.Capacity);

    public IChunkPublisher NewPublisher(ILease lease) => new RunChunkPublisher(_prepared, _directory, lease);

    public int DeleteOldStates(RunLedger ledger)
    {
        var deleted = StateFiles.DeleteOlderThanLastTwo(_directory, ledger).Count;
        if (!_prepared.IsStreaming)
            deleted += HistoryFiles.DeleteOld(_directory, ledger, _prepared.HistoriesKept).Count;
        CrashPoints.Reach(CrashPoints.AfterDelete);
        return deleted;
    }

    public string PathOf(StateFile file) => _directory.PathOf(file.Name);

    public string? Obstacle()
    {
        var bytes = _prepared.ChunkFileBytesMax;
        var probe = Path.Combine(_directory.Tmp, "space-probe");
        try
        {
            _directory.Disk.Delete(probe);
            _directory.Disk.Create(probe, bytes).Dispose();
            _directory.Disk.Delete(probe);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return FormattableString.Invariant($"disk full or not writable at {_directory.Root} (needs {bytes / 1e6:0} MB, has {(_directory.Disk.FreeBytesAt(_directory.Root) ?? 0) / 1e6:0} MB)");
        }
    }

    public string SeriesHash(RunLedger ledger) => OnDisk(() =>
    {
        var tables = new List<(string Name, TableReader Table)>();
        try
        {
            foreach (var group in ledger.TableFiles().GroupBy(file => file.Table, StringComparer.Ordinal))
                tables.Add((group.Key, new TableReader([.. group.Select(file => _directory.PathOf(file.Name))])));
            return Derived.SeriesHash.Of(tables);
        }
        finally
        {
            tables.ForEach(table => table.Table.Dispose());
        }
    });

    public IReadOnlyList<ChunksMerged> Merge(RunLedger ledger) => OnDisk(() =>
    {
        OrphanSweep.Run(_directory, _lease!, ledger);          // an attempt that was killed here left files aside
        return new TableMerge(_prepared, _directory, _lease!).Write(ledger);
    });

    public int Finish(RunLedger ledger) => OnDisk(() =>
    {
        new TableMerge(_prepared, _directory, _lease!).DeleteMergedChunks(ledger);
        return new DerivedFiles(_prepared, _directory, new RunPlace(_directory, _lease!)).WriteMissing(ledger);
    });

    private void WriteStart(ILease lease)
    {
        if (!_directory.HasJournal)
            _directory.Begin(lease, output => RunDocument.Write(output, _prepared, _clock.GetUtcNow()));
        StartDocuments.WriteMissing(_directory, lease, _prepared);
    }

    // All steps are committed by now; only files that can be made again are missing.
    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunUnusableException($"{_directory.Root}: a derived file cannot be written: {error.Message}\n  every step is committed; the same command again makes up what is missing.", ExitCodes.Unusable);
        }
    }

    private ResumeState StartOver(RecoveredRun recovered, RunLedger ledger)
    {
        if (recovered.IsStateDamaged)
            _say("the first state file is damaged; the first chunk is computed again and compared.");
        var state = _prepared.InitialState();
        return recovered.IsStateDamaged ? Recompute(state, ledger) : state;
    }

    // A damaged newest state costs time, not data: its chunk is computed again and compared with what was committed.
    private ResumeState Recompute(ResumeState state, RunLedger ledger) =>
        ChunkCheck.Recompute(_prepared, state, ledger);
}
