using MarsDisk.Actors.Parsing.Binding;
using MarsDisk.Actors.Parsing.Coordination;
using MarsDisk.Hosting.Daemon.Runs;
using MarsDisk.Hosting.Scenarios.Binding;
using MarsDisk.Hosting.Scenarios.Running;
using MarsDisk.Parsing;
using MarsDisk.Scenario;

namespace MarsDisk.Hosting.Daemon.Scenarios;

/// <summary>The work of a scenario whose runs are shown on the board of a daemon.</summary>
internal sealed class BoardedWork(ScenarioWork inner, RunBoard board) : IScenarioWork
{
    /// <inheritdoc/>
    public IScenarioWork Anew() => new BoardedWork(inner.Anew(), board);

    /// <inheritdoc/>
    public bool IsLight(ScenarioStatement statement) => inner.IsLight(statement);

    /// <inheritdoc/>
    public BindResult Bind(long ordinal, ScenarioStatement statement) => inner.Bind(ordinal, statement);

    /// <inheritdoc/>
    public BindResult Bind(RowBatch rows) => inner.Bind(rows);

    /// <inheritdoc/>
    public RunOpening Open(IScenarioRun run, IActorRef coordinator)
    {
        var bound = (BoundRun)run;
        var opening = inner.Open(run, coordinator);
        if (opening.Setup is { } setup)
        {
            var record = new RunRecord(setup.Run, bound.Directory, bound.Name, bound.Prepared.Identity.PlanHash.ToString(), null, RunState.Queued) { IsOfScenario = true };
            board.Take(record, bound.Prepared);
        }

        return opening;
    }

    /// <inheritdoc/>
    public string? SeriesHash(IScenarioRun run) => inner.SeriesHash(run);
}
