using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Runs;
using MarsDisk.History.Columns;
using MarsDisk.History.Reading;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Scenarios.Worlds;

/// <summary>
/// The blocking work of a run: that of the product, on a disk in memory. Only what reads finished tables by their path is done
/// differently: the hash of the series over copies, and one line in place of the documents of a finished run.
/// </summary>
internal sealed class ReplayRunWork(
    PreparedRun prepared, RunDirectory directory, OpenRuns runs, TimeProvider clock, Action<ChunkBuffer> made) : IRunWork
{
    private const string SummaryName = "summary.json";

    private readonly RunWork _work = new(prepared, directory, runs, clock, _ => { }, lease => Begin(directory, lease));
    private ILease? _lease;

    public ILease TakeLease() => _lease = _work.TakeLease();

    public ResumeState Open(RunLedger ledger) => _work.Open(ledger);

    public ResumeState? TakeUpHistory(RunLedger ledger, ChunkBuffer buffer) => _work.TakeUpHistory(ledger, buffer);

    public ChunkBuffer NewBuffer()
    {
        var buffer = _work.NewBuffer();
        made(buffer);
        return buffer;
    }

    public IChunkPublisher NewPublisher(ILease lease) => _work.NewPublisher(lease);

    public int DeleteOldStates(RunLedger ledger) => _work.DeleteOldStates(ledger);

    public string PathOf(StateFile file) => _work.PathOf(file);

    public string? Obstacle() => _work.Obstacle();

    public string SeriesHash(RunLedger ledger)
    {
        var folder = Directory.CreateTempSubdirectory("marsdisk-replay-");
        var tables = new List<(string Name, TableReader Table)>();
        try
        {
            foreach (var table in ledger.TableFiles().GroupBy(file => file.Table, StringComparer.Ordinal))
                tables.Add((table.Key, new TableReader([.. table.Select(file => Copy(file.Name, folder.FullName))])));
            return Hosting.Derived.SeriesHash.Of(tables);
        }
        finally
        {
            tables.ForEach(table => table.Table.Dispose());
            folder.Delete(recursive: true);
        }
    }

    public IReadOnlyList<ChunksMerged> Merge(RunLedger ledger) => [];

    public int Finish(RunLedger ledger)
    {
        DerivedFile.Publish(directory, _lease!, SummaryName, output => output.Write("{}"u8));
        return 1;
    }

    private static void Begin(RunDirectory directory, ILease lease)
    {
        if (!directory.HasJournal)
            directory.Begin(lease, output => output.Write("{}"u8));
    }

    private string Copy(string name, string folder)
    {
        var path = Path.Combine(folder, Path.GetFileName(name));
        using var source = directory.Disk.OpenRead(directory.PathOf(name));
        using var copy = File.Create(path);
        source.CopyTo(copy);
        return path;
    }
}
