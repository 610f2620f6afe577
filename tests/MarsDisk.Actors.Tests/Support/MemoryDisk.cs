using System.Collections.Concurrent;

using MarsDisk.Actors.Pipeline;
using MarsDisk.Actors.Runs;
using MarsDisk.History.Columns;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.Flushing;
using MarsDisk.Simulation.States;
using MarsDisk.Simulation.States.Histories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Actors.Tests.Support;

/// <summary>The file work of a run without files. What it was asked for stands in <see cref="Deeds"/>, in order.</summary>
internal sealed class MemoryDisk(SmallRun run) : IRunWork
{
    private readonly ConcurrentDictionary<string, byte[]> _states = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _histories = new(StringComparer.Ordinal);
    private int _attempts;

    public ConcurrentQueue<string> Deeds { get; } = new();

    public ConcurrentQueue<PublishedFile> Files { get; } = new();

    public ConcurrentQueue<(long Step, string? Label, byte[] Bytes)> Snapshots { get; } = new();

    /// <summary>Called with the number of each attempt to publish, from 1 on; what it gives refuses the chunk.</summary>
    public Func<int, PublishError?> Refuses { get; set; } = _ => null;

    /// <summary>Called with the step of each history; what it gives refuses it.</summary>
    public Func<long, PublishError?> RefusesHistory { get; set; } = _ => null;

    /// <summary>Called for each chunk that is written; what it gives is the cause that the event names.</summary>
    public Func<StepRange, FlushCause, FlushCause> CauseOf { get; set; } = (_, cause) => cause;

    /// <summary>Changes the state that a run goes on from.</summary>
    public Action<RunState> Poison { get; set; } = _ => { };

    public IReadOnlyList<ChunksMerged> Tables { get; set; } = [];

    /// <summary>What keeps a chunk from being written, when somebody looks.</summary>
    public string? InTheWay { get; set; }

    public MemoryLease? Lease { get; private set; }

    public ILease TakeLease()
    {
        Deeds.Enqueue("take lease");
        return Lease = new MemoryLease((Lease?.Epoch ?? 0) + 1);
    }

    public ResumeState Open(RunLedger ledger)
    {
        Deeds.Enqueue($"open at {ledger.EndStep}");
        var state = ledger.State is { } file ? ResumeState.ReadFrom(new MemoryStream(_states[file.Name])) : run.FreshState();
        Poison(state.Run);
        return state;
    }

    public ResumeState? TakeUpHistory(RunLedger ledger, ChunkBuffer buffer)
    {
        var saved = ledger.History!;
        Deeds.Enqueue($"take up history of {saved.Step}");
        return _histories.TryGetValue(saved.File.Name, out var body) ? RunHistory.Read(new MemoryStream(body), ledger.EndStep, buffer) : null;
    }

    /// <summary>The histories are gone from the disk.</summary>
    public void LoseHistories() => _histories.Clear();

    public ChunkBuffer NewBuffer()
    {
        Deeds.Enqueue("new buffer");
        return run.NewBuffer();
    }

    public IChunkPublisher NewPublisher(ILease lease) => new Publisher(this, new MemoryEncoding(run.Plan));

    public int DeleteOldStates(RunLedger ledger) => 0;

    public string PathOf(StateFile file) => file.Name;

    public string? Obstacle()
    {
        Deeds.Enqueue("look");
        return InTheWay;
    }

    public string SeriesHash(RunLedger ledger)
    {
        Deeds.Enqueue("hash");
        return "4711";
    }

    public IReadOnlyList<ChunksMerged> Merge(RunLedger ledger)
    {
        Deeds.Enqueue("merge");
        return Tables;
    }

    public int Finish(RunLedger ledger)
    {
        Deeds.Enqueue($"finish with {ledger.Merged.Count} merged tables");
        return 0;
    }

    private sealed class Publisher(MemoryDisk disk, MemoryEncoding encoding) : IChunkPublisher
    {
        public PublishResult Publish(ChunkBuffer buffer, ResumeState state, FlushCause cause, HashThread? hashing)
        {
            var steps = new StepRange(buffer.FirstStep, buffer.EndStep);
            disk.Deeds.Enqueue($"publish {steps.First}");
            if (disk.Refuses(++disk._attempts) is { } error)
                return new PublishResult(Error: error);

            var files = encoding.Files(buffer, state);
            foreach (var file in files)
                disk.Files.Enqueue(file);
            disk._states[files[^1].Name] = MemoryEncoding.BytesOf(state.WriteTo);
            return new PublishResult(Event(steps, files, state, disk.CauseOf(steps, cause)));
        }

        public SnapshotResult PublishSnapshot(long step, string? label, RunState state)
        {
            var bytes = MemoryEncoding.BytesOf(state.WriteTo);
            disk.Snapshots.Enqueue((step, label, bytes));
            return new SnapshotResult(new SnapshotTaken(
                step, label ?? "", new SnapshotFile($"{label}-{step}", bytes.Length, ContentHash.Of(bytes))));
        }

        public HistoryResult PublishHistory(ChunkBuffer buffer, HistoryMark mark, HashThread? hashing)
        {
            var step = mark.State.Step;
            disk.Deeds.Enqueue($"history {step}");
            if (disk.RefusesHistory(step) is { } error)
                return new HistoryResult(Error: error);
            var bytes = MemoryEncoding.BytesOf(output => RunHistory.Write(output, new ResumeState(mark.State, mark.Aggregates!), buffer, mark.Rows));
            var name = $"state/history-{step:D9}.bin";
            disk._histories[name] = bytes;
            return new HistoryResult(new HistorySaved(step, mark.State.Time, mark.State.NextInputOrdinal, new StateFile(name, bytes.Length, ContentHash.Of(bytes))));
        }

        private static ChunkCommitted Event(StepRange steps, IReadOnlyList<PublishedFile> files, ResumeState state, FlushCause cause)
        {
            var tables = files.SkipLast(1).Select(file => new TableFile(file.Name, file.Bytes, steps.Count, file.Sha256));
            var last = files[^1];
            return new ChunkCommitted(
                steps, new TimeRange(0, state.Run.Time), [.. tables],
                new StateFile(last.Name, last.Bytes, last.Sha256), state.Run.NextInputOrdinal, cause.ToString());
        }
    }
}

/// <summary>A lease that is held until it is given back.</summary>
internal sealed class MemoryLease(long epoch) : ILease
{
    private volatile bool _isDisposed;

    public long Epoch => epoch;

    public bool IsHeld => !_isDisposed;

    public void Dispose() => _isDisposed = true;
}
