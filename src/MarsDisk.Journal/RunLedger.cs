using System.Collections.Immutable;
using MarsDisk.Journal.Events;

namespace MarsDisk.Journal;

/// <summary>What a run has committed so far: the fold of its events. Pure; knows no files and no actors.</summary>
public sealed record RunLedger
{
    /// <summary>The ledger of an empty journal.</summary>
    public static readonly RunLedger Empty = new();

    private RunLedger() { }

    /// <summary>The first event; null while the journal is empty.</summary>
    public RunStarted? Started { get; private init; }

    /// <summary>Epoch of the last owner; 0 before the first.</summary>
    public long Epoch { get; private init; }

    /// <summary>The step behind the last committed one.</summary>
    public long EndStep { get; private init; }

    /// <summary>Number of committed chunks.</summary>
    public int Chunks => Committed.Count;

    /// <summary>The committed chunks in step order.</summary>
    public ImmutableList<ChunkCommitted> Committed { get; private init; } = [];

    /// <summary>Simulated time behind the last committed step, s.</summary>
    public double TimeSeconds { get; private init; }

    /// <summary>Every scenario input below it is durable.</summary>
    public long NextInputOrdinal { get; private init; }

    /// <summary>State behind the last chunk; null before the first commit.</summary>
    public StateFile? State { get; private init; }

    /// <summary>State behind the chunk before the last one.</summary>
    public StateFile? PreviousState { get; private init; }

    /// <summary>Owners so far, each with the step at which it began.</summary>
    public ImmutableList<Attempt> Attempts { get; private init; } = [];

    /// <summary>Snapshots in the order in which they were taken.</summary>
    public ImmutableList<SnapshotTaken> Snapshots { get; private init; } = [];

    /// <summary>Histories that were saved behind the last chunk, in the order in which they were; older files may be deleted.</summary>
    public ImmutableList<HistorySaved> Histories { get; private init; } = [];

    /// <summary>The newest of them; null: the run goes on at <see cref="EndStep"/>.</summary>
    public HistorySaved? History => Histories.IsEmpty ? null : Histories[^1];

    /// <summary>The step that a run goes on at that is taken up now.</summary>
    public long ResumeStep => History?.Step ?? EndStep;

    /// <summary>Offloaded files by name; the last offload of a file counts.</summary>
    public ImmutableDictionary<string, FileOffloaded> Offloads { get; private init; } =
        ImmutableDictionary.Create<string, FileOffloaded>(StringComparer.Ordinal);

    /// <summary>Merged tables by name; their file stands for the chunks of the range.</summary>
    public ImmutableSortedDictionary<string, ChunksMerged> Merged { get; private init; } =
        ImmutableSortedDictionary.Create<string, ChunksMerged>(StringComparer.Ordinal);

    /// <summary>The exclusive end that a person's stop set; null while nobody stopped the run.</summary>
    public long? StopStep { get; private init; }

    /// <summary>How the run ended; null while it goes on.</summary>
    public RunOutcome? Outcome { get; private init; }

    /// <summary>The fold over a whole journal.</summary>
    /// <exception cref="LedgerException">An event contradicts those before it.</exception>
    public static RunLedger Replay(IEnumerable<IRunEvent> events) =>
        events.Aggregate(Empty, static (ledger, next) => ledger.Apply(next));

    /// <summary>Applies the next event. Throws when the event contradicts what was committed before it.</summary>
    /// <exception cref="LedgerException">The event contradicts those before it.</exception>
    public RunLedger Apply(IRunEvent next)
    {
        RefuseWhenMisplaced(next);
        return next switch
        {
            RunStarted started => this with { Started = started },
            OwnershipTaken taken => Own(taken),
            ChunkCommitted chunk => Commit(chunk),
            SnapshotTaken snapshot => this with { Snapshots = Snapshots.Add(snapshot) },
            HistorySaved saved => Save(saved),
            FileOffloaded offloaded => this with { Offloads = Offloads.SetItem(offloaded.Name, offloaded) },
            ChunksMerged merged => Merge(merged),
            StopAccepted stop => Stop(stop),
            RunCompleted completed => Complete(completed),
            RunFailed failed => this with { Outcome = new RunOutcome(Failed: failed) },
            _ => throw new LedgerException($"{next?.GetType().Name ?? "null"} is not an event of a run."),
        };
    }

    /// <summary>The last two states, the older one first, each with the steps of the chunk that it stands behind.</summary>
    public IEnumerable<(StepRange Steps, StateFile File)> LastStates()
    {
        if (PreviousState is { } previous && Committed.Count > 1)
            yield return (Committed[^2].Steps, previous);
        if (State is { } last)
            yield return (Committed[^1].Steps, last);
    }

    /// <summary>Table files that must exist: those of the chunks, or the merged one in their place.</summary>
    public IEnumerable<TableFile> TableFiles()
    {
        foreach (var chunk in Committed)
        {
            foreach (var table in chunk.Tables)
            {
                if (!IsMerged(table, chunk.Steps))
                    yield return table;
            }
        }
        foreach (var merged in Merged.Values)
            yield return merged.File;
    }

    private bool IsMerged(TableFile table, StepRange steps) =>
        Merged.TryGetValue(table.Table, out var merged) && merged.Steps.First <= steps.First && steps.End <= merged.Steps.End;

    private void RefuseWhenMisplaced(IRunEvent next)
    {
        if (Started is null != next is RunStarted)
            throw new LedgerException(Started is null
                ? $"{next.GetType().Name} comes before RunStarted."
                : "RunStarted comes a second time.");
        if (Epoch == 0 && next is not (RunStarted or OwnershipTaken))
            throw new LedgerException($"{next.GetType().Name} comes before the first OwnershipTaken.");
        if (Outcome is not null && next is not (OwnershipTaken or FileOffloaded or ChunksMerged))
            throw new LedgerException($"{next.GetType().Name} follows the end of the run.");
    }

    private RunLedger Own(OwnershipTaken taken)
    {
        if (taken.Epoch <= Epoch)
            throw new LedgerException($"Epoch {taken.Epoch} follows epoch {Epoch}.");
        if (Outcome is { IsCompleted: true })
            throw new LedgerException("A completed run is taken again.");
        return this with                                              // a failed run is opened again
        {
            Epoch = taken.Epoch,
            Attempts = Attempts.Add(new Attempt(taken, EndStep)),
            Outcome = null,
        };
    }

    private RunLedger Commit(ChunkCommitted chunk)
    {
        if (chunk.Steps.First != EndStep)
            throw new LedgerException($"Chunk starts at step {chunk.Steps.First}, expected {EndStep}.");
        if (chunk.Steps.Count <= 0)
            throw new LedgerException($"Chunk [{chunk.Steps.First}, {chunk.Steps.End}) holds no step.");
        if (chunk.Steps.End > StopStep)
            throw new LedgerException($"Chunk ends at step {chunk.Steps.End}, but the run was stopped at {StopStep}.");
        if (chunk.NextInputOrdinal < NextInputOrdinal)
            throw new LedgerException($"Input ordinal falls from {NextInputOrdinal} to {chunk.NextInputOrdinal}.");
        return this with
        {
            EndStep = chunk.Steps.End,
            Committed = Committed.Add(chunk),
            TimeSeconds = chunk.Time.EndSeconds,
            NextInputOrdinal = chunk.NextInputOrdinal,
            State = chunk.State,
            PreviousState = State,
            Histories = [],
        };
    }

    // Not behind the one before it: that one may be damaged, and the run went on at an earlier one.
    private RunLedger Save(HistorySaved saved)
    {
        if (saved.Step <= EndStep)
            throw new LedgerException($"The history up to step {saved.Step} is saved, but {EndStep} steps are committed.");
        if (saved.Step > StopStep)
            throw new LedgerException($"The history up to step {saved.Step} is saved, but the run was stopped at {StopStep}.");
        return this with { Histories = Histories.Add(saved) };
    }

    private RunLedger Merge(ChunksMerged merged)
    {
        if (merged.Steps.First != 0 || merged.Steps.End != EndStep)
            throw new LedgerException(
                $"Table {merged.Table} is merged over [{merged.Steps.First}, {merged.Steps.End}), expected [0, {EndStep}).");
        return this with { Merged = Merged.SetItem(merged.Table, merged) };
    }

    private RunLedger Stop(StopAccepted stop)
    {
        if (stop.Step < EndStep)
            throw new LedgerException($"The run is stopped at step {stop.Step}, but {EndStep} steps are committed.");
        return this with { StopStep = Math.Min(stop.Step, StopStep ?? long.MaxValue) };
    }

    private RunLedger Complete(RunCompleted completed)
    {
        if (completed.Steps != EndStep)
            throw new LedgerException($"The run ends with {completed.Steps} steps, but {EndStep} are committed.");
        return this with { Outcome = new RunOutcome(Completed: completed) };
    }
}

/// <summary>One owner of a run.</summary>
/// <param name="Owner">Epoch, node, process and time.</param>
/// <param name="FirstStep">The first step it could compute.</param>
public sealed record Attempt(OwnershipTaken Owner, long FirstStep);

/// <summary>How a run ended; exactly one of the two is set.</summary>
/// <param name="Completed">Totals of a completed run.</param>
/// <param name="Failed">Reason and exit code of a failed run.</param>
public sealed record RunOutcome(RunCompleted? Completed = null, RunFailed? Failed = null)
{
    /// <summary>Whether the run reached its end.</summary>
    public bool IsCompleted => Completed is not null;
}
