using MarsDisk.Actors.Node;
using MarsDisk.History.Columns;
using MarsDisk.Journal;
using MarsDisk.Journal.Events;
using MarsDisk.Simulation.States;

namespace MarsDisk.Actors.Runs;

/// <summary>The file work that a RunActor asks for; each answer comes back to it as a message.</summary>
internal sealed class RunJobs(IRunWork work, IWorkLine files, IActorRef run)
{
    /// <summary>
    /// The directory is in order; here is the state to go on from, the buffers that were missing, and the one that holds the rows
    /// between the last commit and that state.
    /// </summary>
    public sealed record Opened(ResumeState State, IReadOnlyList<ChunkBuffer> Buffers, ChunkBuffer? Begun = null);

    /// <summary>What still keeps a chunk from being written; null: nothing.</summary>
    public sealed record Looked(string? Obstacle);

    /// <summary>Hash over the values of all tables.</summary>
    public sealed record Hashed(string Hash);

    /// <summary>The merged tables are in place; each has to be persisted.</summary>
    public sealed record Merged(IReadOnlyList<ChunksMerged> Tables);

    /// <summary>Every derived file is in place.</summary>
    public sealed record Finished;

    /// <summary>The job that was asked for last failed.</summary>
    public sealed record Unusable(Exception Error);

    /// <summary>Puts the directory in order and finds the state to go on from.</summary>
    /// <param name="ledger">What is committed.</param>
    /// <param name="buffers">Buffers to make.</param>
    /// <param name="free">One that is at home; null: none is.</param>
    public void Open(RunLedger ledger, int buffers, ChunkBuffer? free = null) => Do(() =>
    {
        var opened = new Opened(work.Open(ledger), [.. Enumerable.Range(0, buffers).Select(_ => work.NewBuffer())]);
        var buffer = opened.Buffers.Count > 0 ? opened.Buffers[0] : free;
        return ledger.History is not null && buffer is not null && work.TakeUpHistory(ledger, buffer) is { } state
            ? opened with { State = state, Begun = buffer }
            : opened;
    });

    public void Look() => Do(() => new Looked(work.Obstacle()));

    public void HashSeries(RunLedger ledger) => Do(() => new Hashed(work.SeriesHash(ledger)));

    public void Merge(RunLedger ledger) => Do(() => new Merged(work.Merge(ledger)));

    public void Finish(RunLedger ledger) => Do(() =>
    {
        work.Finish(ledger);
        return new Finished();
    });

    /// <summary>A state file too many harms nobody, so nobody waits for the answer.</summary>
    public void DeleteOldStates(RunLedger ledger, ILoggingAdapter log) => _ = files.Run(() =>
    {
        try
        {
            return work.DeleteOldStates(ledger);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.Warning("Old state files stay: {0}", error.Message);
            return 0;
        }
    });

    private void Do<T>(Func<T> job) where T : notnull =>
        _ = files.Run(job).PipeTo(run, run, failure: error => new Unusable(error));
}
