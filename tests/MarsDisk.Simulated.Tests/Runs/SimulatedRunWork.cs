using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Runs;
using MarsDisk.History.Chunks;
using MarsDisk.History.Columns;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulated.Laws;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Simulated.Runs;

/// <summary>
/// The blocking work of a run: that of the product for lease, recovery, states and chunks; a short stand-in for merged
/// tables and for the documents that follow from a finished run.
/// </summary>
internal sealed class SimulatedRunWork(
    SimulatedRun run, RunDirectory directory, OpenRuns runs, TimeProvider clock, DiskWitness witness, List<ChunkBuffer> buffers) : IRunWork
{
    private const string SummaryName = "summary.json";

    private readonly RunWork _work = new(run.Prepared, directory, runs, clock, _ => { }, lease => Begin(directory, lease));
    private ILease? _lease;

    public ILease TakeLease() => _lease = _work.TakeLease();

    public ResumeState Open(RunLedger ledger)
    {
        var state = _work.Open(ledger);
        witness[run].RequireOrder();
        return state;
    }

    public ResumeState? TakeUpHistory(RunLedger ledger, ChunkBuffer buffer) => _work.TakeUpHistory(ledger, buffer);

    public ChunkBuffer NewBuffer()
    {
        var buffer = new ChunkBuffer(run.Prepared.Schemas, run.Prepared.Policy.Capacity);
        buffers.Add(buffer);
        return buffer;
    }

    public IChunkPublisher NewPublisher(ILease lease) => new Publisher(run, new ChunkPublisher(directory, lease), new SnapshotPublisher(directory, lease), _work.NewPublisher(lease));

    public int DeleteOldStates(RunLedger ledger) => _work.DeleteOldStates(ledger);

    public string PathOf(StateFile file) => _work.PathOf(file);

    public string? Obstacle() => _work.Obstacle();

    public string SeriesHash(RunLedger ledger) => string.Concat(ledger.TableFiles().Select(file => file.Sha256));

    public IReadOnlyList<ChunksMerged> Merge(RunLedger ledger)
    {
        _work.Merge(ledger);
        if (!run.Merges)
            return [];
        var merged = new List<ChunksMerged>();
        foreach (var table in ledger.Committed.SelectMany(chunk => chunk.Tables).GroupBy(file => file.Table, StringComparer.Ordinal))
        {
            if (ledger.Merged.ContainsKey(table.Key))
                continue;
            var file = DerivedFile.Publish(directory, _lease!, SimulatedRun.MergedName(table.Key), output => Concatenate(table, output));
            merged.Add(new ChunksMerged(table.Key, new StepRange(0, ledger.EndStep), new TableFile(file.Name, file.Bytes, table.Sum(chunk => chunk.Rows), file.Sha256)));
        }
        return merged;
    }

    public int Finish(RunLedger ledger)
    {
        foreach (var chunk in ledger.Committed.SelectMany(chunk => chunk.Tables).Where(file => ledger.Merged.ContainsKey(file.Table)))
            directory.Disk.Delete(directory.PathOf(chunk.Name));
        DerivedFile.Publish(directory, _lease!, SummaryName, output => output.Write("{}"u8));
        return 1;
    }

    private static void Begin(RunDirectory directory, ILease lease)
    {
        if (!directory.HasJournal)
            directory.Begin(lease, output => output.Write("{}"u8));
    }

    private void Concatenate(IEnumerable<TableFile> chunks, Stream output)
    {
        foreach (var chunk in chunks)
        {
            using var file = directory.Disk.OpenRead(directory.PathOf(chunk.Name));
            file.CopyTo(output);
        }
    }

    private sealed class Publisher(SimulatedRun run, ChunkPublisher publisher, SnapshotPublisher snapshots, IChunkPublisher product) : IChunkPublisher
    {
        private readonly ChunkEncoder? _encoder = run.WritesParquet ? run.Prepared.NewEncoder() : null;

        public PublishResult Publish(ChunkBuffer buffer, ResumeState state, FlushCause cause, HashThread? hashing) =>
            publisher.Publish(run.SourceOf(buffer, state, cause, _encoder), hashing);

        public SnapshotResult PublishSnapshot(long step, string? label, RunState state) =>
            snapshots.Publish(label ?? "snapshot", step, state.WriteTo);

        public HistoryResult PublishHistory(ChunkBuffer buffer, HistoryMark mark, HashThread? hashing) => product.PublishHistory(buffer, mark, hashing);
    }
}
