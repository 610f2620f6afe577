using MarsDisk.Actors.Messages;
using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Hosting.Daemon.Runs;

/// <summary>One run that the daemon has taken: what its actor last said, and what watchers read.</summary>
public sealed class LiveRun
{
    private readonly Lock _access = new();
    private readonly ProgressModel _model;
    private RunRecord _record;

    /// <summary>A run that waits for a slot.</summary>
    /// <param name="record">What its directory says.</param>
    /// <param name="prepared">Its plan.</param>
    /// <param name="clock">Time for people.</param>
    public LiveRun(RunRecord record, PreparedRun prepared, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(prepared);
        _record = record with { State = RunState.Queued, Steps = prepared.Plan.Time.Steps, TimeEnd = prepared.Plan.Time.End };
        _model = new ProgressModel(prepared.Plan.Time.End, prepared.Plan.Time.Steps, clock);
        Feed.Add("run.state", RunJson.Line(Snapshot()));
    }

    /// <summary>What watchers read.</summary>
    public WatcherFeed Feed { get; } = new();

    /// <summary>The run as it is known now.</summary>
    public RunSnapshot Snapshot()
    {
        lock (_access)
            return new RunSnapshot(_record, _model.Status, _model.Step, _model.TimeSeconds, _model.Fraction, _model.StepsPerSecond, _model.SecondsLeft);
    }

    /// <summary>Takes in what the actor of the run published.</summary>
    /// <param name="status">The newest facts.</param>
    /// <returns>The state before, when it has changed; null when it is the same.</returns>
    public RunState? Take(RunStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        RunState before, now;
        lock (_access)
        {
            _model.Take(status);
            before = _record.State;
            now = StateOf(status, before);
            _record = _record with { State = now, CommittedSteps = status.CommittedSteps, ResumeStep = status.ResumeStep, Chunks = status.Chunks };
        }

        Feed.Add(before == now ? WatcherFeed.Progress : "run.state", RunJson.Line(Snapshot()));
        return before == now ? null : before;
    }

    /// <summary>A chunk exists since now.</summary>
    /// <param name="chunk">Its range and size.</param>
    public void Take(ChunkFlushed chunk) => Feed.Add("run.chunk", RunJson.Line(chunk));

    /// <summary>The run is over here; its directory says how.</summary>
    /// <param name="ended">What its directory says now.</param>
    public void End(RunRecord ended)
    {
        lock (_access)
            _record = ended with { Steps = _record.Steps, TimeEnd = _record.TimeEnd };
        Feed.Add("run.state", RunJson.Line(Snapshot()), isLast: true);
    }

    // The end is told when the lease is free and not before, by End.
    private static RunState StateOf(RunStatus status, RunState before) => status.Phase switch
    {
        RunPhase.Recovering or RunPhase.Claimed => RunState.Starting,
        _ when status.Waiting is not null => RunState.Waiting,
        RunPhase.Ended or RunPhase.Rebuilding => before,         // also what a regular end goes through
        RunPhase.Finishing => RunState.Finishing,
        RunPhase.Paused => RunState.Paused,
        _ => RunState.Running,
    };
}

/// <summary>A run at one moment.</summary>
/// <param name="Record">What is durable, and the state.</param>
/// <param name="Status">What its actor last said; null: it has none here.</param>
/// <param name="Step">Steps computed, committed or not.</param>
/// <param name="Time">Simulated time, s.</param>
/// <param name="Fraction">Simulated time over its end, in [0, 1].</param>
/// <param name="StepsPerSecond">Speed; null: unknown.</param>
/// <param name="SecondsLeft">Time still needed, s; null: unknown.</param>
public sealed record RunSnapshot(
    RunRecord Record, RunStatus? Status, long Step, double Time, double Fraction, double? StepsPerSecond, double? SecondsLeft)
{
    /// <summary>A run that nothing works on.</summary>
    /// <param name="record">What its directory says.</param>
    public static RunSnapshot Of(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var fraction = record.State == RunState.Completed ? 1 : record.TimeEnd is > 0 and var end ? Math.Clamp(record.Time / end, 0, 1) : 0;
        return new RunSnapshot(record, null, record.CommittedSteps, record.Time, fraction, null, null);
    }
}
