using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Actors.Runs;
using MarsDisk.Hosting.Actors;
using MarsDisk.Hosting.Running;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Journal.Files;
using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Storage.Directories;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>Binds units and opens runs for the coordinator of one scenario.</summary>
/// <param name="binding">How units get their meaning.</param>
/// <param name="settings">How runs are run in this process.</param>
/// <param name="runs">Learns of runs whose lease is taken.</param>
/// <param name="prepare">Changes a run before it starts: limits of this process. Gives the refusal, or null.</param>
/// <param name="permitsFaults">Whether faults act.</param>
/// <param name="disk">Where the directories of the runs are; null: the disk of this process.</param>
/// <param name="workOn">The blocking work of a run in its directory; null: as the product does it.</param>
internal sealed class ScenarioWork(
    BinderSettings binding, SessionSettings settings, OpenRuns runs, Func<PreparedRun, RunTarget.Refused?> prepare, bool permitsFaults,
    IDisk? disk = null, Func<PreparedRun, RunDirectory, IRunWork>? workOn = null) : IScenarioWork
{
    private readonly Lock _binding = new();
    private readonly ScenarioBinder _binder = new(binding);

    /// <inheritdoc cref="IScenarioWork.Anew"/>
    public ScenarioWork Anew() => new(binding, settings, runs, prepare, permitsFaults, disk, workOn);

    /// <inheritdoc/>
    IScenarioWork IScenarioWork.Anew() => Anew();

    /// <inheritdoc/>
    public bool IsLight(ScenarioStatement statement) => statement is not (ConfigBaseRequested or RunOpened or SweepRequested);

    /// <inheritdoc/>
    public BindResult Bind(long ordinal, ScenarioStatement statement)
    {
        lock (_binding)
            return _binder.Bind(ordinal, statement);
    }

    /// <inheritdoc/>
    public BindResult Bind(RowBatch rows)
    {
        lock (_binding)
            return _binder.Bind(rows);
    }

    /// <inheritdoc/>
    public RunOpening Open(IScenarioRun run, IActorRef coordinator)
    {
        var bound = (BoundRun)run;
        if (prepare(bound.Prepared) is { } limit)
            return new RunOpening(null, limit.Message, limit.ExitCode);
        return RunTargets.Choose(bound.Prepared, bound.Directory, settings.ReopensFailed, disk) switch
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
        var directory = new RunDirectory(bound.Directory, bound.Prepared.Identity.Run, disk ?? TestHooks.Disk);
        return directory.HasJournal ? WorkOn(bound, directory).SeriesHash(directory.ReadLedger()) : null;
    }

    private IRunWork WorkOn(BoundRun bound, RunDirectory directory) =>
        workOn?.Invoke(bound.Prepared, directory) ?? new RunWork(bound.Prepared, directory, runs, settings.Clock, settings.Log);

    private RunOpening Opening(BoundRun bound, RunDirectory directory, IActorRef coordinator)
    {
        var name = settings.Node.Node.Name is { Length: > 0 } given ? given : Environment.MachineName;
        var work = WorkOn(bound, directory);
        var feed = new RunFeed(coordinator, bound.StopsOnExpectFailure, permitsFaults);
        var setup = RunSession.SetupOf(bound.Prepared, work, settings.Node, name, settings.ReopensFailed, settings.Clock);
        return new RunOpening(setup with { Feed = feed }, null, ExitCodes.Done);
    }
}
