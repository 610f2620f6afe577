using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Runs;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>Binds units and opens runs for the coordinator of one scenario.</summary>
/// <param name="binder">Gives units their meaning.</param>
/// <param name="settings">How runs are run in this process.</param>
/// <param name="runs">Learns of runs whose lease is taken.</param>
/// <param name="prepare">Changes a run before it starts: limits of this process. Gives the refusal, or null.</param>
/// <param name="permitsFaults">Whether faults act.</param>
internal sealed class ScenarioWork(
    ScenarioBinder binder, SessionSettings settings, OpenRuns runs, Func<PreparedRun, RunTarget.Refused?> prepare, bool permitsFaults) : IScenarioWork
{
    private readonly Lock _binding = new();

    /// <inheritdoc/>
    public bool IsLight(ScenarioStatement statement) => statement is not (ConfigBaseRequested or RunOpened or SweepRequested);

    /// <inheritdoc/>
    public BindResult Bind(long ordinal, ScenarioStatement statement)
    {
        lock (_binding)
            return binder.Bind(ordinal, statement);
    }

    /// <inheritdoc/>
    public BindResult Bind(RowBatch rows)
    {
        lock (_binding)
            return binder.Bind(rows);
    }

    /// <inheritdoc/>
    public RunOpening Open(IScenarioRun run, IActorRef coordinator)
    {
        var bound = (BoundRun)run;
        if (prepare(bound.Prepared) is { } limit)
            return new RunOpening(null, limit.Message, limit.ExitCode);
        return RunTargets.Choose(bound.Prepared, bound.Directory, settings.ReopensFailed) switch
        {
            RunTarget.Refused refused => new RunOpening(null, refused.Message, refused.ExitCode),
            RunTarget.Start when bound.MustResume => new RunOpening(null, $"{bound.Directory} holds no run to resume from.", ExitCodes.Unusable),
            RunTarget.Start start => Opening(bound, start.Directory, coordinator),
            RunTarget.Continue go => Opening(bound, go.Directory, coordinator),
            RunTarget.Finished done => Opening(bound, done.Directory, coordinator),
            _ => new RunOpening(null, "The run directory is in no known state.", ExitCodes.Internal),
        };
    }

    /// <inheritdoc/>
    public string? SeriesHash(IScenarioRun run)
    {
        var bound = (BoundRun)run;
        var directory = new Storage.Directories.RunDirectory(bound.Directory, bound.Prepared.Identity.Run, TestHooks.Disk);
        var work = new RunWork(bound.Prepared, directory, runs, settings.Clock, settings.Log);
        return directory.HasJournal ? work.SeriesHash(directory.ReadLedger()) : null;
    }

    private RunOpening Opening(BoundRun bound, Storage.Directories.RunDirectory directory, IActorRef coordinator)
    {
        var name = settings.Node.Node.Name is { Length: > 0 } given ? given : Environment.MachineName;
        var work = new RunWork(bound.Prepared, directory, runs, settings.Clock, settings.Log);
        var feed = new RunFeed(coordinator, bound.StopsOnExpectFailure, permitsFaults);
        var setup = RunSession.SetupOf(bound.Prepared, work, settings.Node, name, settings.ReopensFailed, settings.Clock);
        return new RunOpening(setup with { Feed = feed }, null, ExitCodes.Done);
    }
}
