using System.Collections.Concurrent;

using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Running;
using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>
/// Every run of the data directory as it is known now: those that the daemon has taken, and those that have ended. Read
/// by many threads; changed by one actor and by submissions.
/// </summary>
/// <param name="places">The data directory.</param>
/// <param name="clock">Time for people.</param>
public sealed class RunBoard(DaemonPlaces places, TimeProvider clock)
{
    private readonly ConcurrentDictionary<RunId, LiveRun> _live = [];
    private readonly ConcurrentDictionary<RunId, RunRecord> _settled = [];

    /// <summary>All runs by id.</summary>
    public IReadOnlyList<RunSnapshot> All =>
    [
        .. _live.Values.Select(live => live.Snapshot())
            .Concat(_settled.Values.Where(record => !_live.ContainsKey(record.Run)).Select(RunSnapshot.Of))
            .OrderBy(snapshot => snapshot.Record.Run.Value, StringComparer.Ordinal),
    ];

    /// <summary>Ids of the runs that the daemon has taken and that have not ended.</summary>
    public IReadOnlyCollection<RunId> Taken => [.. _live.Keys];

    /// <summary>Runs that are worked on, and runs that wait for a slot.</summary>
    public (int Active, int Queued) Counts
    {
        get
        {
            var states = _live.Values.Select(live => live.Snapshot().Record.State).ToList();
            var queued = states.Count(state => state == RunState.Queued);
            return (states.Count - queued, queued);
        }
    }

    /// <summary>Folder of a run.</summary>
    /// <param name="run">Its id.</param>
    public string DirectoryOf(RunId run) => Path.Combine(places.Runs, run.Value);

    /// <summary>Looks at what is there at start.</summary>
    /// <returns>Runs that can go on by themselves; those of scenarios go on with theirs.</returns>
    public IReadOnlyList<RunRecord> ReadAll()
    {
        var records = RunRecords.Below(places.Runs);
        foreach (var record in records)
            _settled[record.Run] = record;
        return [.. records.Where(record => record is { State: RunState.Unfinished, IsOfScenario: false })];
    }

    /// <summary>A run by its id or the beginning of it, or by its name.</summary>
    /// <param name="text">What a person gave.</param>
    /// <returns>The run; null when there is none or more than one.</returns>
    public RunSnapshot? Find(string text)
    {
        var all = All;
        var exact = all.FirstOrDefault(snapshot => snapshot.Record.Run.Value == text);
        if (exact is not null || text.Length == 0)
            return exact;
        var near = all.Where(snapshot => snapshot.Record.Run.Value.StartsWith(text, StringComparison.Ordinal) || snapshot.Record.Name == text).ToList();
        return near.Count == 1 ? near[0] : null;
    }

    /// <summary>What watchers of a run read; null: it has ended, or is unknown.</summary>
    /// <param name="run">Its id.</param>
    public LiveRun? Live(RunId run) => _live.GetValueOrDefault(run);

    /// <summary>From now on the run is one of the daemon's.</summary>
    /// <param name="record">What its directory says.</param>
    /// <param name="prepared">Its plan.</param>
    public LiveRun Take(RunRecord record, PreparedRun prepared)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _live.GetOrAdd(record.Run, _ => new LiveRun(record, prepared, clock));
    }

    /// <summary>A run of the directory that this daemon does not work on.</summary>
    /// <param name="record">What is to be said of it.</param>
    public void Note(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _settled[record.Run] = record;
    }

    /// <summary>The node did not take the run after all.</summary>
    /// <param name="run">Its id.</param>
    public void Forget(RunId run) => _live.TryRemove(run, out _);

    /// <summary>The run is over here. Reads its directory: never called from an actor's turn.</summary>
    /// <param name="released">The run and how it ended.</param>
    public RunRecord Settle(RunReleased released)
    {
        ArgumentNullException.ThrowIfNull(released);
        var directory = Live(released.Run)?.Snapshot().Record.Directory ?? DirectoryOf(released.Run);
        var found = RunRecords.Of(directory) ?? new RunRecord(released.Run, directory, null, null, null, RunState.Unusable);
        if (released.Outcome is RunOutcomeReport.CannotGoOn stuck)
            found = found with { State = RunState.Unusable, Trouble = new RunTrouble(stuck.ExitCode, stuck.Reason) };
        else if (released.Outcome is RunOutcomeReport.Completed)
            found = found with { State = RunState.Completed };      // a lease that somebody looks at is no sign of life

        _settled[released.Run] = found;
        if (_live.TryRemove(released.Run, out var live))
            live.End(found);
        return found;
    }
}
